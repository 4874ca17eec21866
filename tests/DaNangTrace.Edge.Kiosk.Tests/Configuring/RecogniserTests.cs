using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

public sealed class RecogniserTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_shipped_file_is_right_by_its_own_rules_and_its_examples_are_found()
    {
        // The program trusts its own file because this test looks at it as if it were somebody else's.
        _folder.Write("recognisers.json", File.ReadAllText(Shipped("recognisers.json")));
        var asAnothers = Right();
        var own = RecogniserFile.Load("/nowhere").Options!;

        Assert.Equal(
            asAnothers.Stamps.Select(stamp => (stamp.Vendor, string.Join(' ', stamp.Hosts))),
            own.Stamps.Select(stamp => (stamp.Vendor, string.Join(' ', stamp.Hosts))));
        Assert.Equal(asAnothers.CompressedHosts, own.CompressedHosts);
        var reader = new Gs1Reader(TimeProvider.System, own);
        using var file = JsonDocument.Parse(File.ReadAllText(Shipped("recognisers.json")));
        foreach (var example in file.RootElement.GetProperty("stamps").EnumerateArray()
            .SelectMany(stamp => stamp.GetProperty("examples").EnumerateArray()))
        {
            var web = Assert.IsType<Reading.Web>(
                reader.Read(Symbol.Parse(example.GetProperty("url").GetString()!)));
            Assert.Equal(example.GetProperty("traceCode").GetString(), web.Stamp?.TraceCode);
        }
    }

    [Fact]
    public void Samples_stand_on_hosts_that_can_t_be_anybody_s()
    {
        foreach (var stamp in RecogniserFile.Load("/nowhere").Options!.Stamps)
        {
            Assert.StartsWith("sample-", stamp.Vendor, StringComparison.Ordinal);
            Assert.All(stamp.Hosts, host => Assert.EndsWith(".example", host, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_file_in_the_folder_stands_in_for_the_program_s_own_as_a_whole()
    {
        _folder.Write("recognisers.json", """{ "compressedHosts": [] }""");
        var options = Right();
        Assert.Empty(options.CompressedHosts);
        Assert.Empty(options.Stamps);

        _folder.Write("recognisers.json", "{}");
        Assert.Equal(["id.gs1.org"], Right().CompressedHosts);
    }

    [Fact]
    public void Hosts_are_compared_in_lower_case_and_punycode()
    {
        _folder.Write("recognisers.json", OneStamp(
            """ "vendor": "a", "hosts": ["TEM.Chợ.example"], "pattern": "^/(?<code>.+)$" """,
            """{ "url": "https://tem.CHỢ.example/x1", "traceCode": "x1" }"""));

        Assert.Equal(["tem.xn--ch-3bt.example"], Right().Stamps[0].Hosts);
    }

    [Fact]
    public void All_faults_are_told_at_once_each_with_its_path_and_what_is_accepted()
    {
        _folder.Write("recognisers.json", """
            { "compressedHosts": ["id.gs1.org", "https://x.example/"], "stamp": [],
              "stamps": [
                { "vendor": "A B", "hosts": ["a.example", "A.EXAMPLE", "a b", "x:80", "*.x", "-", "u@x", "y."],
                  "pattern": "(?<code>a", "examples": [ { "url": "ftp://a", "traceCode": "x" } ] },
                { "vendor": "b", "hosts": [], "pattern": "a(?=b)(?<code>c)", "examples": [], "more": 1 },
                { "vendor": "c", "hosts": ["c.example"], "pattern": "^/(\\w+)",
                  "examples": [ { "url": "https://c.example/x", "traceCode": "é" } ] },
                { "vendor": "d", "hosts": ["d.example"], "pattern": "^/(?<code>[a-z]+)",
                  "examples": [ { "url": "https://d.example/xy", "traceCode": "z" }, { "url": "https://d.example/1" },
                                { "url": "https://d.example/01/08936012345674", "traceCode": "a" },
                                { "url": "https://d .example/", "traceCode": "a" } ] },
                { "vendor": "e", "hosts": ["d.example"], "pattern": "^/(?<code>[a-z]+)",
                  "examples": [ { "url": "https://d.example/xy", "traceCode": "xy" } ] },
                null, 7 ] }
            """);
        var faults = Faults();

        Told("compressedHosts[1]", "whole host name");
        Told("stamp", "known here: $schema, compressedHosts, stamps (did you mean stamps?)");
        Told("stamps[0].vendor", "^[a-z0-9-]{1,32}$");
        Told("stamps[0].hosts[1]", "the same host");
        foreach (var i in (int[])[2, 3, 4, 6, 7])
            Told($"stamps[0].hosts[{i}]", "whole host name");
        Told("stamps[0].pattern", "Not enough )'s");
        Told("stamps[0].examples[0].url", "http or https");
        Told("stamps[1].hosts", "a list [ … ] of 1 to 16");
        Told("stamps[1].pattern", "lookahead");
        Told("stamps[1].examples", "a list [ … ] of 1 to 8");
        Told("stamps[1].more", "no such key");
        Told("stamps[2].pattern", "no group (?<code>…)");
        Told("stamps[2].examples[0].traceCode", "1 to 64 printable");
        Told("stamps[3].examples[0]", "expected \"z\", found \"xy\"");
        Told("stamps[3].examples[1].traceCode", "missing");
        Told("stamps[3].examples[2]", "GS1 Digital Link");
        Told("stamps[3].examples[3]", "no web address");
        Told("stamps[4].examples[0]", "expected \"xy\", found \"xy\" of d");
        Told("stamps[5]", "expected an object");
        Told("stamps[6]", "expected an object");
        Assert.Equal(24, faults.Count);

        void Told(string path, string message) => Assert.Contains(faults, fault =>
            fault.StartsWith($"{_folder.File("recognisers.json")}: {path}: ", StringComparison.Ordinal)
            && fault.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("null", "expected a JSON object")]
    [InlineData("{ \"stamps\": ", "line 1")]
    [InlineData("{ \"stamps\": [], \"stamps\": [] }", "stands twice")]
    [InlineData("{ \"stamps\": null }", "expected a list [ … ] of at most 64")]
    [InlineData("{ \"stamps\": {} }", "expected a list")]
    [InlineData("{ \"compressedHosts\": [\"\\ud800\"] }", "half a character")]
    public void A_file_that_can_t_be_read_is_told(string text, string told)
    {
        _folder.Write("recognisers.json", text);

        Assert.Contains(Faults(), fault => fault.Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(64, 16, 512, 8, true)]
    [InlineData(65, 1, 20, 1, false)]
    [InlineData(1, 17, 20, 1, false)]
    [InlineData(1, 1, 513, 1, false)]
    [InlineData(1, 1, 20, 9, false)]
    public void Everything_has_a_limit(int stamps, int hosts, int pattern, int examples, bool right)
    {
        var tail = new string('a', pattern - "^/(?<code>x)".Length);
        var entry = OneStamp(
            $"\"vendor\": \"v\", \"hosts\": [{List(hosts, i => $"\"h{i}.example\"")}], "
                + $"\"pattern\": \"^/(?<code>x){tail}\"",
            List(examples, _ => "{ \"url\": \"https://h0.example/\", \"traceCode\": null }"));
        var one = entry[(entry.IndexOf('[', StringComparison.Ordinal) + 1)..entry.LastIndexOf(']')];
        _folder.Write("recognisers.json", $"{{ \"stamps\": [{List(stamps, _ => one)}] }}");

        Assert.Equal(right, RecogniserFile.Load(_folder.Path).Faults.Count == 0);
    }

    [Fact]
    public void Too_large_a_file_and_a_folder_of_its_name_are_told()
    {
        _folder.Write("recognisers.json", "{}" + new string(' ', 1024 * 1024));
        Assert.Contains("more than 1048576 bytes", Assert.Single(Faults()), StringComparison.Ordinal);

        File.Delete(_folder.File("recognisers.json"));
        Directory.CreateDirectory(_folder.File("recognisers.json"));
        Assert.Contains("can't be read", Assert.Single(Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_kiosk_s_configuration_carries_them_and_tells_their_faults_beside_its_own()
    {
        const string Stamps = """{ "compressedHosts": ["dl.example"] }""";
        _folder.Write("recognisers.json", Stamps);
        var loaded = Load("""{ "kiosk": { "id": "k-1", "market": "han" } }""");
        Assert.Equal(["dl.example"], loaded.Configuration!.Scanning.Recognisers.CompressedHosts);

        _folder.Write("recognisers.json", """{ "stamps": 1 }""");
        Assert.Equal(
            [_folder.File("recognisers.json") + ": stamps", "kiosk.id"],
            Load("""{ "kiosk": { "id": "K", "market": "han" } }""").Faults.Select(fault => fault.Path)
                .Order(StringComparer.Ordinal));
        Assert.Equal(2, Load("{").Faults.Count);
    }

    [Fact]
    public void A_trace_code_goes_to_the_city_and_the_rest_of_the_address_does_not()
    {
        var reader = new Gs1Reader(TimeProvider.System, RecogniserFile.Load("/nowhere").Options);
        var reading = SightingReading.Of(reader.Read(Symbol.Parse(
            "]Q1https://khach:TIMOT@stamps.example:8443/t/DN24A0001Z?khach=TIMOT#TIMOT")));

        Assert.Equal(
            JsonSerializer.Serialize(new SightingReading
            {
                Kind = "web",
                Symbology = "Q1",
                Host = "stamps.example",
                TraceCode = "DN24A0001Z",
            }),
            JsonSerializer.Serialize(reading));
    }

    public void Dispose() => _folder.Dispose();

    private static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "device-config", name);

    private static string OneStamp(string members, string examples) =>
        $$"""{ "stamps": [ { {{members}}, "examples": [ {{examples}} ] } ] }""";

    private static string List(int count, Func<int, string> one) =>
        string.Join(", ", Enumerable.Range(0, count).Select(one));

    private LoadedConfiguration Load(string text) => ConfigurationLoader.Load(new ConfigurationSources
    {
        File = _folder.Write("kiosk.json", text),
        DeviceConfig = _folder.Path,
    });

    private Gs1Options Right()
    {
        var loaded = RecogniserFile.Load(_folder.Path);
        Assert.Empty(loaded.Faults);
        return loaded.Options!;
    }

    private List<string> Faults() =>
        [.. RecogniserFile.Load(_folder.Path).Faults.Select(fault => fault.ToString())];
}
