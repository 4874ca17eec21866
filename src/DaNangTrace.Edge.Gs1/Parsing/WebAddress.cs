using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The parts of an http or https address as ranges of its text, as far as they matter here (RFC 3986).
/// </summary>
/// <param name="Host">The host without port and user information, as sent.</param>
/// <param name="Path">From the first slash; empty where there is none.</param>
/// <param name="Query">Without its question mark.</param>
internal readonly record struct WebAddress(Stretch Host, Stretch Path, Stretch Query)
{
    // RFC 1035, 2.3.4.
    private const int LongestHost = 253;
    private const int LongestLabel = 63;

    private static readonly IdnMapping Idn = new();

    /// <summary>False where the text is no such address: then it is text like any other.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out WebAddress address)
    {
        address = default;
        // Most codes begin with a digit.
        if (text.IsEmpty || (text[0] | 0x20) != 'h')
            return false;
        var start = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (start == 0 || text.ContainsAnyInRange('\0', '\u001F') || text.Contains('\u007F'))
            return false;
        var length = text[start..].IndexOfAny('/', '?', '#');
        var path = length < 0 ? text.Length : start + length;
        if (!TryFindHost(text, start, path, out var host))
            return false;
        var hash = text[path..].IndexOf('#');
        var end = hash < 0 ? text.Length : path + hash;
        var mark = text[path..end].IndexOf('?');
        address = mark < 0
            ? new WebAddress(host, new Stretch(path, end), new Stretch(end, end))
            : new WebAddress(host, new Stretch(path, path + mark), new Stretch(path + mark + 1, end));
        return true;
    }

    /// <summary>The host in lower case and ASCII (punycode).</summary>
    internal string HostIn(ReadOnlySpan<char> text)
    {
        var host = Host.Of(text);
        return (IsAscii(host) || host[0] == '[' ? host.ToString() : Mapped(host)!).ToLowerInvariant();
    }

    private static bool TryFindHost(ReadOnlySpan<char> text, int from, int to, out Stretch host)
    {
        from += text[from..to].LastIndexOf('@') + 1;
        host = new Stretch(from, to);
        if (from < to && text[from] == '[')
            return TryFindLiteral(text, ref host);
        var colon = text[from..to].IndexOf(':');
        if (colon >= 0)
        {
            if (Digits.FirstOther(text[(from + colon + 1)..to]) >= 0)
                return false;
            to = from + colon;
        }
        if (from < to && text[to - 1] == '.')
            to--;
        host = new Stretch(from, to);
        return from < to && to - from <= LongestHost
            && (IsAscii(host.Of(text)) ? IsHost(host.Of(text)) : Mapped(host.Of(text)) is not null);
    }

    /// <summary>An IPv6 address in square brackets.</summary>
    private static bool TryFindLiteral(ReadOnlySpan<char> text, ref Stretch host)
    {
        var authority = host.Of(text);
        var close = authority.IndexOf(']');
        if (close < 3 || close > 46)
            return false;
        var after = authority[(close + 1)..];
        if (!after.IsEmpty && (after[0] != ':' || Digits.FirstOther(after[1..]) >= 0))
            return false;
        foreach (var character in authority[1..close])
        {
            if (!char.IsAsciiHexDigit(character) && character is not (':' or '.'))
                return false;
        }
        host = new Stretch(host.Start, host.Start + close + 1);
        return true;
    }

    private static bool IsAscii(ReadOnlySpan<char> host) => !host.ContainsAnyExceptInRange('\0', '\u007F');

    /// <summary>A host with other letters as ASCII (punycode); null if it can't be one.</summary>
    private static string? Mapped(ReadOnlySpan<char> host)
    {
        try
        {
            var ascii = Idn.GetAscii(host.ToString());
            return IsHost(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            // The framework has no other way to say that a name can't be mapped.
            return null;
        }
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.Length > LongestHost)
            return false;
        var label = 0;
        foreach (var character in host)
        {
            if (character == '.')
            {
                if (label == 0)
                    return false;
                label = 0;
                continue;
            }
            // The underscore is not in the standard and on the web nevertheless.
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                return false;
            if (++label > LongestLabel)
                return false;
        }
        return label > 0;
    }
}

/// <summary>A range of a text whose length is known.</summary>
internal readonly record struct Stretch(int Start, int End)
{
    internal int Length => End - Start;

    internal ReadOnlySpan<char> Of(ReadOnlySpan<char> text) => text[Start..End];
}
