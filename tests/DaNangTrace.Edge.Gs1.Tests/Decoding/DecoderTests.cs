using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Decoding;
using DaNangTrace.Edge.Gs1.Tests.Kit;
using Decoder = DaNangTrace.Edge.Decoding.Decoder;

namespace DaNangTrace.Edge.Gs1.Tests.Decoding;

public sealed class DecoderTests
{
    private static readonly PeopleTable People = new(new FixedTime(2026), new Manner(false, false));

    [Fact]
    public void The_keys_and_their_order_are_those_promised() => Assert.Equal(
        """{"kind":"item","symbology":"Q3","inferred":false,"gtin":"08936012345674","elements":["""
        + """{"ai":"01","value":"08936012345674","title":"GTIN"},"""
        + """{"ai":"3163","value":"001500","title":"NET VOLUME (m³)"}],"""
        + """ "digitalLink":"https://id.gs1.org/01/08936012345674?3163=001500","faults":[],"""[1..]
        + """ "warnings":[],"alternative":null,"expires":null,"stamp":null,"scheme":null,"host":null}"""[1..] + "\n",
        Answers(true, [], "]Q301089360123456743163001500\n"u8));

    [Fact]
    public void Keys_that_came_later_stand_behind_the_first_ones()
    {
        Assert.EndsWith(
            ""","alternative":null,"expires":"2026-02-28","stamp":null,"scheme":null,"host":null}""" + "\n",
            Answers(true, [], "]d2010893601234567417260200\n"u8),
            StringComparison.Ordinal);
        var two = Lines(Answers(true, [], "01234565\n]d2010893601234567417261300\n"u8));
        Assert.Equal("00012345000065", two[0].GetProperty("alternative").GetString());
        var fault = two[1].GetProperty("faults")[0];
        Assert.Equal(
            ["code", "ai", "at", "message", "length", "messageVi", "markup"],
            fault.EnumerateObject().Select(member => member.Name));
        Assert.Equal("(17)26|13|00", fault.GetProperty("markup").GetString());
        var web = DecodedLine.Of(new Reading.Web("check.vn") { Stamp = new Stamp("checkvn", "A1") });
        Assert.EndsWith(
            ""","stamp":{"vendor":"checkvn","traceCode":"A1"},"scheme":null,"host":"check.vn"}""",
            JsonSerializer.Serialize(web, DecodedJson.Readable.DecodedLine),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_is_one_line_even_if_a_value_could_hold_separators()
    {
        var element = new Element("10", "a\n\r\u0085\u2028\u2029\u001Db", "x");
        var line = DecodedLine.Of(new Reading.Item(null, [element], null));
        var json = JsonSerializer.Serialize(line, DecodedJson.Readable.DecodedLine);
        Assert.DoesNotContain(json, x => char.IsControl(x) || x is '\u2028' or '\u2029');
    }

    [Fact]
    public void An_item_and_then_a_wrong_check_digit()
    {
        var lines = Lines(Answers(true, [], "8936012345674\n8936012345673\n"u8));
        Assert.Equal(["item", "unreadable"], lines.Select(Kind));
        var fault = lines[1].GetProperty("faults")[0];
        Assert.Equal(("check-digit", 12), (fault.GetProperty("code").GetString(), fault.GetProperty("at").GetInt32()));
        Assert.Equal(0, lines[1].GetProperty("elements").GetArrayLength());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n", 1)]
    [InlineData("\r\n", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\r\nb\n\nc", 4)]
    [InlineData("\u2028\u0085\v\f\rx\n", 1)]
    public void Each_line_gets_one_line_or_one_block(string input, int answers)
    {
        Assert.Equal(answers, Lines(Answers(true, [], Encoding.UTF8.GetBytes(input))).Length);
        // An empty line ends each block, and stands nowhere else.
        var blocks = Answers(false, [], Encoding.UTF8.GetBytes(input));
        Assert.Equal(answers, blocks.Split("\n\n").Length - 1);
        Assert.True(answers == 0 || blocks.EndsWith("\n\n", StringComparison.Ordinal));
    }

    [Fact]
    public void One_CR_before_the_LF_is_dropped_and_no_more()
    {
        var lines = Lines(Answers(true, [], "8936012345674\r\n8936012345674\r\r\n8936012345674\r"u8));
        Assert.Equal(["item", "text", "text"], lines.Select(Kind));
    }

    [Fact]
    public void A_line_above_the_limit_is_answered_and_the_next_one_is_read()
    {
        var most = new string('x', Symbol.MaxLength);
        var escaped = string.Concat(Enumerable.Repeat(@"\x00", Symbol.MaxLength));
        var input = $"{most}\r\n{most}x\n{escaped}\n{escaped}x\n{new string('y', 1_000_000)}\n8936012345674\n";
        var lines = Lines(Answers(true, [], Encoding.UTF8.GetBytes(input)));
        Assert.Equal(["text", "unreadable", "text", "unreadable", "unreadable", "item"], lines.Select(Kind));
        Assert.Equal("too-long", lines[4].GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public void Arguments_are_answered_instead_of_the_input_even_an_empty_one()
    {
        var lines = Lines(Answers(true, ["", @"]d2010893601234567410A\x1D21B"], "ignored\n"u8));
        Assert.Equal(["unreadable", "item"], lines.Select(Kind));
        Assert.Equal("empty", lines[0].GetProperty("faults")[0].GetProperty("code").GetString());
        Assert.Equal(3, lines[1].GetProperty("elements").GetArrayLength());
    }

    [Fact]
    public void Between_the_blocks_of_arguments_is_an_empty_line_and_none_at_the_end()
    {
        var answers = Answers(false, ["]Q1a", "]Q1bb"], []);
        Assert.Equal("]Q1  text  QR Code, 1 character\n\n]Q1  text  QR Code, 2 characters\n", answers);
    }

    [Fact]
    public void Any_bytes_get_one_line_each()
    {
        const int Seed = 146;
        var random = new Random(Seed);
        var input = new byte[200_000];
        random.NextBytes(input);
        var expected = input.Count(x => x == '\n') + (input[^1] == '\n' ? 0 : 1);
        var answers = Lines(Answers(true, [], input));
        Assert.True(expected == answers.Length, $"seed {Seed}: {expected} lines, {answers.Length} answers");
    }

    [Theory]
    [InlineData("WIFI:T:WPA;S:MYSECRET;P:MYSECRET;;")]
    [InlineData("000201010211MYSECRET")]
    [InlineData("048201001234|1|MYSECRET|01012001|Nam|MYSECRET|24112021")]
    public void Nothing_of_a_payment_or_personal_code_is_in_the_answer(string sent)
    {
        foreach (var json in (bool[])[true, false])
            Assert.DoesNotContain("MYSECRET", Answers(json, [sent], []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "\n")]
    [InlineData(false, "\n\n")]
    public void Every_answer_is_out_before_the_next_line_is_waited_for(bool json, string end)
    {
        var output = new MemoryStream();
        var buffered = new BufferedStream(output, 65_536);
        var asked = 0;
        int[] ended = [0, 1, 3, 3];
        var input = new AskingStream(["8936012345674\n", "WIFI:\nx\n", "last"], () =>
            Assert.Equal(ended[asked++], Encoding.UTF8.GetString(output.ToArray()).Split(end).Length - 1));
        Assert.True(new Decoder(Told.Reader, json ? null : People, buffered).Answer([], input));
        Assert.Equal(4, Encoding.UTF8.GetString(output.ToArray()).Split(end).Length - 1);
    }

    private static string? Kind(JsonElement line) => line.GetProperty("kind").GetString();

    private static string Answers(bool json, string[] texts, ReadOnlySpan<byte> input)
    {
        var output = new MemoryStream();
        var decoder = new Decoder(Told.Reader, json ? null : People, output);
        Assert.True(decoder.Answer(texts, new MemoryStream(input.ToArray())));
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static JsonElement[] Lines(string answers) =>
        [.. answers.Split('\n')[..^1].Select(x => JsonDocument.Parse(x).RootElement)];

    /// <summary>Gives one piece a read, and looks at the world before each.</summary>
    private sealed class AskingStream(string[] pieces, Action before) : MemoryStream
    {
        private int _next;

        public override int Read(byte[] buffer, int offset, int count)
        {
            before();
            return _next == pieces.Length ? 0 : Encoding.UTF8.GetBytes(pieces[_next++], buffer.AsSpan(offset, count));
        }
    }
}
