using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.HidPos;

public class ReportLayoutTests
{
    [Fact]
    public void The_descriptor_of_most_scanners_says_what_the_layout_aim_does()
    {
        var read = Read(HidDescriptors.Counted);
        var aim = ReportLayout.Aim;

        Assert.Equal(aim.IdentifierAt, read.IdentifierAt);
        Assert.Equal(aim with { Name = "auto", IdentifierAt = read.IdentifierAt }, read);
    }

    [Fact]
    public void Fields_in_another_order_and_without_a_count_are_found()
    {
        var layout = Read(HidDescriptors.Uncounted);
        var report = new byte[layout.Size];
        report[0] = 7;
        "8936012345674"u8.CopyTo(report.AsSpan(1));
        "]E0"u8.CopyTo(report.AsSpan(33));

        Assert.Equal((37, 32), (layout.Size, layout.DataLength));
        Assert.Equal(((byte?)7, (int?)null), (layout.ReportId, layout.LengthAt));
        Assert.True(layout.TryGetData(report, out var data));
        Assert.Equal("8936012345674", Encoding.ASCII.GetString(data));
        Assert.Equal("E0", layout.IdentifierOf(report));
        Assert.False(layout.HasMore(report));
        report[36] = 1;
        Assert.True(layout.HasMore(report));
        report[36] = 2; // padding
        Assert.False(layout.HasMore(report));
    }

    [Fact]
    public void A_length_may_have_two_bytes()
    {
        var layout = Read(HidDescriptors.WithoutIds);
        var report = new byte[302];
        report.AsSpan(2).Fill((byte)'A');
        (report[0], report[1]) = (0x2A, 0x01);

        Assert.True(layout.TryGetData(report, out var data));
        Assert.Equal(298, data.Length);
        Assert.False(layout.HasMore(report));
        report[0] = 0x2C;
        Assert.True(layout.HasMore(report));
        report[0] = 0x2D;
        Assert.False(layout.TryGetData(report, out _));
    }

    [Fact]
    public void A_descriptor_without_decoded_data_tells_no_layout()
    {
        Assert.True(ReportDescriptor.TryParse(HidDescriptors.WithoutData, out var descriptor));
        Assert.False(ReportLayout.TryRead(descriptor, out _));
        Assert.True(ReportDescriptor.TryParse(HidDescriptors.Keyboard, out descriptor));
        Assert.False(ReportLayout.TryRead(descriptor, out _));
    }

    [Theory]
    [InlineData("]E0", "E0")]
    [InlineData("]d2", "d2")]
    [InlineData("E0\0", "E0")]
    [InlineData("E0 ", "E0")]
    [InlineData("\0E0", "E0")]
    [InlineData(" E0", "E0")]
    [InlineData("\0\0\0", null)]
    [InlineData("   ", null)]
    [InlineData("]\0\0", null)]
    [InlineData("]E\0", null)]
    [InlineData("]]0", null)]
    [InlineData("]1E", null)]
    [InlineData("]E!", null)]
    [InlineData("E01", null)]
    [InlineData("E]0", null)]
    [InlineData("\u00FF\u00FF\u00FF", null)]
    public void An_identifier_is_told_with_or_without_its_bracket(string bytes, string? identifier) =>
        Assert.Equal(identifier, ReportLayout.Aim.IdentifierOf(HidDescriptors.Report("1", bytes)));

    [Theory]
    [InlineData("aim")]
    [InlineData("aimShifted")]
    [InlineData("makerId")]
    [InlineData("simpleCom")]
    public void Each_layout_fits_its_report(string name)
    {
        var layout = ReportLayout.Named(name)!;

        Assert.Equal(name, layout.Name);
        Assert.InRange(layout.DataAt + layout.DataLength, 1, layout.Size);
        Assert.All(layout.IdentifierAt, at => Assert.InRange(at, 1, layout.DataAt - 1));
        Assert.InRange(layout.MoreAt ?? 0, 0, (layout.Size * 8) - 1);
    }

    [Fact]
    public void Auto_is_the_name_of_none() => Assert.Null(ReportLayout.Named("auto"));

    private static ReportLayout Read(byte[] bytes)
    {
        Assert.True(ReportDescriptor.TryParse(bytes, out var descriptor));
        Assert.True(ReportLayout.TryRead(descriptor, out var layout));
        return layout;
    }
}
