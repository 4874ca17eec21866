using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>What a decoder makes of bytes.</summary>
internal static class DecodedCodes
{
    public static List<Code> CodesOf(CodeDecoder decoder, byte[] bytes)
    {
        var codes = new List<Code>();
        ReadOnlyMemory<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (decoder.Next(ref rest) is { } code)
                codes.Add(code);
        }
        return codes;
    }

    /// <summary>The same of characters that are one byte each; as text, with its identifier.</summary>
    public static List<string> TextsOf(CodeDecoder decoder, string sent) =>
        [.. CodesOf(decoder, Encoding.Latin1.GetBytes(sent)).Select(TextOf)];

    /// <summary>What a silence brings that begins now, as a scanner's pump lets it fall.</summary>
    public static List<string> AfterSilence(CodeDecoder decoder, TimeSpan silence)
    {
        const int MostLooks = 8;
        var codes = new List<string>();
        for (var looks = 0; decoder.IdleDue != Timeout.InfiniteTimeSpan && decoder.IdleDue <= silence; looks++)
        {
            Assert.True(looks < MostLooks, "silence does not end it");
            if (decoder.EndBySilence() is { } code)
                codes.Add(TextOf(code));
        }
        return codes;
    }

    private static string TextOf(Code code) =>
        code.Symbol.Identifier is { } id ? $"]{id}{code.Symbol.Text}" : code.Symbol.Text;
}
