using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

public class PictureKindTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D494844520000", PictureKind.Png)]
    [InlineData("FFD8FFE000104A464946000101000048004800", PictureKind.Jpeg)]
    [InlineData("FFD8FFDB004300010101010101010101010101", PictureKind.Jpeg)]
    [InlineData("524946462400000057454250565038201800", PictureKind.WebP)]
    [InlineData("89504E470D0A1A0A0000000D494844", null)]
    [InlineData("89504E470D0A1A0A0000000D746578740000", null)]
    [InlineData("524946462400000057415645666D74201800", null)]
    [InlineData("474946383961010001008000000000000000", null)]
    [InlineData("3C73766720786D6C6E733D22687474703A2F", null)]
    [InlineData("FFD8FF", null)]
    [InlineData("", null)]
    public void Bytes_tell_what_they_are(string bytes, string? kind) =>
        Assert.Equal(kind, PictureKind.Of(Convert.FromHexString(bytes)));
}
