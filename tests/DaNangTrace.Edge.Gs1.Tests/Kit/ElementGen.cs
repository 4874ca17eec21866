using System.Globalization;
using CsCheck;

namespace DaNangTrace.Edge.Gs1.Tests.Kit;

/// <summary>
/// Makes elements that keep all rules: values that each linter accepts, sets without exclusive pairs.
/// </summary>
internal static class ElementGen
{
    private const string Digits = "0123456789";
    private const string Set82 = Component.Text82Characters;
    private const string Set39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Set64 = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
    private const string Check32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    // Keys whose serial part is optional: whether they may stand beside a signature depends on it.
    private static readonly string[] OptionallySerial = ["253", "255", "8003"];

    /// <summary>One to six elements in any order.</summary>
    internal static Gen<Element[]> AnySet { get; } =
        Gen.Int[0, AiTable.All.Length - 1].Array[1, 6].SelectMany(OfCompatible);

    /// <summary>A key, qualifiers in one of its orders, attributes: what a Digital Link can hold.</summary>
    internal static Gen<Element[]> LinkSet { get; } = Gen.Select(
        OneOf([.. ApplicationIdentifier.All.Where(x => x.IsKey)]),
        Gen.Int,
        Gen.Int[0, AiTable.All.Length - 1].Array[0, 4]).SelectMany((key, choice, others) =>
    {
        var orders = key.Relations.QualifierOrders;
        var order = orders.Length == 0 ? [] : orders[(choice & 0xFFFF) % orders.Length];
        var qualifiers = order.Where((_, i) => (choice >> (16 + i) & 1) != 0).Select(x => (int)x);
        var attributes = others.Where(x => AiTable.All[x].IsAttribute && !AiTable.All[x].Qualifies(key));
        return OfCompatible([key.Index, .. qualifiers, .. attributes]);
    });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(x => values[x]);

    private static Gen<Element[]> OfCompatible(int[] indexes)
    {
        var chosen = new List<ApplicationIdentifier>();
        foreach (var index in indexes)
        {
            var ai = AiTable.All[index];
            var isSigned = chosen.Exists(x => x.Code == "8030");
            if (chosen.Contains(ai)
                || chosen.Exists(x => x.Relations.Excludes.Contains(index) || ai.Relations.Excludes.Contains(x.Index))
                || (isSigned && OptionallySerial.Contains(ai.Code))
                || (ai.Code == "8030" && chosen.Exists(x => OptionallySerial.Contains(x.Code))))
            {
                continue;
            }
            chosen.Add(ai);
        }
        return chosen
            .Select(x => OfValue(x).Select(y => new Element(x.Code, y, x.Title)))
            .Aggregate(
                Gen.Const(Array.Empty<Element>()),
                (all, one) => Gen.Select(all, one, (a, b) => (Element[])[.. a, b]));
    }

    private static Gen<string> OfValue(ApplicationIdentifier ai)
    {
        var required = ai.Components.Count(x => !x.IsOptional);
        return Gen.Int[required, ai.Components.Length].SelectMany(count => ai.Components
            .Take(count)
            .Select(OfComponent)
            .Aggregate((one, next) => Gen.Select(one, next, (a, b) => a + b)));
    }

    private static Gen<string> OfComponent(Component component)
    {
        var any = Gen.String[Gen.Char[AlphabetOf(component.Set)], component.Min, component.Max];
        if (component.Linters.Length == 0)
            return any;
        return component.Linters[0] switch
        {
            Linter.Csum => Text(Digits, component.Max - 1).Select(x => x + CheckDigit.Of(x)),
            Linter.Csumalpha => Gen.Select(Text(Digits, 4), Text("ABCxyz-_%", 1), Gen.String[Gen.Char[Set82], 0, 18],
                (prefix, letter, rest) => WithCheckPair(prefix + letter + rest)),
            Linter.Gcppos1 => Gen.Select(Text(Digits, 4), any, (prefix, rest) => Cut(prefix + rest, component)),
            Linter.Yymmdd => Day.Select(x => x.ToString("yyMMdd", CultureInfo.InvariantCulture)),
            Linter.Yymmd0 => Gen.Select(Day, Gen.Bool, (day, isMonth) =>
                day.ToString(isMonth ? "yyMM'00'" : "yyMMdd", CultureInfo.InvariantCulture)),
            Linter.Yyyymmdd => Day.Select(x => x.ToString("yyyyMMdd", CultureInfo.InvariantCulture)),
            Linter.Hh => Number(0, 23, "D2"),
            Linter.Mi or Linter.Ss => Number(0, 59, "D2"),
            Linter.Hhmi => Gen.Select(Number(0, 23, "D2"), Number(0, 59, "D2"), (a, b) => a + b),
            Linter.Iso3166 => OneOf([.. Country.All.Select(x => x.Number)]),
            Linter.Iso3166999 => OneOf([.. Country.All.Select(x => x.Number), "999"]),
            Linter.Iso3166alpha2 => OneOf([.. Country.All.Select(x => x.Alpha2)]),
            Linter.Iso4217 => OneOf([.. Currency.All.Select(x => x.Number)]),
            Linter.Iso5218 => OneOf("0", "1", "2", "9"),
            Linter.Mediatype => OneOf("01", "10", "80", "99"),
            Linter.Packagetype => OneOf("9", "1A", "200", "BME", "ZZ"),
            Linter.Latitude => Gen.Long[0, 1_800_000_000].Select(x => $"{x:D10}"),
            Linter.Longitude => Gen.Long[0, 3_600_000_000].Select(x => $"{x:D10}"),
            Linter.Nonzero => Gen.Int[1, (int)Math.Pow(10, component.Max) - 1]
                .Select(x => $"{x}".PadLeft(component.Max, '0')),
            Linter.Nozeroprefix => any.Select(x => x.TrimStart('0')).Select(x => x.Length == 0 ? "1" : x),
            Linter.Pieceoftotal => Gen.Select(Gen.Int[1, 99], Gen.Int[1, 99],
                (a, b) => $"{Math.Min(a, b):D2}{Math.Max(a, b):D2}"),
            Linter.Posinseqslash => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9],
                (a, b) => $"{Math.Min(a, b)}/{Math.Max(a, b)}"),
            Linter.Importeridx => Text(Set64, 1),
            Linter.Winding => OneOf("0", "1", "9"),
            Linter.Yesno => OneOf("0", "1"),
            Linter.Hyphen => Gen.Const("-"),
            Linter.Zero => Gen.Const("0"),
            Linter.Pcenc => any.Select(x => x.Replace('%', '_')).Select(x => x.Length > 3 ? "%20" + x[3..] : x),
            Linter.Iban => OneOf("GB82WEST12345698765432", "NO9386011117947"),
            Linter.Couponcode => OneOf("106141416543213150110120"),
            Linter.Couponposoffer => OneOf("01123456712345611234567"),
            var linter => throw new InvalidOperationException($"No values for {linter}."),
        };
    }

    private static Gen<DateTime> Day { get; } = Gen.Int[0, 98 * 365].Select(x => new DateTime(1977, 1, 1).AddDays(x));

    private static string AlphabetOf(CharacterSet set) => set switch
    {
        CharacterSet.Numeric => Digits,
        CharacterSet.Text82 => Set82,
        CharacterSet.Text39 => Set39,
        _ => Set64,
    };

    private static Gen<string> Text(string alphabet, int length) => Gen.String[Gen.Char[alphabet], length, length];

    private static Gen<string> Number(int from, int to, string format) =>
        Gen.Int[from, to].Select(x => x.ToString(format, CultureInfo.InvariantCulture));

    private static string Cut(string text, Component component) =>
        text.Length > component.Max ? text[..component.Max] : text;

    // By trying: what makes a pair right is the code under test's business.
    private static string WithCheckPair(string text)
    {
        foreach (var first in Check32)
        {
            foreach (var second in Check32)
            {
                if (!Linting.Finds(Linter.Csumalpha, $"{text}{first}{second}", 2026, out _))
                    return $"{text}{first}{second}";
            }
        }
        throw new InvalidOperationException($"No check characters for {text}.");
    }
}
