using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Finding;

public class ReportDescriptorTests
{
    [Fact]
    public void A_scanner_tells_its_application_and_the_places_of_its_fields()
    {
        var descriptor = Parse(HidDescriptors.Counted);

        Assert.Equal([new HidUsage(0x8C, 0x02)], descriptor.Applications);
        Assert.Equal(64, descriptor.SizeOf(2));
        Assert.Equal(0, descriptor.SizeOf(4));
        Assert.Equal(
            [(2, 8, 8, 1), (2, 16, 8, 3), (2, 40, 8, 56), (2, 488, 8, 2), (2, 504, 1, 8)],
            descriptor.Fields.Select(field => ((int)field.ReportId, field.BitOffset, field.BitSize, field.Count)));
        Assert.Equal(new FieldPlace(2, 24, 8, 1), descriptor.Fields[1].Of(HidUsage.SymbologyIdentifier2));
        Assert.Equal(new FieldPlace(2, 40, 8, 56), descriptor.Fields[2].Of(HidUsage.DecodedData));
        Assert.Null(descriptor.Fields[2].Of(HidUsage.ByteCount));
    }

    [Fact]
    public void A_usage_range_gives_each_element_its_own_usage()
    {
        var identifier = Parse(HidDescriptors.Uncounted).Fields[1];

        Assert.Equal(new FieldPlace(7, 264, 8, 1), identifier.Of(HidUsage.SymbologyIdentifier1));
        Assert.Equal(new FieldPlace(7, 280, 8, 1), identifier.Of(HidUsage.SymbologyIdentifier3));
    }

    [Fact]
    public void Without_report_ids_no_byte_is_kept_for_one()
    {
        var descriptor = Parse(HidDescriptors.WithoutIds);

        Assert.Equal(302, descriptor.SizeOf(0));
        Assert.Equal(0, descriptor.Fields[0].BitOffset);
    }

    [Fact]
    public void A_keyboard_is_one()
    {
        var descriptor = Parse(HidDescriptors.Keyboard);

        Assert.Equal([new HidUsage(0x01, 0x06)], descriptor.Applications);
        Assert.Equal(8, descriptor.SizeOf(0));
        Assert.True(descriptor.Fields[1].IsConstant);
        Assert.True(descriptor.Fields[2].IsArray);
    }

    [Fact]
    public void Of_two_applications_both_are_told_and_of_nested_ones_the_outer()
    {
        var descriptor = Parse([.. HidDescriptors.Keyboard, .. HidDescriptors.Counted]);

        Assert.Equal([new HidUsage(0x01, 0x06), new HidUsage(0x8C, 0x02)], descriptor.Applications);
        Assert.Equal([new HidUsage(1, 2)], Parse("05010902A1010906A101C0C0").Applications);
    }

    [Fact]
    public void Push_and_pop_keep_what_is_global()
    {
        // Size 8, count 2; pushed; size 1, count 3; popped.
        var descriptor = Parse("058C0902A10175089502A47501950309FE8102B409FE8102C0");

        Assert.Equal([(0, 1, 3), (3, 8, 2)],
            descriptor.Fields.Select(field => (field.BitOffset, field.BitSize, field.Count)));
    }

    [Fact]
    public void A_usage_of_four_bytes_names_its_page_and_a_page_behind_a_usage_holds_for_it()
    {
        Assert.NotNull(Parse("05010902A101750895010BFE008C008102C0").Fields[0].Of(HidUsage.DecodedData));
        Assert.NotNull(Parse("05010902A1017508950109FE058C8102C0").Fields[0].Of(HidUsage.DecodedData));
    }

    [Fact]
    public void A_long_item_is_stepped_over() =>
        Assert.Single(Parse("058C0902A101FE03F10102037508950109FE8102C0").Fields);

    [Theory]
    [InlineData("058C0902A1", "an item is cut off")]
    [InlineData("FE05F101", "a long item is cut off")]
    [InlineData("FE", "a long item is cut off in its head")]
    [InlineData("058C0902A101", "a collection stays open")]
    [InlineData("C0", "a collection ends that did not begin")]
    [InlineData("B4", "nothing was pushed")]
    [InlineData("8500", "report id 0")]
    [InlineData("860001", "report id 256")]
    [InlineData("760101", "an element of 257 bits")]
    [InlineData("97FFFFFFFF", "four thousand million elements")]
    [InlineData("29FD", "a range without a beginning")]
    [InlineData("19FD29FB", "a range that runs backwards")]
    [InlineData("7600019600308102", "a report of more than 16 KiB")]
    public void What_is_not_well_formed_is_refused(string hex, string why) =>
        Assert.False(ReportDescriptor.TryParse(Convert.FromHexString(hex), out _), why);

    [Fact]
    public void Depth_pushes_usages_and_bytes_have_a_limit()
    {
        Assert.False(IsFine(Repeat("A100", 1000, "C0", 1000)));
        Assert.True(IsFine(Repeat("A100", 60, "C0", 60)));
        Assert.False(IsFine(Repeat("A4", 17, "", 0)));
        Assert.False(IsFine(Repeat("0901", 1025, "", 0)));
        Assert.False(IsFine(new byte[ReportDescriptor.MaxBytes + 1]));
        Assert.True(IsFine(new byte[ReportDescriptor.MaxBytes]));

        static bool IsFine(byte[] bytes) => ReportDescriptor.TryParse(bytes, out _);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_a_device_says_nothing_is_thrown(int seed)
    {
        var random = new Random(seed);
        byte[][] real =
        [
            HidDescriptors.Counted, HidDescriptors.Uncounted, HidDescriptors.WithoutIds, HidDescriptors.Keyboard,
        ];
        var fine = 0;
        for (var round = 0; round < 20_000; round++)
        {
            byte[] bytes;
            if (round % 2 == 0)
            {
                bytes = new byte[random.Next(200)];
                random.NextBytes(bytes);
            }
            else
            {
                bytes = [.. real[random.Next(real.Length)]];
                for (var change = random.Next(1, 4); change > 0; change--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            if (!ReportDescriptor.TryParse(bytes, out var descriptor))
                continue;
            fine++;
            if (!ReportLayout.TryRead(descriptor, out var layout))
                continue;
            var report = new byte[layout.Size];
            random.NextBytes(report);
            Assert.True(
                layout.DataAt + layout.DataLength <= layout.Size && layout.Size <= 4096, $"seed {seed}, {round}");
            layout.TryGetData(report, out _);
            layout.HasMore(report);
            layout.IdentifierOf(report);
        }
        Assert.InRange(fine, 1000, 20_000);
    }

    private static byte[] Repeat(string front, int times, string back, int timesBack) => Convert.FromHexString(
        string.Concat(Enumerable.Repeat(front, times)) + string.Concat(Enumerable.Repeat(back, timesBack)));

    private static ReportDescriptor Parse(string hex) => Parse(Convert.FromHexString(hex));

    private static ReportDescriptor Parse(byte[] bytes)
    {
        Assert.True(ReportDescriptor.TryParse(bytes, out var descriptor));
        return descriptor;
    }
}
