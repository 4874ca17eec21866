using System.Globalization;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Decoding;

/// <summary>A typed value as people write it: <c>30 Nov 2026</c>, <c>1.500 kg</c>, <c>Vietnam</c>.</summary>
internal static class MeaningText
{
    // Not the system's culture: a kiosk may have none.
    private static readonly NumberFormatInfo Vietnamese =
        new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    internal static string Of(TypedValue value, Manner manner) => value switch
    {
        TypedValue.Date { WholeMonth: true } date => Month(date.Day, manner),
        TypedValue.Date date => Day(date.Day, manner),
        TypedValue.Moment moment => Moment(moment, manner),
        TypedValue.DateRange range when range.From == range.To => Day(range.From, manner),
        TypedValue.DateRange range =>
            $"{Day(range.From, manner)} {manner.Say("to", "đến")} {Day(range.To, manner)}",
        TypedValue.Measure measure => $"{Number(measure.Amount, manner)} {measure.Unit}",
        TypedValue.Money money => Money(money, manner),
        TypedValue.Percent percent => $"{Number(percent.Amount, manner)} %",
        TypedValue.Count count => Number(count.Number, manner),
        TypedValue.Countries countries => string.Join(", ", countries.Items.Select(one => Name(one, manner))),
        TypedValue.Subdivision subdivision => subdivision.Code,
        TypedValue.Processor { Country: { } country } processor => $"{processor.Number}, {Name(country, manner)}",
        TypedValue.Processor processor => processor.Number,
        TypedValue.PostalCode postal => $"{postal.Code}, {Name(postal.Country, manner)}",
        TypedValue.Position position => Position(position),
        TypedValue.Piece piece => Invariant(manner.IsVietnamese
            ? $"phần {piece.Number}/{piece.Total} của {piece.Gtin}"
            : (FormattableString)$"piece {piece.Number} of {piece.Total} of {piece.Gtin}"),
        TypedValue.Flag flag => flag.IsYes ? manner.Say("yes", "có") : manner.Say("no", "không"),
        TypedValue.Text text => text.Value,
        _ => "",
    };

    /// <summary>The day as people of this language write it.</summary>
    internal static string Day(DateOnly day, Manner manner) =>
        day.ToString(manner.Say("d MMM yyyy", "dd'/'MM'/'yyyy"), CultureInfo.InvariantCulture);

    private static string Month(DateOnly day, Manner manner) => day.ToString(
        manner.Say("MMM yyyy '(whole month)'", "MM'/'yyyy '(cả tháng)'"), CultureInfo.InvariantCulture);

    private static string Moment(TypedValue.Moment moment, Manner manner)
    {
        var day = Day(DateOnly.FromDateTime(moment.Local), manner);
        var time = moment.Precision switch
        {
            TimePrecision.Hour => manner.Say(" HH 'h'", " HH 'giờ'"),
            TimePrecision.Minute => " HH:mm",
            TimePrecision.Second => " HH:mm:ss",
            _ => null,
        };
        return time is null ? day : day + moment.Local.ToString(time, CultureInfo.InvariantCulture);
    }

    private static string Money(TypedValue.Money money, Manner manner) =>
        $"{Number(money.Amount, manner)} {money.Currency ?? manner.Say("(local currency)", "(tiền địa phương)")}";

    /// <summary>
    /// Thousands are grouped; as many decimals as the value states. Vietnamese has comma and point the other way round.
    /// </summary>
    private static string Number(decimal number, Manner manner) =>
        number.ToString($"N{number.Scale}", manner.IsVietnamese ? Vietnamese : NumberFormatInfo.InvariantInfo);

    private static string Position(TypedValue.Position position)
    {
        // The same in both languages: so it can be pasted into a map.
        var (south, west) = (position.Latitude < 0, position.Longitude < 0);
        return Invariant($"{Math.Abs(position.Latitude):0.#######}° {(south ? 'S' : 'N')}, ")
            + Invariant($"{Math.Abs(position.Longitude):0.#######}° {(west ? 'W' : 'E')}");
    }

    private static string Name(Country country, Manner manner) =>
        manner.Say(country.EnglishName, country.VietnameseName);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
