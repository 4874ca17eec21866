using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// One application identifier of the GS1 Barcode Syntax Dictionary, with all that it says of the value and the company.
/// </summary>
public sealed class ApplicationIdentifier
{
    private readonly AiSpec _spec;

    internal ApplicationIdentifier(int index, string code, AiSpec spec)
    {
        _spec = spec;
        Index = index;
        Code = code;
        Components = spec.Components;
        HasPredefinedLength = spec.Flags.Contains('*');
        IsAttribute = spec.Flags.Contains('?');
        foreach (var component in spec.Components)
        {
            MinLength += component.IsOptional ? 0 : component.Min;
            MaxLength += component.Max;
            IsCheckedNumber |= Array.IndexOf(component.Linters, Linter.Csum) >= 0;
        }
    }

    /// <summary>All application identifiers, in the order of their codes as text.</summary>
    public static IReadOnlyList<ApplicationIdentifier> All { get; } = Array.AsReadOnly(AiTable.All);

    /// <summary>Two to four digits, for example <c>01</c> or <c>3103</c>.</summary>
    public string Code { get; }

    /// <summary>The data title, for example <c>BATCH/LOT</c>; empty for the few that have none.</summary>
    public string Title => _spec.Title;

    /// <summary>
    /// The dictionary's flags: <c>*</c> no GS is needed after it, <c>?</c> may be an attribute of a Digital Link.
    /// </summary>
    public string Flags => _spec.Flags;

    /// <summary>Whether its end is known without a GS after it.</summary>
    public bool HasPredefinedLength { get; }

    /// <summary>Whether it may stand in the query of a Digital Link.</summary>
    public bool IsAttribute { get; }

    /// <summary>Whether it may be the primary key of a Digital Link.</summary>
    public bool IsKey => _spec.Key is not null;

    /// <summary>The fewest characters that its value may have.</summary>
    public int MinLength { get; }

    /// <summary>The most characters that its value may have.</summary>
    public int MaxLength { get; }

    /// <summary>
    /// The components of the value in the dictionary's notation, separated by a space, for example
    /// <c>N13,csum,gcppos1 [X..17]</c>.
    /// </summary>
    public string Format
    {
        get
        {
            var format = new StringBuilder();
            foreach (var component in Components)
                component.Write(format.Length == 0 ? format : format.Append(' '));
            return format.ToString();
        }
    }

    /// <summary>
    /// What must be on the item beside it, in the dictionary's notation: groups separated by a space must each be met,
    /// a comma separates alternatives, a plus joins what must come together, <c>n</c> stands for any digit; empty if
    /// it needs nothing.
    /// </summary>
    public string Requires => _spec.Req ?? "";

    /// <summary>What must not be on the item beside it, in the dictionary's notation; empty if it excludes nothing.
    /// </summary>
    public string Excludes => _spec.Ex ?? "";

    /// <summary>
    /// Its qualifiers as the primary key of a Digital Link, in order, alternatives separated by a bar; empty for a key
    /// that has none; null if it is no key.
    /// </summary>
    public string? Qualifiers => _spec.Key;

    internal int Index { get; }

    internal Component[] Components { get; }

    /// <summary>Whether a part of it ends in a check digit: a number that seldom comes up by chance.</summary>
    internal bool IsCheckedNumber { get; }

    /// <summary>What it needs and excludes, and the qualifiers it takes, by index: filled once the table is whole.
    /// </summary>
    internal AiRelations Relations { get; set; } = AiRelations.None;

    /// <summary>The application identifier with exactly these digits; null if there is none.</summary>
    public static ApplicationIdentifier? Find(ReadOnlySpan<char> code) => AiTable.Find(code);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Code}) {Title}");

    /// <summary>Whether this AI may be a qualifier of that key.</summary>
    internal bool Qualifies(ApplicationIdentifier key) => key.Relations.Qualifiers.Contains(Index);
}
