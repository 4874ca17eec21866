namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads a compressed GS1 Digital Link: its path is one token, or a primary key in plain and a token for all the rest.
/// </summary>
internal static class CompressedLink
{
    // A token of this length holds more elements than any code that was seen; a longer one is no Digital Link.
    private const int LongestToken = 512;
    private const int MostElements = 64;

    /// <summary>False where the address is none; then nothing was found: it is an address like any other.</summary>
    internal static bool TryRead(ref Draft draft, in WebAddress address, scoped ReadOnlySpan<string> hosts)
    {
        var path = address.Path;
        var hasTrailingSlash = path.Length > 1 && draft.Text[path.End - 1] == '/';
        if (hasTrailingSlash)
            path = path with { End = path.End - 1 };
        if (path.Length < 2 || !IsListed(draft.Text, address, hosts))
            return false;
        var slash = path.Start + path.Of(draft.Text).LastIndexOf('/');
        if (slash > path.Start)
        {
            if (DigitalLink.KeyIn(draft.Text, path.Start, slash) != path.Start + 1)
                return false;
            DigitalLink.ReadPath(ref draft, path.Start + 1, slash);
        }
        if (!draft.HasFaults && TryUnpack(ref draft, new Stretch(slash + 1, path.End)))
        {
            if (hasTrailingSlash)
                draft.Tell(FaultCode.TrailingSlash, path.End, 1);
            DigitalLink.ReadQuery(ref draft, address.Query);
            return true;
        }
        draft.Clear();
        return false;
    }

    private static bool TryUnpack(ref Draft draft, Stretch token)
    {
        if (token.Length is 0 or > LongestToken)
            return false;
        Span<Unpacked> found = stackalloc Unpacked[MostElements];
        var values = draft.Claim(CompressedToken.MostCharacters(token.Length));
        if (!CompressedToken.TryUnpack(token.Of(draft.Text), values, found, out var count))
            return false;
        var last = found[count - 1];
        var start = draft.Keep(last.Start + last.Length);
        foreach (var one in found[..count])
        {
            draft.Add(new ElementSpan
            {
                Index = one.Ai,
                At = token.Start,
                SentLength = token.Length,
                Place = ValuePlace.Unpacked,
                Start = start + one.Start,
                Length = one.Length,
            });
        }
        Company.Check(ref draft);
        draft.Key ??= KeyIn(draft);
        // What breaks a rule was never packed by anyone: the token means something else.
        return !draft.HasFaults && draft.Key is not null;
    }

    private static ApplicationIdentifier? KeyIn(in Draft draft)
    {
        ApplicationIdentifier? first = null;
        foreach (ref readonly var element in draft.Elements)
        {
            var ai = element.Ai;
            if (ai.Code == "01")
                return ai;
            if (ai.IsKey)
                first ??= ai;
        }
        return first;
    }

    private static bool IsListed(ReadOnlySpan<char> text, in WebAddress address, ReadOnlySpan<string> hosts)
    {
        var host = address.Host.Of(text);
        // Listed are hosts in ASCII: one with other letters is compared as what it is mapped to.
        if (host.ContainsAnyExceptInRange('\0', '\u007F'))
            host = address.HostIn(text);
        foreach (var listed in hosts)
        {
            if (host.Equals(listed, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
