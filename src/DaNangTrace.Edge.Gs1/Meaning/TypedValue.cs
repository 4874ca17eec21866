namespace DaNangTrace.Edge.Gs1;

/// <summary>What an element's value means: a date, a weight, a country, instead of characters.</summary>
public abstract record TypedValue
{
    private TypedValue()
    {
    }

    /// <summary>
    /// The meaning of one element's value. Never throws: what does not fit its AI, or has no more meaning than its
    /// characters, is <see cref="Text"/>.
    /// </summary>
    /// <param name="ai">Two to four digits.</param>
    /// <param name="value">The value, as in <see cref="Element.Value"/>.</param>
    /// <param name="today">Years of two digits are taken to be near it.</param>
    public static TypedValue Of(string ai, string value, DateOnly today) =>
        ValueReader.Read(ai, value, today.Year) ?? new Text(value);

    /// <summary>
    /// The meaning of an element among others: as <see cref="Of(string, string, DateOnly)"/>, and AI 427 becomes a
    /// <see cref="Subdivision"/> where AI 422 tells its country.
    /// </summary>
    /// <param name="elements">What was read together.</param>
    /// <param name="index">Which of them; it must be one.</param>
    /// <param name="today">Years of two digits are taken to be near it.</param>
    public static TypedValue Of(IReadOnlyList<Element> elements, int index, DateOnly today)
    {
        var element = elements[index];
        if (element.Ai != "427")
            return Of(element.Ai, element.Value, today);
        foreach (var other in elements)
        {
            if (other.Ai == "422" && Country.TryFind(other.Value, out var country))
                return new Subdivision(country.Alpha2 + "-" + element.Value);
        }
        return new Text(element.Value);
    }

    /// <summary>A day: AIs 11 to 13, 15 to 17, 4326, 7006, 7250.</summary>
    /// <param name="Day">The day; the last one of the month where the value names the month alone.</param>
    /// <param name="WholeMonth">
    /// Whether the value says 00 for the day (linter <c>yymmd0</c>): the month counts, not its last day.
    /// </param>
    public sealed record Date(DateOnly Day, bool WholeMonth) : TypedValue;

    /// <summary>A day with a time: AIs 4324, 4325, 7003, 7011, 7251, 8008.</summary>
    /// <param name="Local">The clock's time at the place that the label speaks of; no time zone is known.</param>
    /// <param name="Precision">How much of it the value states.</param>
    public sealed record Moment(DateTime Local, TimePrecision Precision) : TypedValue;

    /// <summary>From one day to another, both included: AI 7007.</summary>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last day; the first one if the value names one day.</param>
    public sealed record DateRange(DateOnly From, DateOnly To) : TypedValue;

    /// <summary>A weight, length, area, volume (AIs 310n to 369n) or temperature (AIs 4330 to 4333).</summary>
    /// <param name="Amount">How many units, with as many decimals as the value states.</param>
    /// <param name="Unit">
    /// As the AI's title writes it: <c>kg m m² l m³ kg/m² lb in ft yd in² ft² yd² in³ ft³ yd³</c>, <c>tr oz</c>,
    /// <c>oz</c>, <c>qt (US)</c>, <c>gal (US)</c>; <c>°F</c>, <c>°C</c>.
    /// </param>
    public sealed record Measure(decimal Amount, string Unit) : TypedValue;

    /// <summary>
    /// An amount or a price (AIs 390n to 393n), or a price per unit of measure (AIs 395n and 8005). AI 8005 does not
    /// say where the decimals begin: its amount is the number as it stands.
    /// </summary>
    /// <param name="Amount">With as many decimals as the value states.</param>
    /// <param name="Currency">
    /// Three letters of ISO 4217, for example <c>VND</c>; null where the AI names none: the place's own.
    /// </param>
    public sealed record Money(decimal Amount, string? Currency) : TypedValue;

    /// <summary>A discount in percent: AI 394n.</summary>
    /// <param name="Amount">12.5 for 12.5 %.</param>
    public sealed record Percent(decimal Amount) : TypedValue;

    /// <summary>How many pieces or trade items: AIs 30 and 37.</summary>
    /// <param name="Number">Not negative.</param>
    public sealed record Count(long Number) : TypedValue;

    /// <summary>One country (AIs 422, 424, 426, 4307, 4317), or up to five in order (AIs 423, 425).</summary>
    /// <param name="Items">At least one.</param>
    public sealed record Countries(IReadOnlyList<Country> Items) : TypedValue
    {
        /// <summary>Whether both name the same countries in the same order.</summary>
        public bool Equals(Countries? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <summary>Of the first country alone.</summary>
        public override int GetHashCode() => Items[0].GetHashCode();
    }

    /// <summary>A part of a country: AI 427 together with AI 422.</summary>
    /// <param name="Code">ISO 3166-2, for example <c>VN-HN</c>; not looked up.</param>
    public sealed record Subdivision(string Code) : TypedValue;

    /// <summary>Who processed the goods: AIs 7030 to 7039.</summary>
    /// <param name="Country">Null if the value says 999 (linter <c>iso3166999</c>), which is no country.</param>
    /// <param name="Number">The number under which the country knows the processor.</param>
    public sealed record Processor(Country? Country, string Number) : TypedValue;

    /// <summary>Where a parcel goes: AI 421.</summary>
    /// <param name="Country">The country whose postal code it is.</param>
    /// <param name="Code">Up to nine characters.</param>
    public sealed record PostalCode(Country Country, string Code) : TypedValue;

    /// <summary>A place on the globe: AI 4309.</summary>
    /// <param name="Latitude">Degrees, -90 to 90, north positive, seven decimals.</param>
    /// <param name="Longitude">Degrees, -180 to 180, east positive, seven decimals.</param>
    public sealed record Position(decimal Latitude, decimal Longitude) : TypedValue;

    /// <summary>One piece of a trade item that is several pieces: AIs 8006 and 8026.</summary>
    /// <param name="Gtin">Fourteen digits: the trade item's number.</param>
    /// <param name="Number">Which piece, from 1.</param>
    /// <param name="Total">How many pieces there are, up to 99.</param>
    public sealed record Piece(string Gtin, int Number, int Total) : TypedValue;

    /// <summary>Yes or no: AIs 4321 to 4323.</summary>
    /// <param name="IsYes">Whether the value is 1.</param>
    public sealed record Flag(bool IsYes) : TypedValue;

    /// <summary>Everything else.</summary>
    /// <param name="Value">The value, percent-decoded as UTF-8 where the AI's linter is <c>pcenc</c>.</param>
    public sealed record Text(string Value) : TypedValue;
}
