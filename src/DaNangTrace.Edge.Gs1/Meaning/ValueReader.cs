using System.Globalization;
using static DaNangTrace.Edge.Gs1.TypedValue;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads the meaning out of a value. Null where the value is no more than text, or does not fit its AI.
/// </summary>
internal static class ValueReader
{
    // The most digits of an amount, AIs 390n to 393n.
    private const int LongestAmount = 15;
    private const int MostCountries = 5;

    // GS1 writes degrees as whole ten-millionths.
    private const int DegreeDecimals = 7;

    internal static TypedValue? Read(string ai, string value, int thisYear) => ai switch
    {
        "11" or "12" or "13" or "15" or "16" or "17" => DateOf(Linter.Yymmd0, value, thisYear),
        "4326" or "7006" => DateOf(Linter.Yymmdd, value, thisYear),
        "7250" => DateOf(Linter.Yyyymmdd, value, thisYear),
        "7003" => MomentOf(Linter.Yymmdd, value, 4, 4, thisYear),
        "7011" => MomentOf(Linter.Yymmdd, value, 0, 4, thisYear),
        "8008" => MomentOf(Linter.Yymmdd, value, 2, 6, thisYear),
        "4324" or "4325" => MomentOf(Linter.Yymmd0, value, 4, 4, thisYear),
        "7251" => MomentOf(Linter.Yyyymmdd, value, 4, 4, thisYear),
        "7007" => RangeOf(value, thisYear),
        "30" or "37" => AmountOf(value, 0, 1, 8) is { } number ? new Count((long)number) : null,
        "421" => PostalCodeOf(value),
        "422" or "424" or "426" => CountriesOf(value, 1),
        "423" or "425" => CountriesOf(value, MostCountries),
        "4307" or "4317" => Country.TryFindAlpha2(value, out var country) ? new Countries([country]) : null,
        "4309" => PositionOf(value),
        "4321" or "4322" or "4323" => value is "0" or "1" ? new Flag(value == "1") : null,
        "4330" or "4332" => TemperatureOf(value, "°F"),
        "4331" or "4333" => TemperatureOf(value, "°C"),
        "8005" => AmountOf(value, 0, 6, 6) is { } price ? new Money(price, null) : null,
        "8006" or "8026" => PieceOf(value, thisYear),
        ['7', '0', '3', >= '0' and <= '9'] => ProcessorOf(value),
        ['3', >= '1' and <= '6', _, >= '0' and <= '5'] => MeasureOf(ai, value),
        ['3', '9', _, >= '0' and <= '9'] => PriceOf(ai, value),
        _ => IsPercentEncoded(ai) ? new Text(Gs1.Percent.Decode(value, plusIsSpace: false)) : null,
    };

    private static Date? DateOf(Linter format, ReadOnlySpan<char> value, int thisYear) =>
        DayOf(format, value, thisYear) is { } day ? new Date(day, WholeMonth: value.EndsWith("00")) : null;

    private static DateRange? RangeOf(string value, int thisYear)
    {
        if (value.Length is not (6 or 12))
            return null;
        var from = DayOf(Linter.Yymmdd, value.AsSpan(0, 6), thisYear);
        var to = DayOf(Linter.Yymmdd, value.AsSpan(value.Length - 6), thisYear);
        return from is null || to is null ? null : new DateRange(from.Value, to.Value);
    }

    // A date, and behind it between so many and so many digits of hours, minutes and seconds.
    private static Moment? MomentOf(Linter format, string value, int fewest, int most, int thisYear)
    {
        var dateLength = format == Linter.Yyyymmdd ? 8 : 6;
        if (value.Length < dateLength + fewest || value.Length > dateLength + most)
            return null;
        var time = value.AsSpan(dateLength);
        // An hour without minutes is something that AI 8008 alone can say, by its shortest length.
        if (time.Length % 2 != 0 || (time.Length == 2 && fewest != 2))
            return null;
        if (DayOf(format, value.AsSpan(0, dateLength), thisYear) is not { } day)
            return null;
        Span<int> parts = stackalloc int[3];
        parts.Clear();
        for (var i = 0; i < time.Length / 2; i++)
        {
            var part = time.Slice(i * 2, 2);
            if (Linting.Finds(i == 0 ? Linter.Hh : Linter.Mi, part, thisYear, out _))
                return null;
            parts[i] = Digits.Two(part);
        }
        return new Moment(
            day.ToDateTime(new TimeOnly(parts[0], parts[1], parts[2])),
            TimePrecision.Day + time.Length / 2);
    }

    private static DateOnly? DayOf(Linter format, ReadOnlySpan<char> value, int thisYear) =>
        Linting.Finds(format, value, thisYear, out _) ? null : Calendar.DayOf(value, thisYear);

    private static Measure? MeasureOf(string ai, string value) =>
        Units.Of(ai.AsSpan(0, 3)) is { } unit && AmountOf(value, ai[3] - '0', 6, 6) is { } amount
            ? new Measure(amount, unit)
            : null;

    private static Measure? TemperatureOf(ReadOnlySpan<char> value, string unit)
    {
        var isBelowZero = value.EndsWith("-");
        return AmountOf(isBelowZero ? value[..^1] : value, 2, 6, 6) is { } amount
            ? new Measure(isBelowZero ? -amount : amount, unit)
            : null;
    }

    // The third digit tells the kind, the fourth the number of decimals.
    private static TypedValue? PriceOf(string ai, ReadOnlySpan<char> value)
    {
        var decimals = ai[3] - '0';
        switch (ai[2])
        {
            case '0' or '2':
                return AmountOf(value, decimals, 1, LongestAmount) is { } own ? new Money(own, null) : null;
            case '1' or '3':
                return value.Length > 3
                    && Currency.TryFind(value[..3], out var currency)
                    && AmountOf(value[3..], decimals, 1, LongestAmount) is { } amount
                        ? new Money(amount, currency.Alpha3)
                        : null;
            case '4' when decimals <= 3:
                return AmountOf(value, decimals, 4, 4) is { } percent ? new TypedValue.Percent(percent) : null;
            case '5' when decimals <= 5:
                return AmountOf(value, decimals, 6, 6) is { } price ? new Money(price, null) : null;
            default:
                return null;
        }
    }

    private static PostalCode? PostalCodeOf(string value) =>
        value.Length > 3 && Country.TryFind(value.AsSpan(0, 3), out var country)
            ? new PostalCode(country, value[3..])
            : null;

    private static Processor? ProcessorOf(string value)
    {
        if (value.Length <= 3)
            return null;
        var isKnown = Country.TryFind(value.AsSpan(0, 3), out var country);
        return isKnown || value.StartsWith("999", StringComparison.Ordinal) ? new Processor(country, value[3..]) : null;
    }

    private static Countries? CountriesOf(ReadOnlySpan<char> value, int most)
    {
        if (value.IsEmpty || value.Length % 3 != 0 || value.Length > most * 3)
            return null;
        var countries = new Country[value.Length / 3];
        for (var i = 0; i < countries.Length; i++)
        {
            if (!Country.TryFind(value.Slice(i * 3, 3), out var country))
                return null;
            countries[i] = country;
        }
        return new Countries(countries.AsReadOnly());
    }

    private static Position? PositionOf(string value)
    {
        if (value.Length != 20
            || Linting.Finds(Linter.Latitude, value.AsSpan(0, 10), 0, out _)
            || Linting.Finds(Linter.Longitude, value.AsSpan(10), 0, out _))
            return null;
        var latitude = AmountOf(value.AsSpan(0, 10), DegreeDecimals, 10, 10)!.Value;
        var longitude = AmountOf(value.AsSpan(10), DegreeDecimals, 10, 10)!.Value;
        return new Position(latitude - 90, longitude > 180 ? longitude - 360 : longitude);
    }

    private static Piece? PieceOf(string value, int thisYear)
    {
        if (value.Length != 18
            || Linting.Finds(Linter.Csum, value.AsSpan(0, 14), thisYear, out _)
            || Linting.Finds(Linter.Pieceoftotal, value.AsSpan(14), thisYear, out _))
            return null;
        return new Piece(value[..14], Digits.Two(value.AsSpan(14)), Digits.Two(value.AsSpan(16)));
    }

    // The number with its last digits behind the point, trailing zeros kept: they say how fine the scale was.
    private static decimal? AmountOf(ReadOnlySpan<char> digits, int decimals, int fewest, int most)
    {
        if (digits.Length < fewest || digits.Length > most || digits.ContainsAnyExceptInRange('0', '9'))
            return null;
        var number = long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return new decimal((int)number, (int)(number >> 32), 0, isNegative: false, (byte)decimals);
    }

    private static bool IsPercentEncoded(string ai) =>
        AiTable.Find(ai) is { } entry
        && entry.Components is [var only]
        && Array.IndexOf(only.Linters, Linter.Pcenc) >= 0;
}
