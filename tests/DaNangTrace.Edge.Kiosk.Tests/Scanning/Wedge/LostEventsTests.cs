using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

public class LostEventsTests : WedgeTests
{
    [Fact]
    public void A_key_that_goes_down_twice_tells_that_events_were_lost()
    {
        var typist = Typist.Us.Text("A1\r").Down(A).Tap(B).Down(A).Up(A).Text("\rC3\r");

        Assert.Equal(["A1", "C3"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
    }

    [Fact]
    public void A_key_that_goes_up_without_having_gone_down_tells_that_events_were_lost()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Tap(A).Up(B).Tap(C).Text("\rC3\r")));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
    }

    [Fact]
    public void An_Enter_of_which_only_the_going_up_came_spares_the_next_code()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Tap(A).Up(InputKey.Enter).Text("C3\r")));
        Assert.Equal(1, Tally.Of(ScanFault.Incomplete));
    }

    [Fact]
    public void A_key_that_was_pressed_before_the_device_was_ours_is_no_fault()
    {
        Assert.Equal(
            ["A"], CodesOf(new ScannerOptions(), Typist.Us.Up(InputKey.Enter).Up(InputKey.LeftShift).Text("A\r")));
        Assert.Equal(0, Tally.Faults);
    }

    [Fact]
    public void A_code_that_was_under_way_when_the_device_became_ours_is_not_shown_by_half()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Up(A).Text("B2\rC3\r")));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
    }

    [Fact]
    public void Events_that_the_kernel_lost_drop_the_code_and_all_held_keys()
    {
        var typist = Typist.Us.Text("A1\rB").Down(InputKey.LeftShift).Down(C).Lost().Up(C).Tap(A).Text("\rc3\rD4\r");

        Assert.Equal(["A1", "c3", "D4"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
    }

    [Fact]
    public void Events_that_were_lost_between_codes_may_be_the_head_of_the_next_one()
    {
        Assert.Equal(["C3"], CodesOf(new ScannerOptions(), Typist.Us.Text("A1\r").Lost().Text("2\rC3\r").Lost())[1..]);
        Assert.Equal(2, Tally.Of(ScanFault.Incomplete));
    }

    [Fact]
    public void A_spoilt_code_that_STX_ends_is_dropped_and_the_one_that_it_begins_is_read()
    {
        // Ctrl+B is STX.
        var decoder = DecoderOf(new ScannerOptions());
        var codes = new List<string>();
        foreach (var typist in (Typist[])
        [
            Tapped("29+48").Text("89").Tap(F8).Text("3\r"),
            Tapped("29+48").Text("777\r"),
            Tapped("29+48").Text("888\r"),
        ])
        {
            codes.AddRange(CodesOf(decoder, typist.Bytes));
            codes.AddRange(DecodedCodes.AfterSilence(decoder, TimeSpan.FromMilliseconds(300)));
        }
        codes.AddRange(DecodedCodes.AfterSilence(decoder, Habit.Patient));

        Assert.Equal(["777", "888"], codes);
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Key), Tally.Faults));
    }

    [Fact]
    public void Of_what_STX_held_together_only_the_code_with_the_hole_is_dropped()
    {
        var decoder = DecoderOf(new ScannerOptions { Terminator = "CR" });
        CodesOf(decoder, Tapped("29+48").Text("B2222\r8").Tap(F8).Text("9\rC3333\r").Bytes);

        Assert.Equal(["B2222", "C3333"], DecodedCodes.AfterSilence(decoder, Habit.Patient));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Key), Tally.Faults));
    }

    [Theory]
    [InlineData("", "\u0003BCD\r")]
    [InlineData("P", "P\u0003BCD\r")]
    public void A_code_behind_a_length_is_read_though_events_were_lost_long_before(string preamble, string sent)
    {
        var options = new ScannerOptions
        {
            Terminator = "CR",
            LengthByte = true,
            Envelope = "none",
            Preamble = preamble.Length == 0 ? null : preamble,
        };
        var decoder = DecoderOf(options);
        CodesOf(decoder, Typist.Us.Lost().Bytes);
        DecodedCodes.AfterSilence(decoder, TimeSpan.FromMinutes(1));

        Assert.Equal(["BCD"], CodesOf(decoder, Typist.Us.Text(sent).Bytes));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Incomplete), Tally.Faults));
    }

    [Fact]
    public void Whichever_event_is_lost_no_code_is_shown_that_was_not_sent()
    {
        string[] sent = ["A1", "b@2", "x\u001DY"];
        var bytes = new Typist(KeyLayout.Us) { HasCompany = false }.Text(string.Join('\r', sent) + "\r").Bytes;
        for (var at = 0; at < bytes.Length; at += InputEvent.Size)
        {
            // The kernel tells that it lost something; what it says next is the first that it kept.
            byte[] rest = [.. bytes[..at], .. Typist.Us.Lost().Bytes, .. bytes[(at + InputEvent.Size)..]];

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
}
