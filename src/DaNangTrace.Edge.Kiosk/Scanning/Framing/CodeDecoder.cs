using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// Makes codes of the bytes that a device gives, in whatever pieces they come; half a code is kept between the calls.
/// What is wrong with them goes to the scanner's <see cref="ScannerTally"/>.
/// </summary>
internal abstract class CodeDecoder
{
    /// <summary>
    /// Silence after which <see cref="EndBySilence"/> is due; infinite while nothing waits, zero while another code
    /// stands ready.
    /// </summary>
    public abstract TimeSpan IdleDue { get; }

    /// <summary>
    /// Takes bytes from the front of <paramref name="rest"/> until a code is whole; null when they ran out before.
    /// </summary>
    public abstract Code? Next(ref ReadOnlyMemory<byte> rest);

    /// <summary>The device went silent: ends the code, or drops it and counts that; null where there is none.</summary>
    public abstract Code? EndBySilence();

    /// <summary>The device was closed: half a code is dropped and counted; the next bytes begin afresh.</summary>
    public abstract void Reset();

    /// <summary>Bytes of the device in words, for a technician who watches.</summary>
    public virtual string Describe(ReadOnlySpan<byte> bytes) => Bytes.Shown(bytes);
}

/// <summary>One code.</summary>
/// <param name="Symbol">What it says.</param>
/// <param name="EndedBy">What ended it, in a word or two: <c>CR</c>, <c>silence</c>, <c>length</c>.</param>
internal readonly record struct Code(Symbol Symbol, string EndedBy)
{
    /// <summary>A code of a symbol; null where there is nothing in it.</summary>
    public static Code? Of(Symbol? symbol, string endedBy) =>
        symbol is { } one && (one.Text.Length > 0 || one.Identifier is not null) ? new Code(one, endedBy) : null;
}
