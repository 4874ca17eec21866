namespace DaNangTrace.Edge.Gs1;

/// <summary>One application identifier, with all that the standard says of its value and its company.</summary>
internal sealed class ApplicationIdentifier
{
    internal ApplicationIdentifier(string code, AiSpec spec)
    {
        Code = code;
        Spec = spec;
        HasPredefinedLength = spec.Flags.Contains('*');
        IsAttribute = spec.Flags.Contains('?');
        Requires = spec.Req?.Split(' ') ?? [];
        Excludes = spec.Ex?.Split(',') ?? [];
        QualifierOrders = spec.Key is { Length: > 0 } ? [.. spec.Key.Split('|').Select(x => x.Split(','))] : [];
        foreach (var component in spec.Components)
        {
            MinLength += component.IsOptional ? 0 : component.Min;
            MaxLength += component.Max;
            IsCheckedNumber |= Array.IndexOf(component.Linters, Linter.Csum) >= 0;
        }
    }

    internal string Code { get; }

    internal AiSpec Spec { get; }

    internal string Title => Spec.Title;

    /// <summary>Whether its end is known without a GS after it.</summary>
    internal bool HasPredefinedLength { get; }

    /// <summary>Whether it may stand in the query of a Digital Link.</summary>
    internal bool IsAttribute { get; }

    /// <summary>Whether it may be the primary key of a Digital Link.</summary>
    internal bool IsKey => Spec.Key is not null;

    internal int MinLength { get; }

    internal int MaxLength { get; }

    /// <summary>Each must be met by the other AIs on the item; notation of <see cref="AiSpec"/>.</summary>
    internal string[] Requires { get; }

    internal string[] Excludes { get; }

    /// <summary>The allowed sequences of qualifiers after it in a Digital Link's path.</summary>
    internal string[][] QualifierOrders { get; }

    /// <summary>Whether a part of it ends in a check digit: a number that seldom comes up by chance.</summary>
    internal bool IsCheckedNumber { get; }

    /// <summary>Whether this AI may be a qualifier of that key.</summary>
    internal bool Qualifies(ApplicationIdentifier key)
    {
        foreach (var order in key.QualifierOrders)
        {
            if (Array.IndexOf(order, Code) >= 0)
                return true;
        }
        return false;
    }

    /// <summary>Whether the code fits a pattern such as <c>01</c>, <c>310n</c> or <c>35nn</c>.</summary>
    internal bool Matches(ReadOnlySpan<char> pattern)
    {
        if (pattern.Length != Code.Length)
            return false;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != 'n' && pattern[i] != Code[i])
                return false;
        }
        return true;
    }
}
