using System.Text;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>The controller gets what its data sheet asks for, in its order and no sooner.</summary>
public sealed class Hd44780Tests
{
    [Theory]
    [InlineData(20, 4, 100_000)]
    [InlineData(16, 2, 100_000)]
    [InlineData(16, 4, 100_000)]
    [InlineData(20, 4, 400_000)]
    public void Each_row_is_where_it_is_looked_for_and_nothing_comes_too_early(int columns, int rows, int clock)
    {
        var model = new Hd44780Model(columns, rows, clock);
        using var panel = Hd44780.Open(model.Connect(), columns, rows, model.Pause);

        for (var row = 0; row < rows; row++)
            panel.Write(row, 0, Encoding.ASCII.GetBytes(Text(row)));

        Assert.Equal(Enumerable.Range(0, rows).Select(Text), model.Lines());
        Assert.Empty(model.Faults);
        Assert.True(model.IsLit);
        Assert.InRange(model.Longest, 1, Hd44780.LongestTransfer);

        string Text(int row) => $"row {row}".PadRight(columns, (char)('a' + row));
    }

    [Fact]
    public void The_model_catches_who_does_not_wait()
    {
        var model = new Hd44780Model();

        using var panel = Hd44780.Open(model.Connect(), 20, 4, _ => { });

        // After power, twice in the start, and after clear.
        Assert.Equal(4, model.Faults.Count(fault => fault.Contains("too early", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_begins_blank_and_leaves_it_blank_and_dark()
    {
        var model = new Hd44780Model();

        using (var panel = Hd44780.Open(model.Connect(), 20, 4, model.Pause))
        {
            Assert.Equal(Blank, model.Lines());
            panel.Write(1, 2, "abc"u8);
            Assert.Equal("  abc".PadRight(20), model.Lines()[1]);
        }

        Assert.Equal(Blank, model.Lines());
        Assert.Equal((false, 0), (model.IsLit, model.Open));
        Assert.Empty(model.Faults);
    }

    [Fact]
    public void An_own_glyph_has_the_pixels_that_were_given()
    {
        var model = new Hd44780Model(16, 2);
        using var panel = Hd44780.Open(model.Connect(), 16, 2, model.Pause);

        panel.Define(5, [0x11, 0x0A, 0x04, 0x0A, 0x11, 0x00, 0x1F, 0x10]);
        panel.Write(0, 3, [5]);

        Assert.Equal(["#...#", ".#.#.", "..#..", ".#.#.", "#...#", ".....", "#####", "#...."], model.Art());
    }

    [Fact]
    public void It_becomes_ready_from_whatever_state_a_transfer_that_broke_off_left_it_in()
    {
        var isOver = false;
        for (var transfer = 0; !isOver; transfer++)
        {
            var model = new Hd44780Model();
            model.FailAfter(transfer);
            isOver = IsFilled(model);
            Assert.Equal((transfer, 0), (transfer, model.Open));

            model.FailAfter(null);
            using var panel = Hd44780.Open(model.Connect(), 20, 4, model.Pause);
            panel.Write(0, 0, "abc"u8);
            Assert.Equal("abc".PadRight(20), model.Lines()[0]);
        }

        static bool IsFilled(Hd44780Model model)
        {
            try
            {
                using var panel = Hd44780.Open(model.Connect(), 20, 4, model.Pause);
                for (var row = 0; row < 4; row++)
                    panel.Write(row, 0, Enumerable.Repeat((byte)'x', 20).ToArray());
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void A_panel_that_lost_its_current_is_told_from_one_that_did_not()
    {
        var model = new Hd44780Model();
        using var panel = Hd44780.Open(model.Connect(), 20, 4, model.Pause);
        foreach (var character in (byte[])[0x20, 0x4F, 0x7D, 0x30])
        {
            panel.Write(0, 0, [character]);
            panel.Look();
        }

        model.Blink();

        Assert.Contains("without current", Assert.Throws<LostCurrentException>(panel.Look).Message);
    }

    [Fact]
    public void A_panel_that_went_away_is_closed_without_a_word()
    {
        var model = new Hd44780Model();
        var panel = Hd44780.Open(model.Connect(), 20, 4, model.Pause);
        model.Unplug();

        Assert.Throws<IOException>(panel.Look);
        Assert.Throws<IOException>(() => panel.Write(0, 0, "a"u8));
        panel.Dispose();
        panel.Dispose();

        Assert.Equal(0, model.Open);
    }

    [Fact]
    public void A_device_that_does_not_answer_is_closed_again()
    {
        var model = new Hd44780Model();
        model.Unplug();

        Assert.Throws<IOException>(() => Hd44780.Open(model.Connect(), 20, 4, model.Pause));

        Assert.Equal(0, model.Open);
    }

    private static string[] Blank { get; } = [.. Enumerable.Repeat(new string(' ', 20), 4)];
}
