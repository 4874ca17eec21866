namespace DaNangTrace.Edge.Decoding;

/// <summary>How the answers look to the person who reads them.</summary>
/// <param name="IsVietnamese">Vietnamese, else English.</param>
/// <param name="IsColoured">With the escape sequences of terminals (ECMA-48).</param>
internal sealed record Manner(bool IsVietnamese, bool IsColoured)
{
    internal string Say(string english, string vietnamese) => IsVietnamese ? vietnamese : english;

    internal string Dim(string text) => Paint("2", text);

    internal string Bold(string text) => Paint("1", text);

    internal string Red(string text) => Paint("31", text);

    internal string Yellow(string text) => Paint("33", text);

    private string Paint(string how, string text) =>
        IsColoured && text.Length > 0 ? $"\e[{how}m{text}\e[0m" : text;
}
