using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

public sealed class ScannerProfileTests : IDisposable
{
    private static readonly string[] Shipped =
        ["datalogic", "generic-hid-pos", "generic-serial", "generic-wedge", "honeywell", "newland", "zebra"];

    private readonly TempFolder _folder = new();

    [Fact]
    public void Every_profile_is_right_makes_a_scanner_and_tells_what_to_scan_from_the_manual()
    {
        var profiles = ScannerProfiles.Load(_folder.Path);

        Assert.Empty(profiles.Faults);
        Assert.Equal(Shipped, profiles.All.Select(profile => profile.Name));
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "device-config", "scanners"), "*.json");
        Assert.Equal(Shipped, files.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        foreach (var profile in profiles.All)
        {
            Assert.NotEmpty(profile.Description);
            Assert.All(
                (string?[])[profile.Setup.Interface, profile.Setup.Suffix, profile.Setup.Aim, profile.Setup.Lock],
                words => Assert.False(string.IsNullOrWhiteSpace(words), profile.Name));
            var scanner = ScanningSetup.Make(profile.Options, Samples.Clock(), NullLogger.Instance, new DeviceClaims());
            Assert.Equal(Wellness.Degraded, scanner.Condition.Now.Wellness);
        }
    }

    [Fact]
    public void A_file_may_name_any_profile_and_its_own_words_win()
    {
        foreach (var name in Shipped)
        {
            var file = _folder.Write("kiosk.json", $$"""
                { "kiosk": { "id": "k-1", "market": "han" },
                  "scanning": { "scanners": [ { "name": "front", "profile": "{{name}}", "baud": 115200,
                                                "port": "/dev/dntrace/front" } ] } }
                """);
            var loaded = ConfigurationLoader.Load(
                new ConfigurationSources { File = file, DeviceConfig = _folder.Path });

            Assert.Empty(loaded.Faults);
            Assert.Equal(115200, loaded.Configuration!.Scanning.Scanners[0].Baud);
        }
    }

    [Theory]
    [InlineData("serial", "05e0", "zebra")]
    [InlineData("wedge", "05E0", "zebra")]
    [InlineData("hidPos", "23d0", "honeywell")]
    [InlineData("serial", "1eab", "newland")]
    [InlineData("wedge", "05f9", "datalogic")]
    [InlineData("serial", "0403", "generic-serial")]
    [InlineData("wedge", "ffff", "generic-wedge")]
    [InlineData("hidPos", null, "generic-hid-pos")]
    public void A_device_gets_its_makers_profile_or_the_general_one(string driver, string? vendor, string name)
    {
        var device = new PluggedDevice { Driver = driver, Path = "/dev/x", Vendor = vendor };

        Assert.Equal(name, ScannerProfiles.Load(_folder.Path).Fitting(device)?.Name);
    }

    [Fact]
    public void A_profile_that_is_wrong_is_told_and_the_others_are_there()
    {
        _folder.Write("scanners/zebra.json", """{ "driver": "serial", "baud": 12, "bauds": 1 }""");
        _folder.Write("scanners/broken.json", "{");

        var profiles = ScannerProfiles.Load(_folder.Path);

        Assert.Equal(Shipped.Except(["zebra"]), profiles.All.Select(profile => profile.Name));
        Assert.Equal(
            ["scanners/broken.json", "scanners/zebra.json.baud", "scanners/zebra.json.bauds"],
            profiles.Faults.Select(fault => fault.Path));
    }

    public void Dispose() => _folder.Dispose();
}
