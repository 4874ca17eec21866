using System.Collections.Frozen;
using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;

namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>
/// Makes codes of the keys that a scanner presses.
/// <para>Constraints: nothing untrue is shown. Where a key has no character, or events were lost, the whole code is
/// dropped up to its end, and counted once.</para>
/// <para>Format: a stream of <see cref="InputEvent"/>, split anywhere. Keys become characters, characters UTF-8, and
/// <see cref="Framer"/> cuts that into codes: a wedge may wrap a code in all that a serial scanner may.</para>
/// <para>Operation: a code that is being dropped goes through the framer like any other, so that it ends where it
/// would have ended. Once nothing comes for <see cref="Habit.Patient"/> the scanner is taken to be at rest: what
/// it still seems to hold was let go of, and that was lost.</para>
/// </summary>
internal sealed class WedgeDecoder : CodeDecoder
{
    private readonly Framer _framer;
    private readonly Keyboard _keyboard;
    private readonly byte[] _partial = new byte[InputEvent.Size];
    private int _partialLength;

    /// <summary>Makes the decoder of one scanner.</summary>
    public WedgeDecoder(ScannerOptions options, ScannerTally tally)
    {
        _framer = new Framer(FrameFormat.Of(options), tally);
        _keyboard = new Keyboard(
            KeyLayout.Of(options.Layout), options.GroupSeparatorKeys.Select(InputKey.Of).ToFrozenSet());
    }

    /// <inheritdoc/>
    public override TimeSpan IdleDue => IsFraming ? _framer.IdleDue
        : _keyboard.IsAtRest ? Timeout.InfiniteTimeSpan
        : Habit.Patient;

    private bool IsFraming => _framer.IdleDue != Timeout.InfiniteTimeSpan;

    private bool IsInCode => IsFraming || _keyboard.IsComposing;

    /// <inheritdoc/>
    public override Code? Next(ref ReadOnlyMemory<byte> rest)
    {
        if (_framer.TakeReady() is { } ready)
            return ready;
        while (!rest.IsEmpty)
        {
            var taken = Math.Min(rest.Length, InputEvent.Size - _partialLength);
            rest.Span[..taken].CopyTo(_partial.AsSpan(_partialLength));
            rest = rest[taken..];
            _partialLength += taken;
            if (_partialLength < InputEvent.Size)
                break;
            _partialLength = 0;
            if (Take(InputEvent.Of(_partial)) is { } code)
                return code;
        }
        return null;
    }

    /// <inheritdoc/>
    public override Code? EndBySilence()
    {
        if (!IsInCode)
        {
            _keyboard.Forget();
            return null;
        }
        if (_framer.TakeReady() is { } ready)
            return ready;
        if (_framer.TakePause())
            return null;
        var code = Feed(_keyboard.TakeAccent());
        if (_keyboard.IsComposing)
        {
            // Alt is still held: the character that it was to give is missing.
            code = _framer.Spoil(ScanFault.Incomplete) ?? code;
            _keyboard.Forget();
        }
        return (IsFraming ? _framer.EndNow() : null) ?? code;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        if (_keyboard.IsComposing && !IsFraming)
            _framer.Spoil(ScanFault.Incomplete);
        _framer.Reset();
        _keyboard.Forget();
        _partialLength = 0;
    }

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<byte> bytes)
    {
        var words = new StringBuilder();
        // The device gives whole events; of a pipe that cuts one, its rest is not shown.
        for (; bytes.Length >= InputEvent.Size; bytes = bytes[InputEvent.Size..])
        {
            var word = WordOf(InputEvent.Of(bytes));
            words.Append(words.Length > 0 && word.Length > 0 ? "  " : "").Append(word);
        }
        return words.ToString();
    }

    private static string WordOf(InputEvent happened) => (happened.Type, happened.Value) switch
    {
        (InputEvent.SynchronisationType, _) when happened.Code == InputEvent.Dropped => "events lost",
        (InputEvent.KeyType, 0) => $"up {InputKey.NameOf(happened.Code)}",
        (InputEvent.KeyType, 1) => $"down {InputKey.NameOf(happened.Code)}",
        _ => "",
    };

    private Code? Take(InputEvent happened) => (happened.Type, happened.Value) switch
    {
        (InputEvent.SynchronisationType, _) when happened.Code == InputEvent.Dropped => Lose(),
        (InputEvent.KeyType, 0) => Release(happened.Code),
        (InputEvent.KeyType, 1) => Press(happened.Code),
        // A held key repeats; a scanner holds none for long, and means it once.
        _ => null,
    };

    // Also between codes: what was lost may be the head of the one that follows.
    private Code? Lose()
    {
        _keyboard.Forget();
        return _framer.Spoil(ScanFault.Incomplete);
    }

    private Code? Press(int key)
    {
        var code = _keyboard.Holds(key) ? _framer.Spoil(ScanFault.Incomplete) : null;
        return Take(_keyboard.Press(key)) ?? code;
    }

    private Code? Release(int key)
    {
        if (_keyboard.Holds(key))
            return Take(_keyboard.Release(key));
        // It was pressed before the device was ours. Of a key that types, it tells that a code was under way.
        if (!IsInCode && (InputKey.IsModifier(key) || key is InputKey.Enter or InputKey.KeypadEnter or InputKey.Tab))
            return null;
        var code = _framer.Spoil(ScanFault.Incomplete);
        // Enter whose going down was lost ends the code all the same, and spares the next one.
        return Take(_keyboard.Missed(key)) ?? code;
    }

    private Code? Take(Stroke stroke) => stroke.Fault is { } fault ? _framer.Spoil(fault) : Feed(stroke.Text);

    private Code? Feed(string text) => text.Length == 0 ? null : Feed(Encoding.UTF8.GetBytes(text));

    private Code? Feed(ReadOnlySpan<byte> bytes)
    {
        Code? code = null;
        foreach (var one in bytes)
            code = _framer.Take(one) ?? code;
        return code;
    }
}
