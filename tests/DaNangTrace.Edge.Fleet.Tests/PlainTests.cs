namespace DaNangTrace.Edge.Fleet.Tests;

public sealed class PlainTests
{
    [Theory]
    [InlineData("Chợ Hàn", "Chợ Hàn")]
    [InlineData("a\r\nb\u001b[31m", "a��b�[31m")]
    [InlineData("a\u202eb\u200bc\u2028", "a�b�c�")]
    [InlineData(null, "")]
    public void What_could_forge_a_line_or_turn_its_direction_is_replaced(string? text, string plain) =>
        Assert.Equal(plain, Plain.Of(text));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal("aaaaa…", Plain.Of(new string('a', 100), 5));
}
