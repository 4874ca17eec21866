using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>The profiles of <c>device-config/displays/</c>, and what displays are refused for.</summary>
public sealed class DisplayProfileTests : IDisposable
{
    private static readonly string[] Bindings = ["lcd-bindings"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Profiles => [.. new DeviceConfig("/nowhere").Names("displays")];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Each_profile_is_accepted_and_makes_a_display(string profile)
    {
        var loaded = Load(Naming(profile));

        Assert.Empty(loaded.Faults);
        var display = Assert.Single(loaded.Configuration!.Showing.Displays);
        Assert.Equal(profile, display.Profile);
        if (display.Driver == DisplayMaker.Web || Bindings.Contains(display.Driver))
            return;
        Assert.Equal([display.Driver], NamesOf(loaded.Configuration.Showing));
    }

    [Fact]
    public void Each_driver_has_a_profile()
    {
        var drivers = Profiles.Select(row => row.Data)
            .Select(profile => Load(Naming(profile)).Configuration!)
            .Select(configuration => configuration.Showing.Displays[0].Driver).Distinct();

        var schema = DeviceConfig.Schema().Child("showing")!.Child("displays")!.Items!.Child("driver")!;
        Assert.Equal(schema.Values.Order(), drivers.Order());
    }

    [Fact]
    public void Several_of_a_kind_have_names_that_tell_them_apart()
    {
        var loaded = Load("""
            "displays": [ { "driver": "web" }, { "profile": "lcd-20x4" }, { "profile": "lcd-16x2", "address": 38 },
                          { "profile": "lcd-16x2", "address": 37, "name": "back" } ]
            """);

        Assert.Empty(loaded.Faults);
        Assert.Equal(["lcd", "lcd 2", "back"], NamesOf(loaded.Configuration!.Showing));
    }

    [Theory]
    [InlineData(
        """ { "driver": "framebuffer", "device": "/tmp/screen" } """,
        "[0].width: missing, expected the pixels of the picture, since /tmp/screen is a file and tells none")]
    [InlineData(
        """ { "driver": "framebuffer", "device": "/tmp/screen" } """,
        "[0].height: missing, expected the pixels of the picture, since /tmp/screen is a file and tells none")]
    [InlineData(
        """ { "driver": "console" }, { "driver": "console", "device": "-", "name": "second" } """,
        "[1].device: the standard output is that of showing.displays[0] already: expected each once")]
    [InlineData(
        """ { "driver": "lcd", "address": "0x27" } """,
        "[0].address: \"0x27\" is text, expected a whole number from 3 to 119, or null (did you mean 39?)")]
    [InlineData(
        """ { "driver": "oled", "device": "/dev/spidev0.0", "dataPin": "GPIO24" } """,
        "[0].dataPin: \"GPIO24\" is text, expected a whole number from 0 to 999, or null (did you mean 24?)")]
    [InlineData(
        """ { "driver": "lcd", "address": "back" } """,
        "[0].address: \"back\" is text, expected a whole number from 3 to 119, or null")]
    [InlineData(
        """ { "driver": "framebuffer", "device": "/tmp/screen", "width": 800, "height": 480, "stride": 800 } """,
        "[0].stride: 800 bytes hold no row of 800 pixels of 32 bits: expected 3200 or more, in whole pixels")]
    [InlineData(
        """ { "driver": "framebuffer", "device": "fb0" } """,
        "[0].device: fb0 is no absolute path of a device or file")]
    [InlineData(
        """ { "driver": "framebuffer", "console": "/etc/passwd" } """,
        "[0].console: /etc/passwd is no text console: expected one such as /dev/tty1")]
    [InlineData(
        """ { "driver": "oled", "rotation": 90 } """,
        "[0].rotation: 90 is not accepted for an OLED, expected 0 or 180")]
    [InlineData(
        """ { "driver": "oled", "device": "/dev/spidev0.0" } """,
        "[0].dataPin: missing, expected the pin that tells commands from data, on SPI")]
    [InlineData(
        """ { "driver": "lcd", "columns": 16, "rows": 4 } """,
        "[0].rows: 16x4 is not accepted for an LCD, expected 20x4 or 16x2")]
    [InlineData(
        """ { "driver": "lcd", "rotation": 90 } """,
        "[0].rotation: 90 has no effect on the driver lcd: expected 0")]
    [InlineData(
        """ { "driver": "lcd", "columns": 40 } """,
        "[0].columns: 40 is not accepted, expected one of 16, 20")]
    [InlineData(
        """ { "driver": "lcd" }, { "driver": "lcd" } """,
        "[1].device: /dev/i2c-1, address 39 is that of showing.displays[0] already: expected each once")]
    [InlineData(
        """ { "driver": "web" }, { "driver": "web", "ppi": 120 } """,
        "[1].driver: the kiosk's page is that of showing.displays[0] already: expected each once")]
    [InlineData(
        """ { "driver": "lcd", "name": "one" }, { "driver": "oled", "name": "one" } """,
        "[1].name: two displays are called one: each needs a name of its own")]
    [InlineData(
        """ { "driver": "lcd" }, { "driver": "oled", "name": "lcd" } """,
        "[1].name: two displays are called lcd: each needs a name of its own")]
    [InlineData(
        """ { "driver": "web" }, { "driver": "oled", "name": "web" } """,
        "[1].name: two displays are called web: each needs a name of its own")]
    [InlineData(
        """ { "driver": "lcd", "address": 0 } """,
        "[0].address: 0 is not accepted, expected a whole number from 3 to 119, or null")]
    [InlineData(
        """ { "driver": "LCD" } """,
        "[0].driver: \"LCD\" is not accepted, expected one of web, framebuffer, oled, lcd, console, lcd-bindings "
            + "(did you mean lcd?)")]
    [InlineData(
        """ { "driver": "oled", "device": "/dev/spidev0.0", "dataPin": 4 }, """
            + """{ "driver": "oled", "device": "/dev/spidev0.0", "address": 61, "dataPin": 5, "name": "two" } """,
        "[1].device: /dev/spidev0.0 is that of showing.displays[0] already: expected each once")]
    [InlineData(
        """ { "driver": "lcd", "address": "0xFFFFFFFF" } """,
        "[0].address: \"0xFFFFFFFF\" is text, expected a whole number from 3 to 119, or null")]
    [InlineData(
        """ { "driver": "neon" } """,
        "[0].driver: \"neon\" is not accepted, expected one of web, framebuffer, oled, lcd, console, lcd-bindings")]
    public void What_does_not_fit_is_told_with_what_is_expected(string displays, string told) =>
        Assert.Contains(
            "showing.displays" + told,
            Load($$""" "displays": [ {{displays}} ] """).Faults.Select(fault => fault.ToString()));

    [Fact]
    public void A_file_without_its_pixels_is_told_for_each_and_for_nothing_else() =>
        Assert.Equal(
            ["showing.displays[0].width", "showing.displays[0].height"],
            Load(""" "displays": [ { "driver": "framebuffer", "device": "/tmp/screen", "stride": 1001 } ] """)
                .Faults.Select(fault => fault.Path));

    [Theory]
    [InlineData(""" { "driver": "web", "ppi": 120, "touch": false, "scannerAt": "left" } """)]
    [InlineData(""" { "driver": "web", "device": "/dev/fb0" } """, "device has no effect on the driver web")]
    [InlineData(
        """ { "profile": "framebuffer", "width": 800, "height": 480, "touch": false } """,
        "width has no effect on /dev/fb0, which tells its own",
        "height has no effect on /dev/fb0, which tells its own",
        "touch has no effect on the driver framebuffer")]
    [InlineData(
        """ { "profile": "framebuffer-file", "address": 60 } """, "address has no effect on the driver framebuffer")]
    [InlineData(
        """ { "profile": "oled-128x64-spi", "address": 60, "ppi": 200 } """,
        "address has no effect on an OLED on SPI", "ppi has no effect on an OLED on SPI")]
    [InlineData(""" { "profile": "oled-128x64", "dataPin": 4 } """, "dataPin has no effect on an OLED on I2C")]
    [InlineData(""" { "profile": "lcd-20x4", "width": 320 } """, "width has no effect on the driver lcd")]
    public void What_has_no_effect_is_told(string display, params string[] told) =>
        Assert.Equal(
            told.Select(one => $"showing.displays[0].{one}: leave it out."),
            DisplayHints.Of(Load($$""" "displays": [ {{display}} ] """).Configuration!.Showing));

    [Theory]
    [InlineData(""" { "driver": "framebuffer", "device": "/dev/fb1" } """, null)]
    [InlineData(""" { "driver": "framebuffer", "device": "/dev/i2c-1" } """, "no framebuffer as /dev/fb0.")]
    [InlineData(""" { "driver": "lcd", "device": "/dev/i2c-7" } """, null)]
    [InlineData(""" { "driver": "lcd", "device": "/dev/fb0" } """, "no I2C bus as /dev/i2c-1.")]
    [InlineData(
        """ { "driver": "oled", "device": "/dev/spi0.0", "dataPin": 24 } """,
        "neither an I2C bus as /dev/i2c-1 nor on SPI as /dev/spidev0.0.")]
    public void A_device_of_another_kind_is_told(string display, string? told)
    {
        var showing = Load($$""" "displays": [ {{display}} ] """).Configuration!.Showing;
        Assert.Equal(
            told is null ? [] : [$"showing.displays[0].device: {showing.Displays[0].Device} is {told}"],
            DisplayHints.Of(showing));
    }

    [Theory]
    [InlineData(""" { "driver": "lcd", "address": 32 } """, null)]
    [InlineData(""" { "driver": "lcd", "address": 63 } """, null)]
    [InlineData(""" { "driver": "oled", "address": 61 } """, null)]
    [InlineData(
        """ { "driver": "lcd", "address": 27 } """,
        "27 is 0x1B in hexadecimal, and the chip behind an LCD is at 32 to 39 or 56 to 63; 0x27 is 39.")]
    [InlineData(
        """ { "driver": "oled", "address": 39 } """,
        "39 is 0x27 in hexadecimal, and an SSD1306 is at 60 or 61; 0x3C is 60.")]
    public void An_address_where_no_such_chip_can_be_is_told(string display, string? told) =>
        Assert.Equal(
            told is null ? [] : [$"showing.displays[0].address: {told}"],
            DisplayHints.Of(Load($$""" "displays": [ {{display}} ] """).Configuration!.Showing));

    [Fact]
    public void That_there_is_no_display_is_told() =>
        Assert.Equal(
            ["showing.displays is empty: shoppers will see nothing."],
            DisplayHints.Of(Load(""" "displays": [] """).Configuration!.Showing));

    private static List<string> NamesOf(ShowingOptions showing) =>
    [
        .. new DisplayMaker(Samples.Identity, showing, Samples.Clock(), GpioPins.Of(null), FurtherDrivers.None)
            .Make(NullLogger.Instance).Select(display => display.Name),
    ];

    private static string Naming(string profile) => $$""" "displays": [ { "profile": "{{profile}}" } ] """;

    private LoadedConfiguration Load(string showing) => ConfigurationLoader.Load(new ConfigurationSources
    {
        File = _folder.Write(
            "kiosk.json", $$"""{ "kiosk": { "id": "k-1", "market": "han" }, "showing": { {{showing}} } }"""),
        DeviceConfig = _folder.Path,
        FurtherDrivers = Bindings,
    });
}
