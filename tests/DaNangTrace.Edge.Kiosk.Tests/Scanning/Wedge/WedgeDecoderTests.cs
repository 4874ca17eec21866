using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

public class WedgeDecoderTests
{
    private const int A = 30;
    private const int B = 48;
    private const int C = 46;
    private const int F8 = 66;
    private const int ArrowDown = 108;
    private const int VolumeUp = 115;

    private readonly ScannerTally _tally = Samples.Tally();

    [Theory]
    [InlineData("us", false)]
    [InlineData("us", true)]
    [InlineData("gb", false)]
    [InlineData("gb", true)]
    [InlineData("de", false)]
    [InlineData("de", true)]
    [InlineData("fr", false)]
    [InlineData("fr", true)]
    public void Whatever_can_be_printed_is_read_in_every_layout(string layout, bool isCapsLocked)
    {
        // A letter in front: ]d2 at the head would be an identifier.
        var text = "x" + string.Concat(Enumerable.Range(' ', 95).Select(value => (char)value)) + "éÉüß€";
        var typist = new Typist(KeyLayout.Of(layout));

        var codes = CodesOf(new ScannerOptions { Layout = layout }, typist.Text(text, isCapsLocked).Enter());

        Assert.Equal([text], codes);
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData("]d2010893601234567410A\u001D217")]
    [InlineData("Chợ Hàn — bưởi da xanh, 25.000 ₫")]
    [InlineData("https://truyxuat.example/01/08936012345674?x=~1|{2}")]
    public void A_code_is_the_same_wherever_it_is_split(string text)
    {
        var bytes = Typist.Us.Text(text + "\r" + "B2\r").Bytes;
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var decoder = DecoderOf(new ScannerOptions());
            Assert.Equal([text, "B2"], CodesOf(decoder, bytes[..cut]).Concat(CodesOf(decoder, bytes[cut..])));
        }
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_code_is_the_same_with_and_without_what_the_kernel_adds() =>
        Assert.Equal(["Ab1"], CodesOf(new ScannerOptions(), new Typist(KeyLayout.Us) { HasCompany = false }.Text("Ab1\r")));

    [Fact]
    public void A_layout_that_does_not_fit_shows_as_swapped_letters() =>
        Assert.Equal(["1z"], CodesOf(new ScannerOptions { Layout = "de" }, Typist.Us.Text("1y\r")));

    // By the keys' numbers, so that a layout is tried and not only turned round.
    [Theory]
    [InlineData("us", "2 3 41 12 13 26 27 43 39 40 51 52 53 86", @"12`-=[]\;',./\")]
    [InlineData("us", "42+2 42+3 42+4 42+7 42+11 42+12 42+39 42+53", "!@#^)_:?")]
    [InlineData("gb", "41 43 86 40 42+3 42+4 42+40 42+43 42+41 42+86 100+5", "`#\\'\"£@~¬|€")]
    [InlineData("de", "21 44 12 53 26 27 39 40 43 86", "zyß-ü+öä#<")]
    [InlineData("de", "42+3 42+4 42+8 42+12 42+21 42+53 42+27 42+43 42+86", "\"§/?Z_*'>")]
    [InlineData("de", "100+16 100+8 100+9 100+10 100+11 100+12 100+27 100+86 100+18", @"@{[]}\~|€")]
    [InlineData("fr", "16 17 30 44 50 2 3 4 5 6 7 8 9 10 11 39 51 52 53 86", "azqw,&é\"'(-è_çàm;:!<")]
    [InlineData("fr", "42+2 42+11 42+50 42+51 42+52 42+53 42+12 42+13", "10?./§°+")]
    [InlineData("fr", "100+4 100+5 100+6 100+7 100+9 100+10 100+11 100+12 100+13", @"#{[|\^@]}")]
    [InlineData("de", "29+56+16 29+56+9", "@[")]
    public void The_keys_of_a_country_type_what_is_printed_on_them(string layout, string keys, string text) =>
        Assert.Equal([text], CodesOf(new ScannerOptions { Layout = layout }, Tapped(keys).Enter()));

    [Theory]
    [InlineData("de", "41 57", "^")]
    [InlineData("de", "41 30", "â")]
    [InlineData("de", "13 18", "é")]
    [InlineData("de", "42+13 42+30", "À")]
    [InlineData("de", "41 2", "^1")]
    [InlineData("de", "41 41 30", "^^a")]
    [InlineData("de", "41", "^")]
    [InlineData("fr", "26 18", "ê")]
    [InlineData("fr", "42+26 23", "ï")]
    [InlineData("fr", "100+3 49", "ñ")]
    [InlineData("fr", "100+8 57", "`")]
    public void A_dead_key_waits_for_what_follows(string layout, string keys, string text) =>
        Assert.Equal([text], CodesOf(new ScannerOptions { Layout = layout }, Tapped(keys).Enter()));

    [Theory]
    [InlineData("71 72 73 75 76 77 79 80 81 82 83 98 55 74 78", "7894561230./*-+")]
    [InlineData("42+79 69 79", "11")]
    public void The_keypad_types_digits_with_and_without_NumLock(string keys, string text) =>
        Assert.Equal([text], CodesOf(new ScannerOptions(), Tapped(keys).Tap(InputKey.KeypadEnter)));

    [Fact]
    public void CapsLock_is_for_letters_and_Shift_undoes_it()
    {
        var typist = Typist.Us.Tap(InputKey.CapsLock).Tap(A).Tap(2).Tap(InputKey.LeftShift, A)
            .Tap(InputKey.LeftShift, 2).Tap(InputKey.CapsLock).Tap(A).Enter();

        Assert.Equal(["A1a!a"], CodesOf(new ScannerOptions(), typist));
    }

    [Theory]
    [InlineData("029", "\u001D")]
    [InlineData("29", "\u001D")]
    [InlineData("0233", "é")]
    [InlineData("233", "é")]
    [InlineData("0128", "€")]
    [InlineData("0159", "Ÿ")]
    [InlineData("7879", "ệ")]
    [InlineData("0000065", "A")]
    [InlineData("8363", "₫")]
    [InlineData("128204", "📌")]
    [InlineData("1114111", "\U0010FFFF")]
    public void A_number_with_Alt_is_a_character(string number, string character)
    {
        Assert.Equal([$"a{character}b"], CodesOf(new ScannerOptions(), Typist.Us.Text("a").Alt(number).Text("b\r")));
        Assert.Equal(0, _tally.Faults);
    }

    [Theory]
    [InlineData("0129")]
    [InlineData("55296")]
    [InlineData("1114112")]
    [InlineData("00000065")]
    [InlineData("99999999999999999999")]
    public void A_number_that_is_no_character_drops_the_code(string number)
    {
        var typist = Typist.Us.Text("a").Alt(number).Text("b\rC\r");

        Assert.Equal(["C"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Key), _tally.Faults));
    }

    [Fact]
    public void The_digits_of_the_top_row_do_for_Alt_in_every_layout()
    {
        var typist = Typist.Us.Tap(A).Down(InputKey.LeftAlt).Tap(11).Tap(3).Tap(10).Up(InputKey.LeftAlt).Tap(B).Enter();

        // A is Q on a French keyboard.
        Assert.Equal(["q\u001Db"], CodesOf(new ScannerOptions { Layout = "fr" }, typist));
    }

    [Theory]
    [InlineData("us", "29+27", "\u001D")]
    [InlineData("us", "97+27", "\u001D")]
    [InlineData("de", "29+27", "\u001D")]
    [InlineData("fr", "29+27", "\u001D")]
    [InlineData("us", "29+42+7", "\u001E")]
    [InlineData("us", "29+7", "\u001E")]
    [InlineData("us", "29+32", "\u0004")]
    public void With_Ctrl_a_key_is_a_control_character(string layout, string keys, string character)
    {
        var typist = Tapped($"18 {keys} 18").Enter();

        Assert.Equal([$"e{character}e"], CodesOf(new ScannerOptions { Layout = layout }, typist));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void Keys_that_are_set_for_it_are_GS()
    {
        var options = new ScannerOptions { GroupSeparatorKeys = ["F8", "DOWN"] };

        Assert.Equal(["a\u001Db\u001Dc"], CodesOf(options, Typist.Us.Tap(A, F8).Tap(B).Tap(ArrowDown).Tap(C).Enter()));
    }

    [Theory]
    [InlineData(F8)]
    [InlineData(VolumeUp)]
    [InlineData(1)]
    [InlineData(0x160)]
    public void A_key_without_a_character_drops_its_code_and_no_other(int key)
    {
        var typist = Typist.Us.Text("A1\rB").Tap(key).Text("2").Tap(key).Text("3\rC3\r").Tap(key).Text("\rD4\r");

        Assert.Equal(["A1", "C3", "D4"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((2, 2), (_tally.Of(ScanFault.Key), _tally.Faults));
    }

    [Theory]
    [InlineData(InputKey.LeftAlt, 62)]
    [InlineData(InputKey.LeftAlt, A)]
    [InlineData(InputKey.LeftMeta, 19)]
    public void What_would_operate_a_computer_is_no_character(int held, int key)
    {
        Assert.Equal(["B"], CodesOf(new ScannerOptions(), Typist.Us.Text("A").Tap(held, key).Text("\rB\r")));
        Assert.Equal(1, _tally.Of(ScanFault.Key));
    }

    [Fact]
    public void Modifiers_alone_are_no_fault_and_no_code()
    {
        var typist = Typist.Us.Tap(42).Tap(54).Tap(29).Tap(97).Tap(56).Tap(100).Tap(125).Tap(58).Tap(58).Tap(69).Tap(70);

        Assert.Equal(["A"], CodesOf(new ScannerOptions(), typist.Text("A\r")));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_held_key_means_one_character() =>
        Assert.Equal(
            ["ab"], CodesOf(new ScannerOptions(), Typist.Us.Down(A).Repeat(A).Repeat(A).Up(A).Repeat(A).Tap(B).Enter()));

    [Fact]
    public void Keys_may_overlap() =>
        Assert.Equal(["abc"], CodesOf(new ScannerOptions(), Typist.Us.Down(A).Down(B).Up(A).Down(C).Up(B).Up(C).Enter()));

    [Fact]
    public void A_key_that_goes_down_twice_tells_that_events_were_lost()
    {
        var typist = Typist.Us.Text("A1\r").Down(A).Tap(B).Down(A).Up(A).Text("\rC3\r");

        Assert.Equal(["A1", "C3"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
    }

    [Fact]
    public void A_key_that_goes_up_without_having_gone_down_tells_that_events_were_lost()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Tap(A).Up(B).Tap(C).Text("\rC3\r")));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
    }

    [Fact]
    public void An_Enter_of_which_only_the_going_up_came_spares_the_next_code()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Tap(A).Up(InputKey.Enter).Text("C3\r")));
        Assert.Equal(1, _tally.Of(ScanFault.Incomplete));
    }

    [Fact]
    public void A_key_that_was_pressed_before_the_device_was_ours_is_no_fault()
    {
        Assert.Equal(["A"], CodesOf(new ScannerOptions(), Typist.Us.Up(InputKey.Enter).Up(InputKey.LeftShift).Text("A\r")));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_code_that_was_under_way_when_the_device_became_ours_is_not_shown_by_half()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Up(A).Text("B2\rC3\r")));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
    }

    [Fact]
    public void Events_that_the_kernel_lost_drop_the_code_and_all_held_keys()
    {
        var typist = Typist.Us.Text("A1\rB").Down(InputKey.LeftShift).Down(C).Lost().Up(C).Tap(A).Text("\rc3\rD4\r");

        Assert.Equal(["A1", "c3", "D4"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
    }

    [Fact]
    public void Events_that_were_lost_between_codes_may_be_the_head_of_the_next_one()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Text("A1\r").Lost().Text("2\rC3\r").Lost())[1..]);
        Assert.Equal(2, _tally.Of(ScanFault.Incomplete));
    }

    [Fact]
    public void Whichever_event_is_lost_no_code_is_shown_that_was_not_sent()
    {
        string[] sent = ["A1", "b@2", "x\u001DY"];
        var bytes = new Typist(KeyLayout.Us) { HasCompany = false }.Text(string.Join('\r', sent) + "\r").Bytes;
        for (var at = 0; at < bytes.Length; at += InputEvent.Size)
        {
            // The kernel tells that it lost something; what it says next is the first that it kept.
            byte[] rest = [.. bytes[..at], .. new Typist(KeyLayout.Us).Lost().Bytes, .. bytes[(at + InputEvent.Size)..]];

            var codes = CodesOf(DecoderOf(new ScannerOptions()), rest);

            Assert.Subset(sent.ToHashSet(), codes.ToHashSet());
            Assert.NotEmpty(codes);
        }
    }

    [Fact]
    public void An_event_that_is_lost_unnoticed_shows_in_the_pairs()
    {
        string[] sent = ["a1", "b22", "a1"];
        var bytes = new Typist(KeyLayout.Us) { HasCompany = false }.Text(string.Join('\r', sent) + "\r").Bytes;
        for (var at = 0; at < bytes.Length; at += InputEvent.Size)
        {
            byte[] rest = [.. bytes[..at], .. bytes[(at + InputEvent.Size)..]];

            var codes = CodesOf(DecoderOf(new ScannerOptions()), rest);

            Assert.Subset(sent.ToHashSet(), codes.ToHashSet());
            Assert.InRange(codes.Count, 2, 3);
        }
    }

    [Fact]
    public void Silence_ends_a_code_without_Enter_slowly_once_and_fast_from_then_on()
    {
        var decoder = DecoderOf(new ScannerOptions());
        Assert.Empty(CodesOf(decoder, Typist.Us.Text("A1").Bytes));
        Assert.Equal(Framer.CautiousIdle, decoder.IdleDue);
        Assert.Equal("A1", decoder.EndBySilence()!.Value.Symbol.Text);
        Assert.Equal(Timeout.InfiniteTimeSpan, decoder.IdleDue);

        Assert.Empty(CodesOf(decoder, Typist.Us.Text("B2").Bytes));

        Assert.Equal(TimeSpan.FromMilliseconds(50), decoder.IdleDue);
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void Silence_ends_the_dropping_of_a_code()
    {
        var decoder = DecoderOf(new ScannerOptions());
        Assert.Equal(["A"], CodesOf(decoder, Typist.Us.Text("A\r12").Tap(VolumeUp).Text("3").Bytes));
        Assert.Equal(Framer.PatientIdle, decoder.IdleDue);

        Assert.Null(decoder.EndBySilence());

        Assert.Equal(Timeout.InfiniteTimeSpan, decoder.IdleDue);
        Assert.Equal(["B"], CodesOf(decoder, Typist.Us.Text("B\r").Bytes));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Key), _tally.Faults));
    }

    [Fact]
    public void What_is_held_through_a_silence_was_let_go_of()
    {
        var decoder = DecoderOf(new ScannerOptions());
        CodesOf(decoder, Typist.Us.Text("A\r").Down(InputKey.LeftShift).Tap(InputKey.CapsLock).Bytes);
        Assert.Equal(Framer.PatientIdle, decoder.IdleDue);

        Assert.Null(decoder.EndBySilence());

        Assert.Equal(["b1"], CodesOf(decoder, Typist.Us.Text("b1\r").Bytes));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void An_accent_without_a_letter_stands_at_the_end_and_half_a_number_drops_the_code()
    {
        var decoder = DecoderOf(new ScannerOptions { Layout = "de" });
        CodesOf(decoder, Tapped("41").Bytes);
        Assert.Equal(Framer.PatientIdle, decoder.IdleDue);
        Assert.Equal("^", decoder.EndBySilence()!.Value.Symbol.Text);

        CodesOf(decoder, Typist.Us.Tap(A).Down(InputKey.LeftAlt).Tap(3).Bytes);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
        Assert.Equal(["b"], CodesOf(decoder, Typist.Us.Text("b\r").Bytes));
    }

    [Theory]
    [InlineData("A1")]
    [InlineData("")]
    public void Half_a_code_is_dropped_and_counted_once_when_the_device_goes(string begun)
    {
        var decoder = DecoderOf(new ScannerOptions());
        var half = Typist.Us.Text(begun).Down(InputKey.LeftAlt).Tap(3).Bytes;
        CodesOf(decoder, [.. half, 1, 2, 3]);

        decoder.Reset();

        Assert.Equal((1, 1), (_tally.Of(ScanFault.Incomplete), _tally.Faults));
        Assert.Equal(["B"], CodesOf(decoder, Typist.Us.Text("B\r").Bytes));
    }

    [Fact]
    public void A_code_that_is_too_long_is_dropped_whole()
    {
        var most = Gs1.Symbol.MaxLength;
        var typist = Typist.Us.Text(new string('a', most + 1) + "\r" + new string('b', most) + "\rC\r");

        Assert.Equal([new string('b', most), "C"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (_tally.Of(ScanFault.Overlong), _tally.Faults));
    }

    [Fact]
    public void A_wedge_wraps_a_code_in_what_a_serial_scanner_may()
    {
        var options = new ScannerOptions { Terminator = "TAB", Preamble = "DN:", Suffix = "~", GroupSeparator = "{GS}" };

        Assert.Equal(["10A\u001D217"], CodesOf(options, Typist.Us.Text("DN:10A{GS}217~\t")));
        Assert.Equal(0, _tally.Faults);
    }

    [Fact]
    public void A_technician_sees_the_keys()
    {
        var typist = Typist.Us.Text("3A").Repeat(A).Enter().Tap(79).Tap(F8).Tap(VolumeUp).Lost();

        Assert.Equal(
            "down 3  up 3  down LEFTSHIFT  down A  up A  up LEFTSHIFT  down ENTER  up ENTER  down KP1  up KP1  "
                + "down F8  up F8  down #115  up #115  events lost",
            DecoderOf(new ScannerOptions()).Describe(typist.Bytes));
    }

    private WedgeDecoder DecoderOf(ScannerOptions options) => new(options, _tally);

    private List<string> CodesOf(ScannerOptions options, Typist typist) => CodesOf(DecoderOf(options), typist.Bytes);

    private static List<string> CodesOf(WedgeDecoder decoder, byte[] bytes)
    {
        var codes = new List<string>();
        ReadOnlyMemory<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (decoder.Next(ref rest) is { } code)
                codes.Add(code.Symbol.Identifier is { } id ? $"]{id}{code.Symbol.Text}" : code.Symbol.Text);
        }
        return codes;
    }

    // Keys by their numbers; what is held stands in front with a plus.
    private static Typist Tapped(string keys)
    {
        var typist = Typist.Us;
        foreach (var chord in keys.Split(' '))
            typist.Tap([.. chord.Split('+').Select(int.Parse)]);
        return typist;
    }
}
