using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>The parts of an http or https address, as far as they matter here (RFC 3986).</summary>
/// <param name="Host">Lower case, ASCII, without port and user information.</param>
/// <param name="Path">Where the path stands in the text.</param>
/// <param name="Query">Where the query stands in the text, without its question mark.</param>
internal readonly record struct WebAddress(string Host, Range Path, Range Query)
{
    // RFC 1035, 2.3.4.
    private const int LongestHost = 253;
    private const int LongestLabel = 63;

    private static readonly IdnMapping Idn = new();

    /// <summary>False where the text is no such address: then it is text like any other.</summary>
    internal static bool TryParse(string text, out WebAddress address)
    {
        address = default;
        var start = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (start == 0 || text.AsSpan().ContainsAnyInRange('\0', '\u001F') || text.Contains('\u007F'))
            return false;
        var rest = text.AsSpan(start);
        var length = rest.IndexOfAny('/', '?', '#');
        var authority = length < 0 ? rest : rest[..length];
        if (HostOf(authority) is not { } host)
            return false;
        var path = start + authority.Length;
        var hash = text.IndexOf('#', path);
        var end = hash < 0 ? text.Length : hash;
        var mark = text.IndexOf('?', path, end - path);
        address = mark < 0
            ? new WebAddress(host, path..end, end..end)
            : new WebAddress(host, path..mark, (mark + 1)..end);
        return true;
    }

    private static string? HostOf(ReadOnlySpan<char> authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        if (host.StartsWith("[", StringComparison.Ordinal))
            return LiteralOf(host);
        var colon = host.IndexOf(':');
        if (colon >= 0)
        {
            if (host[(colon + 1)..].IndexOfAnyExceptInRange('0', '9') >= 0)
                return null;
            host = host[..colon];
        }
        if (host.EndsWith(".", StringComparison.Ordinal))
            host = host[..^1];
        if (host.IsEmpty || host.Length > LongestHost)
            return null;
        var ascii = host.ToString();
        if (host.ContainsAnyExceptInRange('\0', '\u007F'))
        {
            try
            {
                ascii = Idn.GetAscii(ascii);
            }
            catch (ArgumentException)
            {
                // The framework has no other way to say that a name can't be mapped.
                return null;
            }
        }
        return IsHost(ascii) ? ascii.ToLowerInvariant() : null;
    }

    /// <summary>An IPv6 address in square brackets.</summary>
    private static string? LiteralOf(ReadOnlySpan<char> host)
    {
        var close = host.IndexOf(']');
        if (close < 3 || close > 46)
            return null;
        var after = host[(close + 1)..];
        if (!after.IsEmpty && (after[0] != ':' || after[1..].IndexOfAnyExceptInRange('0', '9') >= 0))
            return null;
        foreach (var character in host[1..close])
        {
            if (!char.IsAsciiHexDigit(character) && character is not (':' or '.'))
                return null;
        }
        return host[..(close + 1)].ToString().ToLowerInvariant();
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        if (host.Length > LongestHost)
            return false;
        foreach (var range in host.Split('.'))
        {
            var label = host[range];
            if (label.IsEmpty || label.Length > LongestLabel)
                return false;
            foreach (var character in label)
            {
                // The underscore is not in the standard and on the web nevertheless.
                if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_'))
                    return false;
            }
        }
        return true;
    }
}
