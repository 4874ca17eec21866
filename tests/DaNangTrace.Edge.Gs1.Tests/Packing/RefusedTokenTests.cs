namespace DaNangTrace.Edge.Gs1.Tests.Packing;

/// <summary>What is no compressed token, one case for each reason; bits as they stand in the token.</summary>
public sealed class RefusedTokenTests
{
    private const string Gtin = "ARBBJ67ilA";
    private const string GtinBits = "0000 0001 00010000010000010010011110101110111000101001010";
    private const string VariantBits = "0010 0000 0000111";

    [Fact]
    public void The_cases_begin_with_a_token_that_is_read()
    {
        Assert.Equal("(01)08936012345674", Token.Read(Gtin));
        Assert.Equal(Gtin, Token.OfBits(GtinBits));
        Assert.Equal("(20)07", Token.Read(Token.OfBits(VariantBits)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("+RBBJ67ilA")]
    [InlineData("ARBBJ67il/")]
    [InlineData("ARBBJ67ilA==")]
    [InlineData("ARBB J67ilA")]
    [InlineData("ARBBJ67ilợ")]
    [InlineData("ARBBJ67il\uD800")]
    [InlineData("ARBBJ67il\u0141")]
    public void A_character_outside_base64url_is_refused(string token) => Assert.Null(Token.Read(token));

    [Theory]
    [InlineData("0000 0101 00000000000000000001")] // 05
    [InlineData("0011 0001 0000 1001 00000000000000000001")] // 3109
    [InlineData("0011 0001 0000 1010 00000000000000000001")] // 310A
    [InlineData("0010 0100 1111 000 00001 0001")] // 24F
    [InlineData("0100 1010 00000000000000000001")] // 4A: no sequence
    [InlineData("1010 1010 00000000000000000001")] // AA
    [InlineData("1110 0000 00000000000000000001")] // E0
    public void An_unknown_code_is_refused(string bits) => Assert.Null(Token.Read(Token.OfBits(bits)));

    [Theory]
    [InlineData("0000 0001", 47)] // 14 digits
    [InlineData("0000 0000", 60)] // 18
    [InlineData("1000 0000 0100 0010", 107)] // AI 8042: 32, more than 64 bits
    [InlineData("0001 0000 000 10011", 64)] // a text of 19
    [InlineData("1001 0001 000 1011010", 299)] // a text of 90
    public void A_number_with_more_digits_than_it_says_is_refused(string before, int ones) =>
        Assert.Null(Token.Read(Token.OfBits(before + new string('1', ones))));

    [Theory]
    [InlineData("0001 0000 000 00000 0")] // 10 without a character
    [InlineData("0001 0000 100 00000 0000 0000")]
    [InlineData("0011 0000 0000 0")] // 30 without a digit
    [InlineData("0001 0000 001 10101 1010 1010 1010 1010 1010 1010 1010 1010 1010 1010 1010 1010 1010 1010 1010 " +
        "1010 1010 1010 1010 1010 1010")] // 10 with 21
    [InlineData("0011 0000 1001 000000000000000000000000000001")] // 30 with 9
    public void A_length_that_the_identifier_does_not_have_is_refused(string bits) =>
        Assert.Null(Token.Read(Token.OfBits(bits)));

    [Theory]
    [InlineData("101")]
    [InlineData("110")]
    [InlineData("111")]
    public void An_unknown_alphabet_is_refused(string alphabet)
    {
        Assert.NotNull(Token.Read(Token.OfBits("0001 0000 100 00001 1000001")));
        Assert.Null(Token.Read(Token.OfBits($"0001 0000 {alphabet} 00001 1000001")));
    }

    [Theory]
    [InlineData("ARFKk4XB0CDKWcnpq")]
    [InlineData("CxFKk4XB0MpZyemo")]
    [InlineData("EEarwSOABgwEj9s0bAmQ")]
    public void A_cut_token_is_refused(string token)
    {
        Assert.NotNull(Token.Read(token));
        // Where a cut falls between two elements, what stands before it is a token: nothing tells that more was there.
        Assert.Null(Token.Read(token[..^1]));
        Assert.Null(Token.Read(token[..^3]));
    }

    [Theory]
    [InlineData("0000000 0", false)] // eight bits are an AI, 00, without its value
    [InlineData("0000001", false)]
    [InlineData("1", false)]
    [InlineData("000000", true)]
    public void What_is_left_over_is_less_than_a_code_and_all_zero(string rest, bool isToken)
    {
        const string PriceBits = "0011 1001 0101 0000 00000000010011010010";
        Assert.Equal(isToken, Token.Read(Token.OfBits(PriceBits + rest)) is not null);
    }

    [Theory]
    [InlineData(VariantBits + VariantBits)]
    [InlineData("0000 1010 00010000010000010010011110101110111000101001010 000 00001 0001" + GtinBits)] // 0A: 01, 22
    public void One_identifier_twice_is_refused(string bits) => Assert.Null(Token.Read(Token.OfBits(bits)));

    [Fact]
    public void More_than_the_buffers_hold_is_refused()
    {
        const string TwoElements = "ARFKk4XB0CDKWcnpq";
        Assert.NotNull(Token.Read(TwoElements, mostElements: 2));
        Assert.Null(Token.Read(TwoElements, mostElements: 1));
        Span<Unpacked> elements = stackalloc Unpacked[2];
        Assert.True(CompressedToken.TryUnpack(TwoElements, stackalloc char[19], elements, out _));
        Assert.False(CompressedToken.TryUnpack(TwoElements, stackalloc char[18], elements, out _));
        Assert.False(CompressedToken.TryUnpack(TwoElements, [], [], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("(01)0893601234567")]
    [InlineData("(01)089360123456745")]
    [InlineData("(01)0893601234567A")]
    [InlineData("(10)")]
    [InlineData("(10)123456789012345678901")]
    [InlineData("(10)Đ1")]
    [InlineData("(30)123456789")]
    [InlineData("(4307)V")]
    [InlineData("(4307)VNM")]
    [InlineData("(20)07(20)07")]
    [InlineData("(8007)VN345678901234567890123456789012")] // 32: the length has five bits
    public void What_a_token_cannot_hold_is_not_written(string elements)
    {
        Assert.Null(Token.Write(elements, optimise: false));
        Assert.Null(Token.Write(elements, optimise: true));
    }
}
