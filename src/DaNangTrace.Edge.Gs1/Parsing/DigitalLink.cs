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
    private const int MostPairs = 32;

    /// <summary>False where the address is none; then nothing was found.</summary>
    internal static bool TryRead(ref Draft draft, in WebAddress address)
    {
        var path = address.Path;
        if (path.Length < 2)
            return false;
        var hasTrailingSlash = draft.Text[path.End - 1] == '/';
        var end = hasTrailingSlash ? path.End - 1 : path.End;
        var key = KeyIn(draft.Text, path.Start, end);
        if (key < 0)
            return false;
        if (hasTrailingSlash)
            draft.Tell(FaultCode.TrailingSlash, end, 1);
        ReadPath(ref draft, key, end);
        if (!draft.IsBroken)
            ReadQuery(ref draft, address.Query);
        return true;
    }

    /// <summary>Where the rightmost primary key begins; -1 if there is none.</summary>
    internal static int KeyIn(ReadOnlySpan<char> text, int start, int end)
    {
        for (var pairs = 0; pairs < MostPairs; pairs++)
        {
            var beforeValue = text[start..end].LastIndexOf('/');
            if (beforeValue < 0)
                return -1;
            var beforeKey = text.Slice(start, beforeValue).LastIndexOf('/');
            if (beforeKey < 0)
                return -1;
            var key = text[(start + beforeKey + 1)..(start + beforeValue)];
            if (AiTable.Find(key) is { IsKey: true } ai && CanBe(ai, text[(start + beforeValue + 1)..end]))
                return start + beforeKey + 1;
            end = start + beforeKey;
        }
        return -1;
    }

    /// <summary>Reads a key and its qualifiers, from where the key begins.</summary>
    internal static void ReadPath(ref Draft draft, int at, int end)
    {
        Span<ushort> qualifiers = stackalloc ushort[MostPairs];
        var count = 0;
        var first = -1;
        while (at < end)
        {
            var code = NextSegment(draft.Text, ref at, end);
            // The path was found in pairs, so that behind each key stands a value.
            var segment = NextSegment(draft.Text, ref at, end);
            if (AiTable.Find(code.Of(draft.Text)) is not { } ai)
            {
                draft.Break(FaultCode.NoAi, code.Start, code.Length);
                return;
            }
            if (draft.Key is { } key)
            {
                if (first < 0)
                    first = code.Start;
                if (!ai.Qualifies(key))
                {
                    draft.Add(new Finding
                    {
                        Kind = FaultCode.NotQualifier,
                        AiPlusOne = Draft.Plus(ai),
                        OtherPlusOne = Draft.Plus(key),
                        At = code.Start,
                        Length = code.Length,
                    });
                    continue;
                }
                qualifiers[count++] = (ushort)ai.Index;
                AddValue(ref draft, ai, segment, plusIsSpace: false);
                continue;
            }
            draft.Key = ai;
            if (ai.Code == "01" && segment.Length is 8 or 12 or 13 && !segment.Of(draft.Text).Contains('%'))
                AddPadded(ref draft, ai, segment);
            else
                AddValue(ref draft, ai, segment, plusIsSpace: false);
        }
        if (count > 0 && !draft.HasFaults && !IsInOrder(draft.Key!, qualifiers[..count]))
            draft.Tell(FaultCode.QualifierOrder, first, end - first, draft.Key);
    }

    /// <summary>Reads the attributes of a query; what is no AI is the host's own.</summary>
    internal static void ReadQuery(ref Draft draft, Stretch query)
    {
        for (var at = query.Start; at < query.End;)
        {
            var length = draft.Text[at..query.End].IndexOf('&');
            var end = length < 0 ? query.End : at + length;
            var equals = draft.Text[at..end].IndexOf('=');
            // A number that stands alone, to get round a cache, is no attribute.
            if (equals >= 0)
                ReadAttribute(ref draft, new Stretch(at, at + equals), new Stretch(at + equals + 1, end));
            at = end + 1;
        }
    }

    private static void ReadAttribute(ref Draft draft, Stretch name, Stretch value)
    {
        Span<char> digits = stackalloc char[4];
        if (!TryGetDigits(name.Of(draft.Text), digits, out var count))
            return;
        if (count > digits.Length || AiTable.Find(digits[..count]) is not { } ai)
            draft.Tell(FaultCode.NoAi, name.Start, name.Length);
        else if (!ai.IsAttribute || (draft.Key is { } key && ai.Qualifies(key)))
            draft.Tell(FaultCode.NotAttribute, name.Start, name.Length, ai);
        else
            AddValue(ref draft, ai, value, plusIsSpace: true);
    }

    /// <summary>
    /// A name in the query that is all digits, some of them escaped perhaps; what is not is the host's own, or a word
    /// for the resolver such as <c>linkType</c>.
    /// </summary>
    private static bool TryGetDigits(ReadOnlySpan<char> name, Span<char> digits, out int count)
    {
        count = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var digit = name[i];
            if (digit == '%' && i + 2 < name.Length && name[i + 1] == '3' && char.IsAsciiDigit(name[i + 2]))
                digit = name[i += 2];
            if (!char.IsAsciiDigit(digit))
                return false;
            if (count < digits.Length)
                digits[count] = digit;
            count++;
        }
        return count > 0;
    }

    /// <summary>Whether the value has the shape of the key's, right or wrong.</summary>
    private static bool CanBe(ApplicationIdentifier key, scoped ReadOnlySpan<char> value)
    {
        // The longest value of a key has 30 characters; three for each escape, and it is long enough.
        Span<char> decoded = stackalloc char[96];
        if (value.Length <= decoded.Length && Percent.IsNeeded(value, plusIsSpace: false))
            value = decoded[..Percent.Decode(value, plusIsSpace: false, decoded)];
        if (key.Components[0].Set != CharacterSet.Numeric)
        {
            // These begin with a company's prefix: digits, four at least.
            return value.Length >= 4 && Digits.FirstOther(value[..4]) < 0;
        }
        var digits = Digits.FirstOther(value);
        if (digits < 0)
            digits = value.Length;
        if (key.MinLength < key.MaxLength)
            return digits >= key.MinLength;
        return digits == value.Length && (digits == key.MinLength || (key.Code == "01" && digits is 8 or 12 or 13));
    }

    private static Stretch NextSegment(ReadOnlySpan<char> text, ref int at, int end)
    {
        var length = at >= end ? 0 : text[at..end].IndexOf('/');
        var segment = new Stretch(Math.Min(at, end), length < 0 ? end : Math.Min(at, end) + length);
        at = segment.End + 1;
        return segment;
    }

    private static void AddValue(ref Draft draft, ApplicationIdentifier ai, Stretch segment, bool plusIsSpace)
    {
        var sent = segment.Of(draft.Text);
        var element = ElementSpan.InText(ai, segment);
        if (!Percent.IsNeeded(sent, plusIsSpace))
        {
            draft.Add(element);
            return;
        }
        var length = Percent.Decode(sent, plusIsSpace, draft.Claim(sent.Length));
        draft.Add(element with { Place = ValuePlace.Escaped, Start = draft.Keep(length), Length = length });
    }

    private static void AddPadded(ref Draft draft, ApplicationIdentifier ai, Stretch segment)
    {
        draft.Tell(FaultCode.Padded, segment.Start, segment.Length, ai);
        draft.Add(draft.Pad(ai, segment.Of(draft.Text), segment));
    }

    private static bool IsInOrder(ApplicationIdentifier key, ReadOnlySpan<ushort> qualifiers)
    {
        foreach (var order in key.Relations.QualifierOrders)
        {
            if (IsPartOf(order, qualifiers))
                return true;
        }
        return false;
    }

    private static bool IsPartOf(ReadOnlySpan<ushort> order, ReadOnlySpan<ushort> qualifiers)
    {
        foreach (var qualifier in qualifiers)
        {
            var place = order.IndexOf(qualifier);
            if (place < 0)
                return false;
            order = order[(place + 1)..];
        }
        return true;
    }
}
