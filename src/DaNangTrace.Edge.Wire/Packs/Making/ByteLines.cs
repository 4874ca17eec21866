namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>Splits a stream into lines of bytes. Lines end with LF or CRLF; a byte order mark is passed over.</summary>
public static class ByteLines
{
    // A bare null would become an empty line: arrays turn into memory by themselves.
    private static ReadOnlyMemory<byte>? TooLong => default;

    /// <summary>The lines, with their numbers from 1. What is handed out stands until the next one.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="most">Bytes of a line; a longer one is handed out as null.</param>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte>? Line)> Of(Stream stream, int most)
    {
        var (buffer, from, filled, number) = (new byte[most + 64 * 1024], 0, 0, 1);
        var isTooLong = false;
        while (true)
        {
            var end = buffer.AsSpan(from, filled - from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                yield return (number, isTooLong || end > most ? TooLong : Trimmed(buffer.AsMemory(from, end), number));
                (from, number, isTooLong) = (from + end + 1, number + 1, false);
                continue;
            }
            // The rest of a line that is too long is passed over.
            if (filled - from > most)
                (isTooLong, from) = (true, filled);
            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            (from, filled) = (0, filled - from);
            var read = stream.Read(buffer.AsSpan(filled));
            if (read == 0)
                break;
            filled += read;
        }
        if (isTooLong || filled > 0)
            yield return (number, isTooLong ? TooLong : Trimmed(buffer.AsMemory(0, filled), number));
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> line, int number)
    {
        if (number == 1 && line.Span.StartsWith("\uFEFF"u8))
            line = line[3..];
        return line.Span.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
