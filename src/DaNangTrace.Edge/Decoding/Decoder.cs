using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;

namespace DaNangTrace.Edge.Decoding;

/// <summary>Answers codes one by one: one code, one line or block, whatever the bytes.</summary>
/// <param name="reader">Reads the codes.</param>
/// <param name="people">Writes a block for people; null for one JSON object a line.</param>
/// <param name="output">Flushed before each wait for input, and at the end.</param>
internal sealed class Decoder(Gs1Reader reader, PeopleTable? people, Stream output)
{
    private bool _isPartDue;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Answers each text, or each line of the input where there is no text; false if not all could be answered.
    /// </summary>
    internal bool Answer(string[] texts, Stream input)
    {
        try
        {
            foreach (var text in texts)
                Answer(Symbol.FromBytes(Escapes.ToBytes(text)));
            if (texts.Length == 0)
                AnswerLines(input);
            output.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever read the answers has gone, or there never was one: nobody is left to tell.
            return false;
        }
    }

    private void AnswerLines(Stream input)
    {
        var lines = new LineSource(input, Escapes.LongestTyped);
        var isFirst = true;
        while (true)
        {
            // A person, or a program at the other end of two pipes, waits for the answer before the next line.
            if (lines.WouldWait)
            {
                Part();
                output.Flush();
            }
            if (!lines.TryRead(out var line, out var isTooLong))
                return;
            // Editors of other systems put a byte order mark before the first code.
            if (isFirst && line.StartsWith(ByteOrderMark))
                line = line[ByteOrderMark.Length..];
            isFirst = false;
            Answer(isTooLong ? Symbol.TooLong : Symbol.FromBytes(Escapes.ToBytes(line)));
        }
    }

    private void Answer(Symbol symbol)
    {
        var reading = reader.Read(symbol);
        if (people is null)
        {
            JsonSerializer.Serialize(output, DecodedLine.Of(reading), DecodedJson.Readable.DecodedLine);
            output.WriteByte((byte)'\n');
            return;
        }
        Part();
        output.Write(Encoding.UTF8.GetBytes(people.Of(reading)));
        _isPartDue = true;
    }

    /// <summary>An empty line between blocks, and between a block and what a person types below it.</summary>
    private void Part()
    {
        if (_isPartDue)
            output.WriteByte((byte)'\n');
        _isPartDue = false;
    }
}
