using CsCheck;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests.Packing;

/// <summary>What holds for all tokens and all elements.</summary>
public sealed class TokenTests
{
    private const string Digits = "0123456789";

    // The alphabets of a token, and one that none but ASCII holds.
    private static readonly string[] Alphabets =
        [Digits, "0123456789abcdef", "0123456789ABCDEF", BitReader.Alphabet, "!\"%&'*+,-./:;<=>?_AZaz09"];

    [Fact]
    public void Elements_that_are_written_are_read_again()
    {
        var text = OfAnyElement().Array[1, 6].Select(x => string.Concat(x.DistinctBy(y => y[..y.IndexOf(')')])));

        Gen.Select(text, Gen.Bool).Sample((elements, optimise) =>
        {
            var token = Token.Write(elements, optimise);
            Assert.NotNull(token);
            Assert.Equal(Token.Sort(elements), Token.Sort(Token.Read(token)));
        }, iter: 20_000);
    }

    [Fact]
    public void Every_identifier_keeps_its_shortest_and_its_longest_value()
    {
        foreach (var ai in AiTable.All)
        {
            foreach (var length in (int[])[ai.MinLength, Math.Min(ai.MaxLength, ai.Code == "8007" ? 31 : 90)])
            {
                foreach (var character in "09")
                {
                    var element = $"({ai.Code}){new string(character, length)}";
                    Assert.Equal(element, Token.Read(Token.Write(element)!));
                }
            }
        }
    }

    [Fact]
    public void No_token_makes_the_reader_throw()
    {
        const int Seed = 235;
        const int Cases = 1_000_000;
        var random = new Random(Seed);
        var values = new char[CompressedToken.MostCharacters(40)];
        var elements = new Unpacked[32];
        var token = new char[40];
        var read = 0;
        for (var i = 0; i < Cases; i++)
        {
            var text = token.AsSpan(0, random.Next(1, token.Length + 1));
            foreach (ref var character in text)
                character = BitReader.Alphabet[random.Next(64)];
            try
            {
                if (!CompressedToken.TryUnpack(text, values, elements, out var count))
                    continue;
                Assert.InRange(count, 1, elements.Length);
                read++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, case {i}: {text}: {e}");
            }
        }
        TestContext.Current.SendDiagnosticMessage("{0} of {1} random tokens are read.", read, Cases);
        // The more chance tokens are read, the more web addresses are taken for Digital Links.
        Assert.InRange(read, 1, Cases / 20);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        const string Text = "GhBBJ67ilMRep_gUxpfag";
        var values = new char[CompressedToken.MostCharacters(Text.Length)];
        var elements = new Unpacked[8];
        Allocation.IsNone(() => CompressedToken.TryUnpack(Text, values, elements, out _));
    }

    // The host's own pairs as the toolkit compresses them, in each alphabet.
    [Theory]
    [InlineData("ARBBJ67ileDarvYS2u57wrtE9FbCNzQPg")]
    [InlineData("ARBBJ67ileBnAUYHI")]
    [InlineData("ARBBJ67ileBugzR06cObpevwru24")]
    [InlineData("ARBBJ67ileBhIQA__AjoIAf4")]
    [InlineData("ARBBJ67ileBxgA")]
    public void Pairs_that_are_not_GS1s_are_skipped(string token) =>
        Assert.Equal("(01)08936012345674", Token.Read(token));

    [Theory]
    [InlineData("8G1Xewltdz3hXaJ6K2Ebmgf")]
    [InlineData("8DOAowOQ")]
    [InlineData("8DdBmjp04c3S9fhXdtw")]
    [InlineData("8DCQgB_-BHQQA_w")]
    [InlineData("8DjAA")]
    public void A_token_of_other_pairs_alone_is_none(string token) => Assert.Null(Token.Read(token));

    [Theory]
    [InlineData("(01)08936012345674", "")]
    [InlineData("(10)A(01)08936012345674", "0B")]
    [InlineData("(01)08936012345674(10)A(17)261130", "0B")] // as good as 0D: the first
    [InlineData("(01)08936012345674(10)A(17)261130(21)7", "1A")]
    [InlineData("(01)08936012345674(10)A(15)261130(21)7", "1F")]
    [InlineData("(01)08936012345674(3103)001500(10)A", "2D")] // saves more digits than 0B
    [InlineData("(8017)998440410914661376(8018)998440410914661376(8019)7", "9B")]
    [InlineData("(01)08936012345674(10)A(414)8936012345605(254)7", "9D")]
    public void The_sequence_that_saves_most_comes_first(string elements, string code)
    {
        var first = code.Length == 0 ? elements[1..3] : code;
        var token = Token.Write(elements, optimise: true)!;
        var bits = BitReader.Alphabet.IndexOf(token[0], StringComparison.Ordinal) << 6
            | BitReader.Alphabet.IndexOf(token[1], StringComparison.Ordinal);
        Assert.Equal(first, $"{bits >> 4:X2}");
        Assert.True(code.Length == 0 || token.Length < Token.Write(elements)!.Length);
    }

    [Fact]
    public void The_most_characters_are_never_exceeded() =>
        OfAnyElement().Array[1, 6].Sample(elements =>
        {
            var distinct = elements.DistinctBy(x => x[..x.IndexOf(')')]).ToArray();
            var characters = distinct.Sum(x => x.Length - x.IndexOf(')') - 1);
            foreach (var optimise in (bool[])[false, true])
            {
                var token = Token.Write(string.Concat(distinct), optimise)!;
                Assert.InRange(characters, 1, CompressedToken.MostCharacters(token.Length));
            }
        }, iter: 5_000);

    private static Gen<string> OfAnyElement() =>
        Gen.Int[0, AiTable.All.Length - 1].SelectMany(x => OfValue(x).Select(y => $"({AiTable.All[x].Code}){y}"));

    private static Gen<string> OfValue(int index)
    {
        var ai = AiTable.All[index];
        var components = ai.Components;
        var required = components.Count(x => !x.IsOptional);
        return Gen.Int[required, components.Length].SelectMany(count => components
            .Take(count)
            .Select(x => OfText(x, ai.Code == "8007" ? 31 : x.Max))
            .Aggregate((one, next) => Gen.Select(one, next, (a, b) => a + b)));
    }

    private static Gen<string> OfText(Component component, int most)
    {
        var alphabet = component.Set == CharacterSet.Numeric
            ? Gen.Const(Digits)
            : Gen.Int[0, Alphabets.Length - 1].Select(x => Alphabets[x]);
        return alphabet.SelectMany(x => Gen.String[Gen.Char[x], component.Min, most]);
    }
}
