namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads an uncompressed GS1 Digital Link URI (GS1 Digital Link Standard: URI Syntax 1.3).
/// <para>
/// The path is read from its end in pairs of key and value; the first primary key so found names the thing, what stands
/// left of it is the host's own business. Behind it come its qualifiers in the standard's order, in the query the
/// attributes. An address is taken for a Digital Link only if the value could be the key's: a newspaper's
/// <c>/2026/01/harvest</c> is none.
/// </para>
/// </summary>
internal static class DigitalLink
{
    // Far more than a key, its qualifiers and any sensible stem; a longer path is no Digital Link.
    private const int MostSegments = 64;

    /// <summary>False where the address is none; then the draft is as it was.</summary>
    internal static bool TryRead(string text, in WebAddress address, Draft draft)
    {
        Span<Range> segments = stackalloc Range[MostSegments];
        var path = text.AsSpan()[address.Path];
        var from = address.Path.Start.Value;
        if (path.Length < 2)
            return false;
        var hasTrailingSlash = path[^1] == '/';
        var inner = hasTrailingSlash ? path[1..^1] : path[1..];
        var count = inner.Split(segments, '/');
        // The last of too many holds all the rest.
        if (inner[segments[count - 1]].Contains('/'))
            return false;
        var key = KeyIn(inner, segments[..count]);
        if (key < 0)
            return false;
        if (hasTrailingSlash)
            draft.Warn(FaultCodes.TrailingSlash, null, from + path.Length - 1, "The slash at the end was left out.");
        ReadPath(inner, segments[key..count], from + 1, draft);
        if (!draft.IsBroken)
            ReadQuery(text, address.Query, draft);
        return true;
    }

    /// <summary>The index of the segment that is the rightmost primary key; -1 if there is none.</summary>
    private static int KeyIn(ReadOnlySpan<char> path, ReadOnlySpan<Range> segments)
    {
        for (var i = segments.Length - 2; i >= 0; i -= 2)
        {
            if (AiTable.Find(path[segments[i]]) is { IsKey: true } ai && CanBe(ai, path[segments[i + 1]]))
                return i;
        }
        return -1;
    }

    /// <summary>Whether the value has the shape of the key's, right or wrong.</summary>
    private static bool CanBe(ApplicationIdentifier key, ReadOnlySpan<char> value)
    {
        var first = key.Spec.Components[0];
        if (first.Set != CharacterSet.Numeric)
        {
            // These begin with a company's prefix: digits, four at least.
            return value.Length >= 4 && value[..4].IndexOfAnyExceptInRange('0', '9') < 0;
        }
        var digits = value.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0)
            digits = value.Length;
        if (key.MinLength < key.MaxLength)
            return digits >= key.MinLength;
        return digits == value.Length && (digits == key.MinLength || (key.Code == "01" && digits is 8 or 12 or 13));
    }

    private static void ReadPath(ReadOnlySpan<char> path, ReadOnlySpan<Range> pairs, int from, Draft draft)
    {
        ApplicationIdentifier? key = null;
        for (var i = 0; i < pairs.Length; i += 2)
        {
            var code = path[pairs[i]];
            var at = from + pairs[i + 1].Start.Value;
            if (AiTable.Find(code) is not { } ai)
            {
                draft.Break(FaultCodes.NoAi, null, from + pairs[i].Start.Value,
                    "The path goes on with something that is no application identifier.");
                return;
            }
            if (key is not null && !ai.Qualifies(key))
            {
                draft.Fault(FaultCodes.NotQualifier, ai.Code, from + pairs[i].Start.Value,
                    $"AI {ai.Code} ({ai.Title}) does not qualify AI {key.Code} ({key.Title}) in a path.");
                continue;
            }
            var value = Percent.Decode(path[pairs[i + 1]], plusIsSpace: false);
            if (key is null && ai.Code == "01" && value.Length is 8 or 12 or 13)
            {
                draft.Warn(FaultCodes.Padded, ai.Code, at, "The GTIN has fewer than 14 digits; zeros were added.");
                value = value.PadLeft(14, '0');
            }
            key ??= ai;
            draft.Add(ai, value, at);
        }
        draft.Key = key;
        if (key is not null)
            CheckOrder(path, pairs, key, from, draft);
    }

    private static void CheckOrder(
        ReadOnlySpan<char> path, ReadOnlySpan<Range> pairs, ApplicationIdentifier key, int from, Draft draft)
    {
        if (draft.HasFaults || pairs.Length == 2)
            return;
        foreach (var order in key.QualifierOrders)
        {
            var place = 0;
            for (var i = 2; i < pairs.Length && place >= 0; i += 2)
            {
                var code = path[pairs[i]];
                while (place < order.Length && !code.SequenceEqual(order[place]))
                    place++;
                place = place == order.Length ? -1 : place + 1;
            }
            if (place >= 0)
                return;
        }
        var orders = string.Join(", or ", Array.ConvertAll(key.QualifierOrders, x => string.Join(" ", x)));
        draft.Fault(FaultCodes.QualifierOrder, key.Code, from + pairs[2].Start.Value,
            $"The qualifiers of AI {key.Code} ({key.Title}) must come in this order: {orders}.");
    }

    private static void ReadQuery(string text, Range range, Draft draft)
    {
        var query = text.AsSpan()[range];
        var from = range.Start.Value;
        foreach (var piece in query.Split('&'))
        {
            var pair = query[piece];
            var equals = pair.IndexOf('=');
            var name = Percent.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            // What is not all digits is the host's own, or a word for the resolver such as linkType.
            if (name.Length == 0 || name.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0)
                continue;
            var at = from + piece.Start.Value;
            if (AiTable.Find(name) is not { } ai)
            {
                draft.Fault(FaultCodes.NoAi, null, at, "A name of digits in the query must be a known AI.");
                continue;
            }
            if (!ai.IsAttribute || (draft.Key is { } key && ai.Qualifies(key)))
            {
                draft.Fault(FaultCodes.NotAttribute, ai.Code, at,
                    $"AI {ai.Code} ({ai.Title}) must not stand in the query of this address.");
                continue;
            }
            var value = equals < 0 ? "" : Percent.Decode(pair[(equals + 1)..], plusIsSpace: true);
            draft.Add(ai, value, at + (equals < 0 ? pair.Length : equals + 1));
        }
    }
}
