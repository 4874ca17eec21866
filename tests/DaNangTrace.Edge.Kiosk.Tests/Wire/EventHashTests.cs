using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Epcis;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>CBV 2.0, 8.9. Three other implementations give the golden vectors, too.</summary>
public class EventHashTests
{
    private const string Namespace = EpcisDocument.DefaultNamespace;
    private static readonly DateTimeOffset At = new(2026, 11, 23, 7, 15, 30, 250, TimeSpan.FromHours(7));

    [Theory]
    [InlineData("/21/SN000123", true, "84653bcbbc81b8909bfd031a093220b1360ff331e35460014df1a6fe95dbcc59")]
    [InlineData("", false, "14f15fd82280f5c61533b67acdc39d0082d1ad2b675bf3713c45a48f7f73b899")]
    public void It_gives_the_golden_vectors(string serial, bool isInstance, string hex) =>
        Assert.Equal($"ni:///sha-256;{hex}?ver=CBV2.0", EventHash.IdOf(Golden(serial, isInstance), Namespace));

    [Fact]
    public void The_text_that_is_hashed_has_utc_milliseconds_full_names_and_no_separators() => Assert.Equal(
        "eventType=ObjectEventeventTime=2026-11-23T00:15:30.250ZeventTimeZoneOffset=+07:00"
        + "epcListepc=https://id.gs1.org/01/08936012345674/21/SN000123action=OBSERVE"
        + "bizStep=https://ref.gs1.org/cbv/BizStep-inspecting"
        + "readPointid=https://id.gs1.org/414/8936012345605/254/KIOSK01"
        + "bizLocationid=https://id.gs1.org/414/8936012345605",
        EventHash.TextOf(Golden("/21/SN000123", true), Namespace));

    [Fact]
    public void The_example_in_the_contract_has_the_id_that_it_must_have()
    {
        var example = Golden("/10/A1", false) with
        {
            Place = EpcisPlace.Of(new KioskAddress("han", "k-han-001"), "8936012345605"),
            OwnFields =
            [
                ("answer", "known"), ("clock", "sync"), ("sighting", "019ab2f0-5c1a-7cc3-9f5e-2f1f6a0c7d11"),
            ],
        };

        Assert.Equal(
            "ni:///sha-256;c39539eff93d30cd4a2e4c13ad446c7de66042686bf9e058956b1f0fbee5fee9?ver=CBV2.0",
            EventHash.IdOf(example, Namespace));
    }

    [Fact]
    public void Own_fields_stand_at_the_end_with_their_namespace_sorted_by_their_bytes() => Assert.EndsWith(
        "{https://city.example/}answer=known{https://city.example/}sighting=0a",
        EventHash.TextOf(
            Golden("", false) with { OwnFields = [("sighting", "0a"), ("answer", "known")] }, "https://city.example/"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(2_504_999, ".250")]
    [InlineData(2_505_000, ".251")]
    [InlineData(9_999_999, ".000")]
    public void A_finer_time_is_rounded_half_up_in_event_and_hash_alike(long ticks, string told)
    {
        var one = Golden("", false) with { At = At.AddMilliseconds(-250).AddTicks(ticks) };

        Assert.Contains(told + "+07:00", one.TimeText, StringComparison.Ordinal);
        Assert.Contains(
            told + "ZeventTimeZoneOffset=+07:00", EventHash.TextOf(one, Namespace), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_looks_at_one_thing_in_one_millisecond_are_two_events()
    {
        var first = Samples.Sighting();
        var second = first with { Id = Guid.CreateVersion7(Samples.Noon) };

        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(IdOf(first), IdOf(second));
        Assert.Equal(IdOf(first), IdOf(first with { Seq = 7, Prev = "ab" }));
    }

    [Fact]
    public void Every_part_of_an_event_is_in_its_id()
    {
        var one = Golden("/21/1", true) with { OwnFields = [("answer", "known")] };
        EpcisEvent[] others =
        [
            one with { At = At.AddMilliseconds(1) },
            one with { At = At.ToOffset(TimeSpan.FromHours(8)) },
            one with { Item = one.Item with { IsInstance = false } },
            one with { Item = one.Item with { Uri = one.Item.Uri + "2" } },
            one with { Place = one.Place with { ReadPoint = "urn:dnt:han:k-2" } },
            one with { Place = one.Place with { BizLocation = "urn:dnt:con" } },
            one with { OwnFields = [("answer", "none")] },
        ];

        Assert.Equal(
            others.Length + 2,
            others.Append(one).Select(other => EventHash.IdOf(other, Namespace))
                .Append(EventHash.IdOf(one, "urn:other/")).Distinct().Count());
    }

    private static string IdOf(Sighting sighting)
    {
        Assert.True(EpcisEvent.TryOf(sighting, EpcisPlace.Of(new("han", "k-han-001")), out var one, out _));
        return EventHash.IdOf(one, Namespace);
    }

    private static EpcisEvent Golden(string rest, bool isInstance) => new(
        new EpcisItem("https://id.gs1.org/01/08936012345674" + rest, isInstance),
        EpcisPlace.Of(new KioskAddress("han", "KIOSK01"), "8936012345605"))
    { At = At };
}
