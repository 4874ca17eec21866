using System.Buffers;
using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>The characters a component may hold.</summary>
internal enum CharacterSet : byte
{
    Numeric,
    Text82,
    Text39,
    Base64Url,
}

/// <summary>One part of an AI's value: so many characters of one set, with what is checked of its content.</summary>
internal sealed class Component
{
    /// <summary>CSET 82 in its order: a character's place is its value in check characters.</summary>
    internal const string Text82Characters =
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Set82 = SearchValues.Create(Text82Characters);

    private static readonly SearchValues<char> Set39 =
        SearchValues.Create("#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> Set64 = SearchValues.Create(BitReader.Alphabet);

    private Component(CharacterSet set, int min, int max, bool isOptional, Linter[] linters)
    {
        Set = set;
        Min = min;
        Max = max;
        IsOptional = isOptional;
        Linters = linters;
        // A company's prefix asks for digits, and digits they are.
        IsCheckedNumber = set == CharacterSet.Numeric && min == max && linters is [Linter.Csum, ..]
            && Array.TrueForAll(linters, x => x is Linter.Csum or Linter.Gcppos1 or Linter.Gcppos2);
    }

    internal CharacterSet Set { get; }

    /// <summary>The fewest characters it has when it is there at all.</summary>
    internal int Min { get; }

    internal int Max { get; }

    /// <summary>Whether the value may end before it.</summary>
    internal bool IsOptional { get; }

    internal Linter[] Linters { get; }

    /// <summary>
    /// Whether it is digits of one length whose check digit is all that there is to check: then one pass does it.
    /// </summary>
    internal bool IsCheckedNumber { get; }

    // The short names are those of the standard's own format notation: the table reads like it.
    internal static Component N(int length, params Linter[] linters) =>
        new(CharacterSet.Numeric, length, length, false, linters);

    internal static Component NUpTo(int max, params Linter[] linters) =>
        new(CharacterSet.Numeric, 1, max, false, linters);

    internal static Component X(int length, params Linter[] linters) =>
        new(CharacterSet.Text82, length, length, false, linters);

    internal static Component XUpTo(int max, params Linter[] linters) =>
        new(CharacterSet.Text82, 1, max, false, linters);

    internal static Component YUpTo(int max, params Linter[] linters) =>
        new(CharacterSet.Text39, 1, max, false, linters);

    internal static Component ZUpTo(int max, params Linter[] linters) =>
        new(CharacterSet.Base64Url, 1, max, false, linters);

    internal static Component Optional(Component of) => new(of.Set, of.Min, of.Max, true, of.Linters);

    /// <summary>Writes the dictionary's notation, for example <c>N13,csum,gcppos1</c> or <c>[X..17]</c>.</summary>
    internal void Write(StringBuilder to)
    {
        to.Append(IsOptional ? "[" : "").Append("NXYZ"[(int)Set]).Append(Min == Max ? "" : "..")
            .Append(CultureInfo.InvariantCulture, $"{Max}").Append(IsOptional ? "]" : "");
        foreach (var linter in Linters)
            to.Append(',').Append(linter.Word());
    }

    /// <summary>The index of the first character that its set does not hold; -1 if all are allowed.</summary>
    internal int FirstForeign(ReadOnlySpan<char> text) => Set switch
    {
        CharacterSet.Numeric => Digits.FirstOther(text),
        CharacterSet.Text82 => text.IndexOfAnyExcept(Set82),
        CharacterSet.Text39 => text.IndexOfAnyExcept(Set39),
        _ => Unpadded(text).IndexOfAnyExcept(Set64),
    };

    // Base64url may be filled up by one or two = at its end, and holds none elsewhere.
    private static ReadOnlySpan<char> Unpadded(ReadOnlySpan<char> text) =>
        text.EndsWith("==") ? text[..^2] : text.EndsWith('=') ? text[..^1] : text;
}
