using System.Globalization;
using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;

namespace DaNangTrace.Edge.Decoding;

/// <summary>Answers codes one by one: one code, one line, whatever the bytes.</summary>
/// <param name="reader">Reads the codes.</param>
/// <param name="json">One JSON object a line; else a short form for people.</param>
/// <param name="output">Flushed before each wait for input, and at the end.</param>
internal sealed class Decoder(Gs1Reader reader, bool json, Stream output)
{
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
        while (true)
        {
            // A person, or a program at the other end of two pipes, waits for the answer before the next line.
            if (lines.WouldWait)
                output.Flush();
            if (!lines.TryRead(out var line, out var isTooLong))
                return;
            Answer(isTooLong ? Symbol.TooLong : Symbol.FromBytes(Escapes.ToBytes(line)));
        }
    }

    private void Answer(Symbol symbol)
    {
        var line = DecodedLine.Of(reader.Read(symbol));
        if (json)
            JsonSerializer.Serialize(output, line, DecodedJson.Readable.DecodedLine);
        else
            output.Write(Encoding.UTF8.GetBytes(ForPeople(line)));
        output.WriteByte((byte)'\n');
    }

    /// <summary>Kind, symbology, elements as people write them, then what is wrong or suspicious.</summary>
    private static string ForPeople(DecodedLine line)
    {
        var words = new StringBuilder(line.Kind);
        if (line.Symbology is not null)
            words.Append(" ]").Append(line.Symbology).Append(line.Inferred ? " (inferred)" : "");
        foreach (var element in line.Elements)
            words.Append(" (").Append(element.Ai).Append(')').Append(Shown.Of(element.Value, Symbol.MaxLength));
        foreach (var fault in line.Faults)
            Tell(words, "fault", fault);
        foreach (var warning in line.Warnings)
            Tell(words, "warning", warning);
        return words.ToString();
    }

    private static void Tell(StringBuilder words, string what, Fault fault) =>
        words.Append(CultureInfo.InvariantCulture, $"; {what} {fault.Code} at {fault.At}: {fault.Message}");
}
