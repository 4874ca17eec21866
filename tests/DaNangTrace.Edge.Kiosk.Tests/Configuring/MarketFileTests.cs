using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>What <c>markets/{id}.json</c> says beside the market's name.</summary>
public sealed class MarketFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_market_says_whom_to_call_what_it_tells_and_how_it_looks()
    {
        File.WriteAllBytes(
            Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "markets")).FullName, "han.png"), Png());

        var market = Right("""
            "contact": { "name": { "vi": "Ban quản lý chợ", "en": "Market office" }, "phone": "0236 000 0000" },
            "announcements": [ { "text": { "vi": "Chợ đóng cửa lúc 17 giờ" }, "from": "2026-07-25", "until": "2026-07-26" },
                               { "text": { "vi": "Lễ hội" }, "large": true } ],
            "colours": { "ground": "#3A0D2E", "accent": "#FFE08A" }, "logo": "han.png"
            """);

        Assert.Equal(("Market office", "0236 000 0000"), (market.Contact!.Name["en"], market.Contact.Phone));
        Assert.Equal([false, true], market.Announcements.Select(one => one.IsLarge));
        Assert.Equal(
            [false, true, true, false],
            ((int[])[24, 25, 26, 27]).Select(day => market.Announcements[0].IsOn(new DateOnly(2026, 7, day))));
        Assert.True(market.Announcements[1].IsOn(DateOnly.MinValue));
        Assert.Equal(new MarketColours("#3A0D2E", "#05232B", "#0E4A58", "#FFE08A"), market.Colours);
        Assert.Equal("image/png", market.Logo!.ContentType);
    }

    [Theory]
    [InlineData("\"phone\": 1", "no such key phone; known: name, gln, contact, announcements, colours, logo")]
    [InlineData("\"contact\": { \"phone\": \"0236\" }", "contact.name.vi: expected a text")]
    [InlineData("\"contact\": { \"name\": { \"vi\": \"A\" }, \"phone\": \"call me\" }", "contact.phone: expected null, or a phone")]
    [InlineData("\"contact\": { \"name\": { \"vi\": \"A\" }, \"phone\": \"1234567890123456\" }", "of 3 to 15 digits")]
    [InlineData("\"contact\": { \"name\": { \"vi\": \"A\" }, \"phone\": \"0236 - 3831 - 333 - 444\" }", "20 signs at most")]
    [InlineData("\"contact\": { \"name\": { \"vi\": \"A\", \"fr\": \"B\" } }", "contact.name.fr: expected a text of at most 80")]
    [InlineData("\"announcements\": [ { \"text\": { \"en\": \"A\" } } ]", "announcements[0].text.vi: expected a text")]
    [InlineData("\"announcements\": [ { \"text\": { \"vi\": \"A\" }, \"from\": \"25/07/2026\" } ]", "announcements[0].from: expected null, or a day")]
    [InlineData("\"announcements\": [ { \"text\": { \"vi\": \"A\" }, \"from\": \"2026-07-25\", \"until\": \"2026-07-24\" } ]", "until: expected a day that is not before")]
    [InlineData("\"announcements\": [ { \"text\": { \"vi\": \"A\" }, \"large\": 1 } ]", "announcements[0].large: expected true or false")]
    [InlineData("\"announcements\": [ 1, 2, 3, 4, 5, 6 ]", "announcements: expected a list of at most 5")]
    [InlineData("\"announcements\": [ 1 ]", "announcements[0]: expected an object")]
    [InlineData("\"colours\": { \"bar\": \"red\" }", "colours.bar: expected a colour as #0E4A58")]
    [InlineData("\"colours\": { \"ground\": \"#8AB6B9\" }", "colours.ground: expected a contrast of at least 4.5 to white text")]
    [InlineData("\"colours\": { \"accent\": \"#0E5A68\" }", "colours.accent: expected a contrast of at least 4.5 to the bar #05232B")]
    [InlineData("\"logo\": \"../etc/passwd\"", "logo: expected null, or the name of a file beside this one")]
    [InlineData("\"logo\": \"none.png\"", "none.png can't be read")]
    public void What_is_wrong_in_it_is_told_by_its_place(string members, string told) =>
        Assert.Contains(
            Load(members).Faults, fault => fault.ToString().Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData(81)]
    [InlineData(500)]
    public void A_text_that_is_too_long_is_one_fault_which_says_by_how_much_and_in_which_folder(int length)
    {
        var fault = Assert.Single(Load(
            $$"""
            "contact": { "name": { "vi": "{{new string('x', length)}}" }, "phone": "0236 000 0000" }
            """).Faults);

        Assert.Contains(
            $"{_folder.File("markets/han.json")}, contact.name.vi: expected a text of at most 80 characters",
            fault.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($", but it has {length}", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"contact\": {\n  \"name\" { } }", "line 2, column 10: no right JSON: { can't stand here: is a comma, a colon")]
    [InlineData("\"gln\": \"x\"\n \"logo\": null", "line 2, column 2: no right JSON: \" can't stand here")]
    [InlineData("\"tên\": đúng", "line 1, column 39: no right JSON: đ can't stand here")]
    [InlineData("\"gln\": \"x\n, \"logo\": null", "line 1, column 41: no right JSON: the line ends within a text")]
    [InlineData("\"gln\": \"a\tb\"", "column 41: no right JSON: a tab or another control character can't stand")]
    [InlineData("\"gln\": \"\\d\"", "no right JSON: no such character can be told by a backslash")]
    [InlineData("// a \" and {{{{{{{{{{{{{{{{{{\n/* [[[[ */ \"gln\": !", "line 2, column 19: no right JSON: ! can't stand")]
    [InlineData("\"gln\": { ", "no right JSON: the file ends too soon: is a closing bracket")]
    [InlineData("\"gln\": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "no right JSON: more than 16 brackets lie within each other")]
    public void What_is_no_json_is_told_by_its_file_line_and_column_in_words_for_people(string members, string told)
    {
        var fault = Load(members).Faults[0].ToString();

        Assert.Contains($"{_folder.File("markets/han.json")} line ", fault, StringComparison.Ordinal);
        Assert.True(fault.Contains(told, StringComparison.Ordinal), fault);
    }

    [Fact]
    public void An_announcement_with_a_fault_is_left_out_and_the_others_are_told()
    {
        _folder.Write("markets/han.json", """
            { "name": { "vi": "Chợ Hàn" }, "announcements": [
              { "text": { "vi": "A" }, "from": "2026-07-25", "until": "2026-07-24" }, { "text": { "vi": "B" } },
              { "text": { "en": "C" } }, { "text": { "vi": "D" }, "large": "yes" }, 5 ] }
            """);
        var faults = new List<SettingFault>();

        var market = MarketFile.Read(new DeviceConfig(_folder.Path), "han", faults);

        Assert.Equal("B", Assert.Single(market.Announcements).Text["vi"]);
        Assert.Equal(4, faults.Count);
    }

    [Fact]
    public void A_logo_that_is_no_picture_is_refused()
    {
        _folder.Write("markets/han.png", "<svg onload='alert(1)'/>");
        Assert.Contains("expected a PNG, WebP or JPEG", Load("\"logo\": \"han.png\"").Faults[0].ToString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#FFFFFF", "#000000", 21)]
    [InlineData("#FFFFFF", "#0B7040", 6.2)]
    [InlineData("#FFC83D", "#05232B", 10.6)]
    public void Contrast_is_reckoned_as_wcag_does(string one, string other, double ratio) =>
        Assert.Equal(ratio, MarketPalette.Contrast(one, other), 0.06);

    [Fact]
    public void A_contrast_that_misses_by_a_hair_is_not_told_as_what_is_asked_for()
    {
        // 4.48 and 2.99 are no 4.5 and no 3.
        Assert.All(
            Enumerable.Range(0, 256).SelectMany(
                grey => MarketPalette.FaultsOf(MarketPalette.House with { Ground = $"#{grey:X2}{grey:X2}{grey:X2}" })),
            fault => Assert.True(
                double.Parse(fault.Expected.Split("has ")[1], CultureInfo.InvariantCulture)
                    < double.Parse(fault.Expected.Split("at least ")[1].Split(' ')[0], CultureInfo.InvariantCulture),
                fault.Expected));
        Assert.Contains(
            "to white text, but #777777 has 4.47",
            MarketPalette.FaultsOf(MarketPalette.House with { Ground = "#777777" })[0].Expected,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_house_s_own_colours_are_readable() =>
        Assert.Empty(MarketPalette.FaultsOf(MarketPalette.House));

    [Fact]
    public void A_bar_on_which_white_can_be_read_but_not_the_languages_names_is_refused()
    {
        var palette = MarketPalette.House with { Bar = "#6D6D6D", Accent = "#FFFFFF" };
        var fault = Assert.Single(MarketPalette.FaultsOf(palette));

        Assert.Equal("bar", fault.Key);
        Assert.Contains("text of #CFE3E5, but #6D6D6D has 3.8", fault.Expected, StringComparison.Ordinal);
    }

    private Market Right(string members)
    {
        var loaded = Load(members);
        Assert.Empty(loaded.Faults);
        return loaded.Configuration!.Market;
    }

    private LoadedConfiguration Load(string members)
    {
        _folder.Write("markets/han.json", $$"""{ "name": { "vi": "Chợ Hàn" }, {{members}} }""");
        _folder.Write("kiosk.json", """
            { "kiosk": { "id": "k-1", "market": "han", "dataFolder": "/tmp/x" },
              "scanning": { "scanners": [ { "name": "front", "driver": "tcp", "port": "9101" } ] } }
            """);
        return ConfigurationLoader.Load(new ConfigurationSources
        {
            File = Path.Combine(_folder.Path, "kiosk.json"),
            DeviceConfig = _folder.Path,
        });
    }

    private static byte[] Png() =>
        [0x89, .. Encoding.ASCII.GetBytes("PNG\r\n\u001A\n"), 0, 0, 0, 13, .. Encoding.ASCII.GetBytes("IHDR")];
}
