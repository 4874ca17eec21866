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
        "[1].device: /dev/i2c-1, address 39 is another display's already: expected each once")]
    [InlineData(
        """ { "driver": "web" }, { "driver": "web", "ppi": 120 } """,
        "[1].driver: the kiosk's page is another display's already: expected each once")]
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
        """ { "driver": "neon" } """,
        "[0].driver: \"neon\" is not accepted, expected one of web, framebuffer, oled, lcd, console, lcd-bindings")]
    public void What_does_not_fit_is_told_with_what_is_expected(string displays, string told) =>
        Assert.Contains(
            "showing.displays" + told,
            Load($$""" "displays": [ {{displays}} ] """).Faults.Select(fault => fault.ToString()));

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
