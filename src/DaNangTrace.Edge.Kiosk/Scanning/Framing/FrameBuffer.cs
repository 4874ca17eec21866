using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// The bytes of a code that has begun, at most what the longest one has with all that stands around it.
/// </summary>
internal sealed class FrameBuffer(FrameFormat format)
{
    // Preamble, suffix, terminator, ETX.
    private readonly byte[] _bytes = new byte[
        Symbol.MaxLength + format.Preamble.Length + format.Suffix.Length + Math.Max(2, format.Terminator.Length) + 1];

    /// <summary>How many there are; of what is too long only the last.</summary>
    public int Length { get; private set; }

    /// <summary>Whether there were too many.</summary>
    public bool IsOverlong { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Whether the terminator that is set stands at the end.</summary>
    public bool EndsWithTerminator => format.Terminator.Length > 0 && Bytes.EndsWith(format.Terminator);

    /// <summary>Whether a line end stands at the end.</summary>
    public bool EndsWithLine => Bytes is [.., (byte)'\r' or (byte)'\n'];

    /// <summary>Adds one; true where it was the first too many.</summary>
    public bool Add(byte value)
    {
        var isFull = Length == _bytes.Length;
        if (isFull)
        {
            // The terminator may have begun in the last.
            IsOverlong = true;
            Length = format.Terminator.Length;
            _bytes.AsSpan(_bytes.Length - Length).CopyTo(_bytes);
        }
        _bytes[Length++] = value;
        return isFull;
    }

    /// <summary>Another code begins.</summary>
    public void Clear() => (Length, IsOverlong) = (0, false);
}
