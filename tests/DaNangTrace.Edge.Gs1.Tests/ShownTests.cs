using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class ShownTests
{
    [Theory]
    [InlineData("chợ m²", "chợ m²")]
    [InlineData("a\u001Db\n", @"a\x1Db\x0A")]
    [InlineData("\u202Eabc\u200B", @"\xE2\x80\xAEabc\xE2\x80\x8B")]
    [InlineData("a\u2028b\u00A0c", @"a\xE2\x80\xA8b\xC2\xA0c")]
    [InlineData(@"A\(1", @"A\\(1")]
    [InlineData(null, "")]
    public void What_can_t_be_seen_is_shown_as_an_escape(string? text, string expected) =>
        Assert.Equal(expected, Shown.Of(text, 100));

    [Fact]
    public void Half_a_character_is_shown_as_a_replacement() => Assert.Equal("a\uFFFDb", Shown.Of("a\uD800b", 100));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("ab\u001Dcd", 5, "ab…")]
    [InlineData("a\u001D\u001D", 5, "a…")]
    [InlineData("ab🐟cd", 4, "ab…")]
    [InlineData("\u001D", 1, "…")]
    public void A_cut_never_leaves_half_an_escape(string text, int max, string expected) =>
        Assert.Equal(expected, Shown.Of(text, max));

    [Fact]
    public void What_is_shown_can_be_typed_again()
    {
        const int Seed = 20261124;
        var corpus = new FuzzCorpus(Seed);
        for (var i = 0; i < 2_000; i++)
        {
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(corpus.Next()));
            var again = Encoding.UTF8.GetString(Escapes.ToBytes(Shown.Of(text, int.MaxValue)));
            Assert.True(text == again, $"seed {Seed}, case {i}: {Shown.Of(text, 200)}");
        }
    }

    [Theory]
    [InlineData(@"\x1D", new byte[] { 0x1D })]
    [InlineData(@"\x1d\xfF", new byte[] { 0x1D, 0xFF })]
    [InlineData(@"\\x41", new byte[] { (byte)'\\', (byte)'x', (byte)'4', (byte)'1' })]
    [InlineData(@"\x5Cx41", new byte[] { (byte)'\\', (byte)'x', (byte)'4', (byte)'1' })]
    [InlineData(@"\", new byte[] { (byte)'\\' })]
    [InlineData(@"\x", new byte[] { (byte)'\\', (byte)'x' })]
    [InlineData(@"\x1", new byte[] { (byte)'\\', (byte)'x', (byte)'1' })]
    [InlineData(@"\x1G", new byte[] { (byte)'\\', (byte)'x', (byte)'1', (byte)'G' })]
    [InlineData(@"\X1D", new byte[] { (byte)'\\', (byte)'X', (byte)'1', (byte)'D' })]
    [InlineData(@"\(", new byte[] { (byte)'\\', (byte)'(' })]
    [InlineData("é", new byte[] { 0xC3, 0xA9 })]
    public void Escapes_are_bytes_and_a_malformed_one_is_literal(string typed, byte[] expected) =>
        Assert.Equal(expected, Escapes.ToBytes(typed));
}
