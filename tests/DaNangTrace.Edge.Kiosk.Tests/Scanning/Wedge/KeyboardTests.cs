using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

public class KeyboardTests : WedgeTests
{
    private const int F5 = 63;

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
        Assert.Equal(0, Tally.Faults);
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
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Key), Tally.Faults));
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
        Assert.Equal(0, Tally.Faults);
    }

    [Theory]
    [InlineData(InputKey.LeftAlt, 62)]
    [InlineData(InputKey.LeftAlt, A)]
    [InlineData(InputKey.LeftMeta, 19)]
    [InlineData(InputKey.LeftControl, F5)]
    public void What_would_operate_a_computer_is_no_character(int held, int key)
    {
        Assert.Equal(["B"], CodesOf(new ScannerOptions(), Typist.Us.Text("A").Tap(held, key).Text("\rB\r")));
        Assert.Equal((1, 1), (Tally.Of(ScanFault.Command), Tally.Faults));
    }

    [Theory]
    [InlineData(InputKey.Escape, "\u001B")]
    [InlineData(InputKey.Backspace, "\b")]
    [InlineData(InputKey.Delete, "\u007F")]
    public void Keys_that_a_computer_obeys_are_the_control_characters_for_which_scanners_press_them(
        int key, string character)
    {
        var code = Assert.Single(CodesOf(new ScannerOptions(), Typist.Us.Text("e").Tap(key).Text("e").Enter()));

        Assert.Equal($"e{character}e", code);
        Assert.True(ControlCharacters.AreIn(code));
    }

    [Fact]
    public void Modifiers_alone_are_no_fault_and_no_code()
    {
        var typist = Tapped("42 54 29 97 56 100 125 58 58 69 70").Text("A\r");

        Assert.Equal(["A"], CodesOf(new ScannerOptions(), typist));
        Assert.Equal(0, Tally.Faults);
    }
}
