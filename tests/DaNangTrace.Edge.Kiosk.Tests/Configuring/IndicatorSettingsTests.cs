using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>What lamps, buzzers and the language button are refused for, beyond their form.</summary>
public sealed class IndicatorSettingsTests : IDisposable
{
    private const string HowToBuild =
        " is not in this program: build it with dotnet publish src/DaNangTrace.Edge -p:UseIotDeviceBindings=true";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        """
        "indicators": [ { "driver": "lamp", "green": 17, "amber": 27, "red": 22 }, { "driver": "buzzer", "pin": 18 } ],
        "languageButton": { "pin": 5 }
        """,
        null)]
    [InlineData(""" "indicators": [ { "driver": "lamp", "red": 0 } ] """, null)]
    [InlineData(""" "indicators": [ { "driver": "lamp", "red": 17, "pin": 17 } ] """, null)]
    [InlineData(
        """ "indicators": [ { "driver": "lamp" } ] """,
        "showing.indicators[0].green: missing, expected a pin for green, amber or red, or for more of them")]
    [InlineData(
        """ "indicators": [ { "driver": "lamp", "red": 1 }, { "driver": "buzzer", "red": 17 } ] """,
        "showing.indicators[1].pin: missing, expected the buzzer's pin")]
    [InlineData(
        """ "indicators": [ { "driver": "lamp", "green": 17, "red": 17 } ] """,
        "showing.indicators[0].red: pin 17 is that of showing.indicators[0].green already: expected another one")]
    [InlineData(
        """ "indicators": [ { "driver": "lamp", "red": 4 }, { "driver": "buzzer", "pin": 4 } ] """,
        "showing.indicators[1].pin: pin 4 is that of showing.indicators[0].red already: expected another one")]
    [InlineData(
        """ "indicators": [ { "driver": "buzzer", "pin": 4 } ], "languageButton": { "pin": 4 } """,
        "showing.languageButton.pin: pin 4 is that of showing.indicators[0].pin already: expected another one")]
    [InlineData(
        """
        "displays": [ { "driver": "oled", "device": "/dev/spidev0.0", "dataPin": 24, "resetPin": 25 } ],
        "languageButton": { "pin": 25 }
        """,
        "showing.languageButton.pin: pin 25 is that of showing.displays[0].resetPin already: expected another one")]
    [InlineData(
        """ "indicators": [ { "driver": "buzzer-bindings" } ] """,
        "showing.indicators[0].driver: buzzer-bindings" + HowToBuild)]
    [InlineData(
        """ "displays": [ { "driver": "web" }, { "driver": "lcd-bindings" } ] """,
        "showing.displays[1].driver: lcd-bindings" + HowToBuild
        + ", or use the driver lcd, which needs no package")]
    [InlineData(
        """ "indicators": [ { "driver": "siren" } ] """,
        "showing.indicators[0].driver: \"siren\" is not accepted, expected one of lamp, buzzer, buzzer-bindings")]
    public void What_does_not_fit_is_told_with_what_is_expected(string showing, string? told)
    {
        var faults = Faults(showing);

        if (told is null)
            Assert.Empty(faults);
        else
            Assert.Equal(told, Assert.Single(faults));
    }

    [Fact]
    public void A_program_that_brings_the_drivers_along_takes_them() => Assert.Empty(Faults(
        """ "displays": [ { "driver": "lcd-bindings" } ], "indicators": [ { "driver": "buzzer-bindings" } ] """,
        "lcd-bindings", "buzzer-bindings"));

    [Theory]
    [InlineData(""" { "driver": "lamp", "red": 17, "activeLow": true } """)]
    [InlineData(""" { "driver": "lamp", "red": 17, "pin": 17 } """, "pin has no effect on the driver lamp")]
    [InlineData(
        """ { "driver": "buzzer", "pin": 18, "green": 4, "hertz": 440 } """,
        "green has no effect on the driver buzzer", "hertz has no effect on the driver buzzer")]
    [InlineData(
        """ { "driver": "buzzer-bindings", "pwmChip": 1, "pwmChannel": 1, "hertz": 440, "pin": 18 } """,
        "pin has no effect on the driver buzzer-bindings")]
    public void What_has_no_effect_is_told(string indicator, params string[] told) =>
        Assert.Equal(
            told.Select(one => $"showing.indicators[0].{one}: leave it out."),
            DisplayHints.Of(Load($$""" "indicators": [ {{indicator}} ] """, "buzzer-bindings").Configuration!.Showing));

    private List<string> Faults(string showing, params string[] further) =>
        [.. Load(showing, further).Faults.Select(fault => fault.ToString())];

    private LoadedConfiguration Load(string showing, params string[] further) =>
        ConfigurationLoader.Load(new ConfigurationSources
        {
            File = _folder.Write(
                "kiosk.json", $$"""{ "kiosk": { "id": "k-1", "market": "han" }, "showing": { {{showing}} } }"""),
            DeviceConfig = _folder.Path,
            FurtherDrivers = further,
        });
}
