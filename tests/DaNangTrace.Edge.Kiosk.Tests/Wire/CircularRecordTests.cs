using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

public sealed class CircularRecordTests
{
    private static readonly Stage Whole = new(
        "make", Texts("Làm tại"), Texts("Nam Ô"), new DateOnly(2026, 7, 22), "NMNO-1", "9520001009020");

    private static readonly Origin Complete = new()
    {
        Gtin = "08936012345674",
        Name = Texts("Nước mắm"),
        Image = new string('a', 64),
        Maker = new Maker("Cơ sở Thí Dụ", Texts("Nam Ô, Đà Nẵng")),
        Stages = [Whole],
        Made = new DatedFact(new DateOnly(2026, 7, 20)),
        TraceCode = "TC-1",
        Standards = [new AppliedStandard("TCVN 5107:2018"), new AppliedStandard("TCCS 1")],
    };

    [Fact]
    public void There_are_ten_fields_each_with_a_name_of_its_own()
    {
        Assert.Equal(Enumerable.Range(1, 10), CircularRecord.Fields.Select(field => (int)field));
        Assert.Distinct(CircularRecord.Fields.Select(CircularRecord.NameOf));
    }

    [Fact]
    public void A_record_that_lacks_only_what_need_not_be_is_complete()
    {
        var record = Of(Complete);

        Assert.True(record.IsComplete);
        Assert.False(record.Has(CircularField.Brand));
        Assert.False(record.Has(CircularField.Expiry));
        Assert.Equal("2026-07-20", record.Texts[CircularField.Time]);
        Assert.Equal("TCVN 5107:2018, TCCS 1", record.Texts[CircularField.Standards]);
    }

    [Fact]
    public void Each_field_is_missed_by_its_name()
    {
        Misses(Complete with { Name = new Dictionary<string, string>() }, CircularField.Name);
        Misses(Complete with { Image = null }, CircularField.Picture);
        Misses(Complete with { Maker = null }, CircularField.Maker, CircularField.Address);
        Misses(Complete with { Maker = new Maker("A") }, CircularField.Address);
        Misses(Complete with { Stages = [] }, CircularField.Stages);
        Misses(Complete with { TraceCode = null }, CircularField.TraceCode);
        Misses(Complete with { Standards = [] }, CircularField.Standards);
    }

    [Fact]
    public void Each_part_of_a_stage_is_missed_by_its_name_and_place()
    {
        var record = Of(Complete with
        {
            Stages = [Whole, Whole with { Gln = null, Time = null }],
        });

        Assert.False(record.Has(CircularField.Stages));
        Assert.Equal(
            [
                "Các công đoạn trong sản xuất, kinh doanh: 2. Mã truy vết địa điểm",
                "Các công đoạn trong sản xuất, kinh doanh: 2. Thời gian sự kiện",
            ],
            record.Missing);
    }

    [Fact]
    public void The_newest_event_tells_the_time_where_nobody_says_when_it_was_made()
    {
        var origin = Complete with { Made = null, Stages = [Whole, Whole with { Time = new DateOnly(2026, 8, 1) }] };

        Assert.Equal("2026-08-01", Of(origin).Texts[CircularField.Time]);
        Misses(Complete with { Made = null, Stages = [] }, CircularField.Stages, CircularField.Time);
    }

    [Fact]
    public void What_it_has_of_what_need_not_be_is_told()
    {
        var record = Of(Complete with
        {
            Brand = "Nam Ô",
            Serial = "S-1",
            ShelfLife = Texts("12 tháng"),
        });

        Assert.Equal("Nam Ô, S-1", record.Texts[CircularField.Brand]);
        Assert.Equal("12 tháng", record.Texts[CircularField.Expiry]);
    }

    [Fact]
    public void A_picture_that_is_named_and_not_at_hand_is_missing()
    {
        var record = CircularRecord.Of(Complete, hash => hash != Complete.Image);

        Assert.Null(record.Texts[CircularField.Picture]);
        Assert.Equal([CircularRecord.NameOf(CircularField.Picture)], record.Missing);
    }

    private static CircularRecord Of(Origin origin) => CircularRecord.Of(origin, _ => true);

    private static void Misses(Origin origin, params CircularField[] fields) =>
        Assert.Equal(fields.Select(CircularRecord.NameOf), Of(origin).Missing);

    private static Dictionary<string, string> Texts(string text) => new() { ["vi"] = text };
}
