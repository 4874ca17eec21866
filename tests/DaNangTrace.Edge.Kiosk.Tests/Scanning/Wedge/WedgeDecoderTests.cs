using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

public class WedgeDecoderTests : WedgeTests
{
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
        Assert.Equal(0, Tally.Faults);
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
        Assert.Equal(0, Tally.Faults);
    }

    [Fact]
    public void A_code_is_the_same_with_and_without_what_the_kernel_adds() =>
        Assert.Equal(
            ["Ab1"], CodesOf(new ScannerOptions(), new Typist(KeyLayout.Us) { HasCompany = false }.Text("Ab1\r")));

    [Fact]
    public void A_layout_that_does_not_fit_shows_as_swapped_letters() =>
        Assert.Equal(["1z"], CodesOf(new ScannerOptions { Layout = "de" }, Typist.Us.Text("1y\r")));

    [Fact]
    public void Keys_that_are_set_for_it_are_GS()
    {
        var options = new ScannerOptions { GroupSeparatorKeys = ["F8", "DOWN"] };

        Assert.Equal(["a\u001Db\u001Dc"], CodesOf(options, Typist.Us.Tap(A, F8).Tap(B).Tap(ArrowDown).Tap(C).Enter()));
    }

    [Theory]
    [InlineData(F8)]
    [InlineData(VolumeUp)]
    [InlineData(0x160)]
    public void A_key_without_a_character_drops_its_code_and_no_other(int key)
    {
        var typist = Typist.Us.Text("A1\rB").Tap(key).Text("2").Tap(key).Text("3\rC3\r").Tap(key).Text("\rD4\r");

        Assert.Equal(["A1", "C3", "D4"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((2, 2), (Tally.Of(ScanFault.Key), Tally.Faults));
    }

    [Fact]
    public void A_held_key_means_one_character() =>
        Assert.Equal(
            ["ab"],
            CodesOf(new ScannerOptions(), Typist.Us.Down(A).Repeat(A).Repeat(A).Up(A).Repeat(A).Tap(B).Enter()));

    [Fact]
    public void Keys_may_overlap() =>
        Assert.Equal(
            ["abc"], CodesOf(new ScannerOptions(), Typist.Us.Down(A).Down(B).Up(A).Down(C).Up(B).Up(C).Enter()));

    [Fact]
    public void Silence_ends_codes_without_Enter_slowly_at_first_and_fast_from_then_on()
    {
        var decoder = DecoderOf(new ScannerOptions { Driver = "wedge" });
        foreach (var patience in (TimeSpan[])[Habit.Cautious, Habit.Cautious, TimeSpan.FromMilliseconds(100)])
        {
            Assert.Empty(CodesOf(decoder, Typist.Us.Text("A123").Bytes));
            Assert.Equal(patience, decoder.IdleDue);
            Assert.Equal("A123", decoder.EndBySilence()!.Value.Symbol.Text);
            Assert.Equal(Timeout.InfiniteTimeSpan, decoder.IdleDue);
        }
        Assert.Equal(0, Tally.Faults);
    }

    [Fact]
    public void Silence_ends_the_dropping_of_a_code()
    {
        var decoder = DecoderOf(new ScannerOptions());
        Assert.Equal(["A"], CodesOf(decoder, Typist.Us.Text("A\r12").Tap(VolumeUp).Text("3").Bytes));
        Assert.Empty(DecodedCodes.AfterSilence(decoder, 0.99 * Habit.Patient));
        Assert.Equal(Habit.Patient, decoder.IdleDue);

        Assert.Empty(DecodedCodes.AfterSilence(decoder, Habit.Patient));

        Assert.Equal(Timeout.InfiniteTimeSpan, decoder.IdleDue);
        Assert.Equal(["B"], CodesOf(decoder, Typist.Us.Text("B\r").Bytes));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Key), Tally.Faults));
    }

    [Fact]
    public void A_pause_within_a_character_does_not_cut_it()
    {
        var decoder = DecoderOf(new ScannerOptions { Layout = "de" });
        CodesOf(decoder, Typist.Us.Text("A\rB").Bytes);
        // An accent that waits for its letter, ´ and E; then a number that is being typed with Alt.
        CodesOf(decoder, Tapped("13").Bytes);
        Assert.Empty(DecodedCodes.AfterSilence(decoder, Habit.Cautious));
        Assert.Equal(["Bé"], CodesOf(decoder, Tapped("18 28").Bytes));

        CodesOf(decoder, Typist.Us.Text("C").Down(InputKey.LeftAlt).Tap(7).Bytes);
        Assert.Empty(DecodedCodes.AfterSilence(decoder, Habit.Cautious));
        Assert.Equal(["CA"], CodesOf(decoder, Typist.Us.Tap(6).Up(InputKey.LeftAlt).Text("\r").Bytes));
        Assert.Equal(0, Tally.Faults);
    }

    [Fact]
    public void What_is_held_through_a_silence_was_let_go_of()
    {
        var decoder = DecoderOf(new ScannerOptions());
        CodesOf(decoder, Typist.Us.Text("A\r").Down(InputKey.LeftShift).Tap(InputKey.CapsLock).Bytes);
        Assert.Equal(Habit.Patient, decoder.IdleDue);

        Assert.Null(decoder.EndBySilence());

        Assert.Equal(["b1"], CodesOf(decoder, Typist.Us.Text("b1\r").Bytes));
        Assert.Equal(0, Tally.Faults);
    }

    [Fact]
    public void An_accent_without_a_letter_stands_at_the_end_and_half_a_number_drops_the_code()
    {
        var decoder = DecoderOf(new ScannerOptions { Layout = "de" });
        CodesOf(decoder, Tapped("41").Bytes);
        Assert.Equal(Habit.Patient, decoder.IdleDue);
        Assert.Equal("^", decoder.EndBySilence()!.Value.Symbol.Text);

        CodesOf(decoder, Typist.Us.Tap(A).Down(InputKey.LeftAlt).Tap(3).Bytes);
        Assert.Null(decoder.EndBySilence());

        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
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

        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
        Assert.Equal(["B"], CodesOf(decoder, Typist.Us.Text("B\r").Bytes));
    }

    [Fact]
    public void A_code_that_is_too_long_is_dropped_whole()
    {
        var most = Gs1.Symbol.MaxLength;
        var typist = Typist.Us.Text(new string('a', most + 1) + "\r" + new string('b', most) + "\rC\r");

        Assert.Equal([new string('b', most), "C"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Overlong), Tally.Faults));
    }

    [Fact]
    public void An_accent_behind_the_longest_code_is_too_much_for_it()
    {
        var decoder = DecoderOf(new ScannerOptions { Layout = "de" });
        CodesOf(decoder, Typist.Us.Text("A1\r" + new string('7', 100)).Bytes);
        Assert.Empty(DecodedCodes.AfterSilence(decoder, TimeSpan.FromMilliseconds(700)));
        CodesOf(decoder, Typist.Us.Text(new string('7', 8094)).Bytes);
        CodesOf(decoder, Tapped("41").Bytes);

        Assert.Empty(DecodedCodes.AfterSilence(decoder, Habit.Patient));

        Assert.Equal(["B2"], CodesOf(decoder, Typist.Us.Text("B2\r").Bytes));
        Assert.Equal(1, Tally.Of(ScanFault.Overlong));
    }

    [Fact]
    public void Codes_that_come_in_one_piece_stay_in_order()
    {
        var typist = Tapped("29+48").Text("A1\rB2\r").Tap(InputKey.LeftControl, B).Text("C3\r").Text("D4\r");
        var decoder = DecoderOf(new ScannerOptions());
        var codes = CodesOf(decoder, typist.Bytes);

        Assert.Equal(["A1", "B2", "C3", "D4"], codes.Concat(DecodedCodes.AfterSilence(decoder, Habit.Patient)));
    }

    [Fact]
    public void A_wedge_wraps_a_code_in_what_a_serial_scanner_may()
    {
        var options = new ScannerOptions
        {
            Terminator = "TAB",
            Preamble = "DN:",
            Suffix = "~",
            GroupSeparator = "{GS}",
        };

        Assert.Equal(["10A\u001D217"], CodesOf(options, Typist.Us.Text("DN:10A{GS}217~\t")));
        Assert.Equal(0, Tally.Faults);
    }

    [Theory]
    [InlineData("us", "auto", false)]
    [InlineData("de", "none", false)]
    [InlineData("fr", "ETX", true)]
    public void Whatever_keys_come_silence_brings_rest(string layout, string terminator, bool hasLength)
    {
        var options = new ScannerOptions { Layout = layout, Terminator = terminator, LengthByte = hasLength };
        for (var seed = 0; seed < 300; seed++)
        {
            var chance = new Random(seed);
            var decoder = DecoderOf(options);
            var bytes = new byte[InputEvent.Size * 40];
            chance.NextBytes(bytes);
            // Types 0 and 1, keys of a keyboard, values from -1 to 3: else nearly all would be passed over.
            for (var at = 0; at < bytes.Length; at += InputEvent.Size)
            {
                bytes[at + 16] = (byte)(chance.Next(20) == 0 ? 0 : 1);
                bytes[at + 17] = bytes[at + 19] = 0;
                bytes[at + 18] = (byte)chance.Next(bytes[at + 16] == 0 ? 4 : 128);
                BitConverter.TryWriteBytes(bytes.AsSpan(at + 20), chance.Next(-1, 4));
            }

            CodesOf(decoder, bytes);
            DecodedCodes.AfterSilence(decoder, Habit.Patient);

            Assert.True(decoder.IdleDue == Timeout.InfiniteTimeSpan, $"seed {seed}");
        }
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
}
