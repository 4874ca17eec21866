using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

public sealed class ConfigurationTests : IDisposable
{
    private const string Least = """{ "kiosk": { "id": "k-1", "market": "han" } }""";
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_least_configuration_takes_the_rest_from_the_defaults()
    {
        var configuration = Right(Least);

        var kiosk = configuration.Kiosk;
        Assert.Equal(("k-1", "han", "/var/lib/dntrace", "Asia/Ho_Chi_Minh", "auto"),
            (kiosk.Id, kiosk.Market, kiosk.DataFolder, kiosk.TimeZone, kiosk.Clock));
        Assert.Equal((10, 2d), (configuration.Scanning.ScansPerSecond, configuration.Scanning.RepeatSeconds));
        Assert.Equal(["vi", "en", "ko", "zh"], configuration.Showing.Languages);
        Assert.Equal("http://127.0.0.1:8080", configuration.Web.Listen);
        Assert.Equal(TimeSpan.FromSeconds(2), configuration.Tracing.City.TimeLimit);
        Assert.Equal(["mqtt://127.0.0.1:1883"], configuration.Sending.Servers);
        Assert.Equal("Chợ Hàn", configuration.Market.Name["vi"]);
    }

    [Fact]
    public void The_example_is_right_and_says_what_the_defaults_say()
    {
        var example = Load(File.ReadAllText(Shipped("kiosk.example.json")));

        Assert.Empty(example.Faults);
        Assert.Equal("/dev/serial/by-id/usb-MAKER_MODEL_SERIAL-if00", example.Configuration!.Scanning.Scanners[0].Port);
    }

    [Fact]
    public void Each_layer_lies_over_the_one_before_and_is_named()
    {
        var file = """
            { "kiosk": { "id": "k-1", "market": "han" }, "showing": { "sceneSeconds": 20 }, "sending": { "batch": 7 },
              "scanning": { "scanners": [ { "name": "front", "profile": "generic-serial",
                                            "port": "/dev/serial/by-id/usb-MAKER_MODEL_SERIAL-if00" } ] } }
            """;
        var loaded = Load(file,
            ["scanning.scanners[0].baud=115200", "showing.sceneSeconds=60", "web.hosts=[\"kiosk.local\"]"],
            new()
            {
                ["DNTRACE__SHOWING__SCENESECONDS"] = "40",
                ["DNTRACE__sending__servers__0"] = "mqtts://city.example",
                ["HOME"] = "/",
            });

        var configuration = loaded.Configuration!;
        Assert.Equal(60, configuration.Showing.SceneSeconds);
        Assert.Equal(115200, configuration.Scanning.Scanners[0].Baud);
        Assert.Equal(["kiosk.local"], configuration.Web.Hosts);
        Assert.Equal("default", LayerOf(loaded, "web.listen"));
        Assert.Equal("profile generic-serial", LayerOf(loaded, "scanning.scanners[0].driver"));
        Assert.Equal("--set", LayerOf(loaded, "scanning.scanners[0].baud"));
        Assert.StartsWith("file ", LayerOf(loaded, "sending.batch"), StringComparison.Ordinal);
        Assert.Equal("environment DNTRACE__sending__servers__0", LayerOf(loaded, "sending.servers[0]"));
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_path_and_what_is_accepted()
    {
        var faults = Faults("""
            { "kiosk": { "id": "K 1", "market": "han", "timeZone": "Asia/Da_Nang" },
              "scanning": { "scanners": [ { "name": "front", "driver": "serial", "port": "/dev/x", "baud": "fast" },
                                          { "name": "front", "driver": "serial" } ], "scansPerSeconds": 3 },
              "showing": { "languages": ["vi", "vi", "fr"] },
              "sending": { "batch": 51, "servers": [], "certificate": "/nowhere.pem" } }
            """);

        Assert.Contains(faults,
            fault => fault.StartsWith("kiosk.id: \"K 1\" is not accepted", StringComparison.Ordinal));
        Assert.Contains(faults,
            fault => fault.StartsWith("kiosk.timeZone: this machine knows no time zone", StringComparison.Ordinal));
        Assert.Contains(
            "scanning.scanners[0].baud: \"fast\" is text, expected a whole number from 300 to 921600", faults);
        Assert.Contains(faults, fault => fault.StartsWith(
            "scanning.scanners[1].name: two scanners are called front", StringComparison.Ordinal));
        Assert.Contains(faults,
            fault => fault.StartsWith("scanning.scanners[1].port: missing", StringComparison.Ordinal));
        Assert.Contains(faults,
            fault => fault.StartsWith("scanning.scansPerSeconds: no such key", StringComparison.Ordinal)
                && fault.EndsWith("(did you mean scansPerSecond?)", StringComparison.Ordinal));
        Assert.Contains("showing.languages[1]: \"vi\" stands in the list twice", faults);
        Assert.Contains("showing.languages[2]: \"fr\" is not accepted, expected one of vi, en, ko, zh", faults);
        Assert.Contains("sending.batch: 51 is not accepted, expected a whole number from 1 to 50", faults);
        Assert.Contains(faults, fault => fault.StartsWith("sending.servers: has 0 items", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("sending.certificate: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("", "the file is empty")]
    [InlineData("{ \"kiosk\": nothing }", "line 1")]
    [InlineData("{ \"showing\": { \"displays\": [ { \"address\": 0x27 } ] } }", "write it in decimal, 39 for 0x27")]
    [InlineData("{ “kiosk”: {} }", "write the straight quotation mark \"")]
    public void A_file_that_is_no_right_json_is_told_and_nothing_else(string text, string told) =>
        Assert.Contains(told, Assert.Single(Faults(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "kiosk": null }""")]
    [InlineData("""{ "kiosk": [] }""")]
    [InlineData("""{ "kiosk": { "id": {}, "market": 7 } }""")]
    [InlineData("""{ "scanning": { "scanners": {} } }""")]
    [InlineData("""{ "scanning": { "scanners": [ null, 3, [], {} ] } }""")]
    [InlineData("""{ "sending": { "servers": [ null, {}, "mqtt://u:secret@h" ] } }""")]
    [InlineData("""{ "kiosk": { "id": "\ud800", "market": "han", "\udc00x": 1 } }""")]
    [InlineData("""{ "sending": { "servers": [ "mqtt://user:secr/et@h", "mqtt://u:secret@secret@h" ] } }""")]
    [InlineData("""{ "scanning": { "scanners": [], "scanners.x": 1, "scanners.7.x": 1, "scanners[7]": 1 } }""")]
    [InlineData("""{ "web": { "listen": "http://127.0.0.1:99999" } }""")]
    [InlineData("""{ "scanning.scanners.port": 1, "scanning.scanners[7]": 2, "": 3, ".": 4 }""")]
    [InlineData("""{ "kiosk": { "id": "k\n", "market": "../etc" } }""")]
    [InlineData("""{ "showing": { "displays": [ { "driver": "\ud800", "address": "\udc00" } ] } }""")]
    [InlineData("""{ "showing": { "displays": [ { "profile": "none" } ] } }""")]
    [InlineData("""{ "tracing": { "catalog": 1, "city": { "timeLimit": "soon" } } }""")]
    public void Whatever_stands_in_it_the_faults_are_told(string text)
    {
        var faults = Faults(text);

        Assert.NotEmpty(faults);
        Assert.DoesNotContain(faults, fault => fault.Contains("secr", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("kiosk.name=x", "no such key name; known in kiosk: id, market")]
    [InlineData("nonsense", "expected path=value")]
    [InlineData("sending.servers[5]=mqtt://h", "the next index is 1")]
    [InlineData("sending.servers.first=mqtt://h", "expected an index")]
    [InlineData("kiosk.id.x=1", "no keys below it")]
    [InlineData("scanning.scanners=[{\"name\":\"a\",\"name\":\"b\"}]", "is text, expected a list")]
    public void A_wrong_set_is_told(string set, string told) =>
        Assert.Contains(told, Assert.Single(Load(Least, [set]).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_profile_in_the_folder_wins_over_the_built_in_one()
    {
        _folder.Write("markets/han.json", """{ "name": { "vi": "Chợ khác" } }""");

        Assert.Equal("Chợ khác", Right(Least).Market.Name["vi"]);
    }

    [Fact]
    public void A_market_without_a_vietnamese_name_is_refused()
    {
        _folder.Write("markets/han.json", """{ "name": { "en": "Han" } }""");

        Assert.Contains("name.vi", Assert.Single(Faults(Least)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_stands_twice_is_named_beside_all_other_faults()
    {
        var faults = Faults("""{ "kiosk": { "id": "a", "id": "b", "market": "han" }, "web": { "listen": 1 } }""");

        Assert.Contains("kiosk.id: stands twice: leave one out", faults);
        Assert.Contains(faults, fault => fault.StartsWith("web.listen: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_told()
    {
        var file = _folder.File("kiosk.json");
        File.WriteAllBytes(file, "{ \"kiosk\": { \"Ch\u00e0\": 1 } }".Select(c => (byte)c).ToArray());

        var loaded = ConfigurationLoader.Load(new ConfigurationSources { File = file, DeviceConfig = _folder.Path });

        Assert.Contains("not UTF-8", Assert.Single(loaded.Faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": { "vi": "X" }, "nmae": 2 }""", "no such key nmae")]
    [InlineData("""{ "name": { "vi": "" } }""", "name.vi")]
    [InlineData("""{ "name": { "vi": "X", "fr": "Y" } }""", "name.fr")]
    [InlineData("""{ "name": { "vi": "\ud800" } }""", "half a character")]
    public void A_wrong_market_file_is_told(string market, string told)
    {
        _folder.Write("markets/han.json", market);

        Assert.Contains(Faults(Least), fault => fault.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_market_is_refused_with_those_that_are_known() =>
        Assert.Contains(
            "bac-my-an, con, dong-da, han",
            Assert.Single(Faults(Least.Replace("han", "hoi-an", StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Fact]
    public void Every_profile_that_is_shipped_can_be_used()
    {
        foreach (var market in NamesOf("markets"))
            Right(Least.Replace("han", market, StringComparison.Ordinal));
        foreach (var scanner in NamesOf("scanners"))
        {
            Right("""{ "kiosk": { "id": "k-1", "market": "han" },"""
                + $$""" "scanning": { "scanners": [ { "name": "a", "profile": "{{scanner}}","""
                + """ "port": "/dev/dntrace/MAKER_MODEL_SERIAL-if00" } ] } }""");
        }
        foreach (var display in NamesOf("displays"))
        {
            Right("""{ "kiosk": { "id": "k-1", "market": "han" },"""
                + $$""" "showing": { "displays": [ { "profile": "{{display}}" } ] } }""");
        }
    }

    [Theory]
    [InlineData("""{ "name": "a", "driver": "serial", "port": "/dev/ttyACM0" }""", "whichever device came first")]
    [InlineData("""{ "name": "a", "driver": "wedge", "port": "/dev/input/event3" }""", "whichever device came first")]
    [InlineData("""{ "name": "a", "driver": "hidPos", "port": "/dev/hidraw0" }""", "whichever device came first")]
    [InlineData("""{ "name": "a", "driver": "wedge", "port": "/dev/../dev/input/event0" }""", "came first")]
    [InlineData("""{ "name": "a", "driver": "serial", "port": "/dev/char/166:0" }""", "came first")]
    [InlineData("""{ "name": "a", "driver": "wedge", "port": "/dev/input/by-path/x-kbd" }""", "vendors as well")]
    [InlineData("""{ "name": "a", "profile": "zebra", "driver": "wedge", "port": "/dev/input/by-path/x" }""", null)]
    [InlineData("""{ "name": "a", "driver": "serial", "port": "/dev/ttyAMA0" }""", null)]
    [InlineData("""{ "name": "a", "driver": "serial" }""", "dntrace scanners list")]
    [InlineData("""{ "name": "a", "driver": "wedge", "port": "/dev/serial/by-id/x" }""", "is a serial line")]
    [InlineData("""{ "name": "a", "driver": "serial", "port": "/dev/input/by-id/x" }""", "is an input device")]
    [InlineData("""{ "name": "a", "profile": "zebra", "lengthByte": true, "envelope": "none" }""", "looks like CR")]
    [InlineData("""{ "name": "a", "profile": "zebra", "lengthByte": true, "terminator": "CR" }""", "looks like STX")]
    [InlineData("""{ "name": "a", "profile": "zebra" }, { "name": "b", "profile": "zebra" }""", "tells them apart")]
    [InlineData("""{ "name": "a", "profile": "zebra" }, { "name": "b", "profile": "zebra", "serial": "2" }""", null)]
    [InlineData("""{ "name": "a", "driver": "serial", "vendors": ["05e0"] }""", null)]
    [InlineData("""{ "name": "a", "driver": "wedge", "vendors": ["5e0"] }""", "pattern ^[0-9A-Fa-f]{4}$")]
    [InlineData("""{ "name": "a", "driver": "wedge", "port": "9101" }""", "no device file")]
    [InlineData("""{ "name": "a", "driver": "tcp" }""", "expected a port")]
    [InlineData("""{ "name": "a", "driver": "tcp", "port": "9101" }""", null)]
    [InlineData("""{ "name": "a", "driver": "tcp", "port": "[::1]:9101" }""", null)]
    [InlineData("""{ "name": "a", "driver": "tcp", "port": "99999" }""", "no port from 1 to 65535")]
    [InlineData("""{ "name": "a", "driver": "tcp", "port": "8080" }""", "is the port of web.listen")]
    [InlineData(
        """{ "name": "a", "driver": "tcp", "port": "9" }, { "name": "b", "driver": "tcp", "port": "0.0.0.0:9" }""",
        "9 is another scanner's port already")]
    [InlineData("""{ "name": "a", "profile": "symbol", "port": "/dev/dntrace/a" }""", "there is no scanners/symbol")]
    [InlineData("""{ "name": "a", "profile": "Zebra", "port": "/dev/dntrace/a" }""", "is not accepted")]
    [InlineData("""{ "name": "a", "driver": "scripted", "port": "9101" }""", "no absolute path")]
    [InlineData("""{ "name": "a", "profile": "zebra", "terminator": "CRCR" }""", "pattern")]
    [InlineData("""{ "name": "a", "profile": "zebra", "terminator": "\\x1E\\x04" }""", null)]
    [InlineData("""{ "name": "a", "profile": "zebra", "baud": 299 }""", "from 300 to 921600")]
    [InlineData("""{ "name": "a", "profile": "zebra", "layout": "vn" }""", "one of us, gb, de, fr")]
    public void A_scanner_is_named_by_what_stays(string scanner, string? told)
    {
        var faults = Faults(
            """{ "kiosk": { "id": "k-1", "market": "han" }, "scanning": { "scanners": [ """ + scanner + " ] } }");

        if (told is null)
            Assert.Empty(faults);
        else
            Assert.Contains(told, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_names_no_driver_is_told()
    {
        _folder.Write("scanners/own.json", """{ "vendors": ["05e0"] }""");

        var fault = Assert.Single(Faults(
            """{ "kiosk": { "id": "k-1", "market": "han" }, "scanning": { "scanners": """
            + """[ { "name": "a", "profile": "own" } ] } }"""));

        Assert.Contains("scanners[0].driver: missing", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Comments_and_a_last_comma_are_forgiven() =>
        Right("""{ "kiosk": { "id": "k-1", /* the first */ "market": "han", }, }""");

    public void Dispose() => _folder.Dispose();

    private static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "device-config", name);

    private static string LayerOf(LoadedConfiguration loaded, string path) =>
        loaded.Settings.Single(setting => setting.Path == path).Layer;

    private static IEnumerable<string> NamesOf(string kind) =>
        Directory.GetFiles(Shipped(kind)).Select(file => Path.GetFileNameWithoutExtension(file));

    private LoadedConfiguration Load(
        string text, string[]? sets = null, Dictionary<string, string>? environment = null) =>
        ConfigurationLoader.Load(new ConfigurationSources
        {
            File = _folder.Write("kiosk.json", text),
            DeviceConfig = _folder.Path,
            Environment = environment ?? [],
            Set = sets ?? [],
            FurtherDrivers = ["lcd-bindings"],
        });

    private KioskConfiguration Right(string text)
    {
        var loaded = Load(text);
        Assert.Empty(loaded.Faults);
        return loaded.Configuration!;
    }

    private List<string> Faults(string text) => [.. Load(text).Faults.Select(fault => fault.ToString())];
}
