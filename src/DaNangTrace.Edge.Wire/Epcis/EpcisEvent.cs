using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DaNangTrace.Edge.Wire.Epcis;

/// <summary>
/// A look at a thing: an EPCIS 2.0 <c>ObjectEvent</c> with action <c>OBSERVE</c> and business step <c>inspecting</c>.
/// It has no disposition: that a shopper looked is no verdict.
/// </summary>
/// <param name="Item">What was looked at.</param>
/// <param name="Place">Where.</param>
public sealed record EpcisEvent(EpcisItem Item, EpcisPlace Place)
{
    // Implementations of the event hash differ in what they make of a finer time.
    private static readonly long Step = TimeSpan.TicksPerMillisecond;

    /// <summary>When, with the place's offset; to the millisecond, half a one is rounded up.</summary>
    public required DateTimeOffset At
    {
        get;
        init => field = new DateTimeOffset((value.Ticks + Step / 2) / Step * Step, value.Offset);
    }

    /// <summary>
    /// Fields that EPCIS does not know. Names are ASCII letters; values are not empty, and no numbers: an event hash
    /// would write those anew.
    /// </summary>
    public IReadOnlyList<(string Name, string Value)> OwnFields { get; init; } = [];

    /// <summary>The time as it stands in the event.</summary>
    public string TimeText => At.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>The time's offset as it stands in the event.</summary>
    public string OffsetText => At.ToString("zzz", CultureInfo.InvariantCulture);

    /// <summary>The event of a sighting; else a word that says why it names nothing that EPCIS lists.</summary>
    public static bool TryOf(
        Sighting sighting, EpcisPlace place, [NotNullWhen(true)] out EpcisEvent? made, out string why)
    {
        ArgumentNullException.ThrowIfNull(sighting);
        made = EpcisItem.TryOf(sighting.Reading, out var named, out why)
            ? new EpcisEvent(named, place) { At = sighting.At, OwnFields = FieldsOf(sighting) }
            : null;
        return made is not null;
    }

    // Without the sighting's id, two looks at one thing within a millisecond would be one event.
    private static (string Name, string Value)[] FieldsOf(Sighting sighting)
    {
        (string Name, string Value)[] fields =
        [
            ("answer", sighting.Answer.Kind),
            ("clock", sighting.Time.Quality),
            ("sighting", sighting.Id.ToString()),
        ];
        return [.. fields.Where(field => field.Value.Length > 0)];
    }
}
