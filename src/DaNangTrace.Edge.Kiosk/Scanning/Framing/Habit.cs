using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// What is known of how a scanner ends its codes, and so how long a silence must be to end one: the configured idle
/// time once several codes ended by silence, long once it sent a terminator or is set to, in between while nothing is
/// known, or the terminator stays away.
/// </summary>
internal sealed class Habit
{
    /// <summary>Silence that ends a code of a scanner that sends terminators.</summary>
    public static readonly TimeSpan Patient = TimeSpan.FromSeconds(1);

    /// <summary>Silence that ends a code of a scanner of which nothing is known yet.</summary>
    public static readonly TimeSpan Cautious = TimeSpan.FromMilliseconds(500);

    /// <summary>Fewer bytes are no code, but noise: they tell nothing of the scanner.</summary>
    public const int ShortestTelling = 4;

    // So many codes in a row ended by silence tell something.
    private const int Telling = 2;

    private readonly FrameFormat _format;
    private Kind _kind;
    private int _silences;
    private int _ends;

    /// <summary>Begins with what the settings say.</summary>
    public Habit(FrameFormat format)
    {
        _format = format;
        Forget();
    }

    private enum Kind
    {
        Unknown,
        Terminates,
        FallsSilent,
    }

    /// <summary>Silence that ends a code.</summary>
    public TimeSpan Patience
    {
        get
        {
            var least = _kind switch
            {
                Kind.Terminates => Patient,
                Kind.Unknown => Cautious,
                _ => TimeSpan.Zero,
            };
            return least > _format.Idle ? least : _format.Idle;
        }
    }

    /// <summary>Whether a terminator is expected: one is set, or came before.</summary>
    public bool IsTerminating => _kind == Kind.Terminates || Usual == Kind.Terminates;

    /// <summary>
    /// Silence within a code that tells that the terminator may have been switched off; infinite where it tells
    /// nothing.
    /// </summary>
    public TimeSpan Pause => _kind != Kind.Terminates || _format.Enveloped == true ? Timeout.InfiniteTimeSpan
        : _format.Idle > Cautious ? _format.Idle
        : Cautious;

    /// <summary>Whether a terminator may come: none only where silence is set to end codes.</summary>
    public bool MayTerminate => Usual != Kind.FallsSilent;

    /// <summary>
    /// Whether the last code ended with its terminator, and not with ETX; at first whether one is set.
    /// </summary>
    public bool EndsInLine { get; private set; }

    /// <summary>Silence behind a terminator that ends a code whose ETX may still come.</summary>
    public TimeSpan LineEnd => _format.Idle < Cautious ? _format.Idle : Cautious;

    private Kind Usual => _format.Terminator.Length > 0 || _format.Enveloped == true ? Kind.Terminates
        : _format.AnyLineEnd ? Kind.Unknown
        : Kind.FallsSilent;

    /// <summary>A terminator came.</summary>
    /// <param name="inLine">Whether it was another than ETX.</param>
    public void Terminated(bool inLine)
    {
        EndsInLine = inLine;
        _silences = 0;
        // Of a scanner that sends none a single one may stand in a code.
        if (MayTerminate && (_kind != Kind.FallsSilent || ++_ends >= Telling))
            _kind = Kind.Terminates;
    }

    /// <summary>A code ended by silence. Where a terminator is configured it is expected all the same.</summary>
    public void FellSilent(int length)
    {
        if (!_format.AnyLineEnd || length < ShortestTelling)
            return;
        _ends = 0;
        if (++_silences < Telling)
            return;
        _silences = 0;
        _kind = _kind == Kind.Terminates ? Kind.Unknown : Kind.FallsSilent;
    }

    /// <summary>What was one code by its terminator were several.</summary>
    public void LostTerminator() => (_kind, _silences, _ends, EndsInLine) = (Kind.Unknown, 0, 0, false);

    /// <summary>A silence in words.</summary>
    public static string Told(TimeSpan silence) =>
        string.Create(CultureInfo.InvariantCulture, $"{silence.TotalMilliseconds:0} ms of silence");

    /// <summary>Begins afresh.</summary>
    public void Forget() => (_kind, _silences, _ends, EndsInLine) =
        (Usual, 0, 0, _format.Terminator is not ([] or [Bytes.EndOfText]));
}
