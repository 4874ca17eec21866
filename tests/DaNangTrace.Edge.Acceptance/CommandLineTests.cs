using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The commands of the published program: what they print, and their exit codes.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task Decode_answers_the_lines_of_standard_input_one_by_one()
    {
        var answer = await Cli.RunAsync(["decode", "--json"], "8936012345674\n8936012345673\n"u8.ToArray());

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(2, answer.OutputLines.Length);
        var item = JsonDocument.Parse(answer.OutputLines[0]).RootElement;
        Assert.Equal(
            [
                "kind", "symbology", "inferred", "gtin", "elements", "digitalLink", "faults", "warnings",
                "alternative", "expires", "stamp", "scheme", "host",
            ],
            item.EnumerateObject().Select(member => member.Name));
        Assert.Equal("item", item.GetProperty("kind").GetString());
        Assert.Equal("08936012345674", item.GetProperty("gtin").GetString());
        var unreadable = JsonDocument.Parse(answer.OutputLines[1]).RootElement;
        Assert.Equal("unreadable", unreadable.GetProperty("kind").GetString());
        Assert.Equal("check-digit", unreadable.GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Decode_gives_one_line_for_one_code_whatever_the_bytes()
    {
        byte[] lines =
        [
            .. "\r\n\n"u8, 0xE9, 0, 7, .. "\n"u8, .. "]d201\\x1d\\q\\\\\n"u8, .. new byte[9000], .. "\nlast"u8,
        ];
        var answer = await Cli.RunAsync(["decode", "--json"], lines);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(
            ["unreadable", "unreadable", "text", "unreadable", "unreadable", "text"],
            answer.OutputLines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Decode_in_a_terminal_takes_a_GS_as_it_comes_and_answers_in_colour()
    {
        var typed = "010893601234567410A1\u001D21S1\n"u8.ToArray();
        var answer = await Cli.RunInTerminalAsync("decode", typed);
        Assert.Contains("/10/A1/21/S1", answer.Output, StringComparison.Ordinal);
        Assert.Contains("\e[1mA1\e[0m", answer.Output, StringComparison.Ordinal);

        answer = await Cli.RunInTerminalAsync("decode --color never", typed);
        Assert.DoesNotContain("\e[1m", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_takes_codes_as_arguments_with_escapes()
    {
        var answer = await Cli.RunAsync(["decode", "--json", @"]d2010893601234567410A1\x1D217", "@9520001000010"]);

        Assert.Equal(0, answer.ExitCode);
        var item = JsonDocument.Parse(answer.OutputLines[0]).RootElement;
        Assert.Equal("d2", item.GetProperty("symbology").GetString());
        Assert.Equal(
            ["01", "10", "21"],
            item.GetProperty("elements").EnumerateArray().Select(one => one.GetProperty("ai").GetString()));
        Assert.Equal(2, answer.OutputLines.Length);
    }

    [Fact]
    public async Task Decode_follows_the_recognisers_and_refuses_broken_ones()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("recognisers.json"), """
            { "compressedHosts": ["tem.example"],
              "stamps": [ { "vendor": "a", "hosts": ["a.example"], "pattern": "^/(?<code>[0-9]+)$",
                            "examples": [ { "url": "https://a.example/42", "traceCode": "42" } ] } ] }
            """);
        string[] command =
            ["decode", "--json", "--device-config", folder.Path, "https://tem.example/ARFKk4XB0CDKWcnpq"];
        var answer = await Cli.RunAsync(command);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("\"gtin\":\"09506000134376\"", answer.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(folder.File("recognisers.json"), """{ "stamps": [ { "vendor": "a" } ] }""");
        answer = await Cli.RunAsync(command);
        Assert.Equal((78, ""), (answer.ExitCode, answer.Output));
        foreach (var key in (string[])["hosts", "pattern", "examples"])
            Assert.Contains($"recognisers.json: stamps[0].{key}: missing", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("]d2  item  GS1 DataMatrix", "  422   ORIGIN  704             Vietnam")]
    [InlineData("]d2  sản phẩm  GS1 DataMatrix", "  422   ORIGIN  704             Việt Nam", "--lang", "vi")]
    [InlineData("\e[2m]d2\e[0m  \e[1mitem\e[0m  GS1 DataMatrix", null, "--color", "always")]
    public async Task Decode_tells_people_in_blocks_and_in_a_pipe_without_colour_unless_told(
        string head, string? origin, params string[] options)
    {
        var answer = await Cli.RunAsync(["decode", .. options, "]d20108936012345674422704", "]Q1x"]);
        Assert.Equal(0, answer.ExitCode);
        var lines = answer.Output.Split('\n');
        Assert.Equal(head, lines[0]);
        if (origin is not null)
            Assert.Equal(origin, lines[2]);
        Assert.Equal("", lines[4]);
        Assert.EndsWith("\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ais_prints_the_facts_of_the_dictionary_byte_for_byte()
    {
        var answer = await Cli.RunAsync(["ais"]);
        Assert.Equal(0, answer.ExitCode);
        var facts = Path.Combine(AppContext.BaseDirectory, "Facts", "ais-2026-01-27.tsv");
        Assert.Equal(await File.ReadAllTextAsync(facts), answer.Output);
        Assert.Equal(await File.ReadAllBytesAsync(facts), answer.Bytes);
    }

    [Theory]
    [InlineData(0, "--version")]
    [InlineData(0, "--help")]
    [InlineData(2)]
    [InlineData(2, "nonsense")]
    [InlineData(2, "ais", "01")]
    [InlineData(2, "decode", "--lang", "fr", "1")]
    [InlineData(2, "decode", "--color", "yes", "1")]
    [InlineData(2, "ais", "--json")]
    [InlineData(2, "kiosk")]
    [InlineData(2, "ledger", "list")]
    [InlineData(2, "ledger", "list", "--data", "/nowhere", "--config", "/nowhere")]
    [InlineData(2, "ledger", "list", "--data", "/nowhere", "--state", "lost")]
    [InlineData(2, "demo", "--port", "70000")]
    [InlineData(2, "demo", "--port", "http")]
    [InlineData(1, "ledger", "list", "--data", "/nowhere")]
    [InlineData(1, "ledger", "verify", "/nowhere/ledger.db")]
    [InlineData(78, "kiosk", "--config", "/nowhere/kiosk.json")]
    [InlineData(78, "config", "check", "--config", "/nowhere/kiosk.json")]
    public async Task The_exit_code_says_whose_fault_it_is(int expected, params string[] arguments)
    {
        var answer = await Cli.RunAsync(arguments);
        Assert.True(answer.ExitCode == expected, $"{answer}");
        // Something went wrong: the error output says what, in a sentence, and no trace of the program's insides.
        Assert.Equal(expected == 0, answer.Error.Length == 0);
        Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("kiosk")]
    [InlineData("decode")]
    [InlineData("ais")]
    [InlineData("ledger")]
    [InlineData("ledger list")]
    [InlineData("ledger export")]
    [InlineData("ledger verify")]
    [InlineData("config")]
    [InlineData("config check")]
    [InlineData("config show")]
    public async Task Every_command_has_help(string command)
    {
        var answer = await Cli.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("Usage:", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_check_names_all_faults_at_once_with_path_and_accepted_values()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("kiosk.json"), """
            { "kiosk":    { "id": "K HAN", "market": "han" },
              "scanning": { "scanners": [ { "name": "front", "driver": "serial", "port": "/dev/x", "baud": 5 } ] },
              "sending":  { "protocol": "4", "servers": [ "mqtt://127.0.0.1:1883" ] } }
            """);

        var answer = await Cli.RunAsync(["config", "check", "--config", folder.File("kiosk.json")]);

        Assert.Equal(78, answer.ExitCode);
        var faults = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal(3, faults.Length);
        Assert.Contains(faults, fault => Says(fault, "kiosk.id: \"K HAN\"", "[a-z0-9-]{1,32}"));
        Assert.Contains(faults, fault => Says(fault, "scanning.scanners[0].baud: 5", "300 to 921600"));
        Assert.Contains(faults, fault => Says(fault, "sending.protocol: \"4\"", "3.1.1"));
        // The kiosk itself refuses it in the same words.
        Assert.Equal(answer.Error, (await Cli.RunAsync(["kiosk", "--config", folder.File("kiosk.json")])).Error);
    }

    [Theory]
    [InlineData("mqtts://192.0.2.1:8883", false)]
    [InlineData("mqtt://127.0.0.1:1883", false)]
    [InlineData("mqtt://192.0.2.1:1883", true)]
    public async Task Config_check_tells_of_a_link_that_others_can_read(string server, bool isTold)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("kiosk.json"), $$"""
            { "kiosk": { "id": "k-han-001", "market": "han" }, "sending": { "servers": [ "{{server}}" ] } }
            """);

        var answer = await Cli.RunAsync(["config", "check", "--config", folder.File("kiosk.json")]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(isTold, answer.Output.Contains($"{server} is not encrypted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Config_check_tells_what_has_no_effect()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("kiosk.json"), """
            { "kiosk": { "id": "k-han-001", "market": "han" },
              "showing": { "displays": [ { "driver": "lcd", "address": 27, "width": 800 } ] } }
            """);

        var answer = await Cli.RunAsync(["config", "check", "--config", folder.File("kiosk.json")]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("But showing.displays[0].width has no effect on the driver lcd", answer.Output);
        Assert.Contains("But showing.displays[0].address: 27 is 0x1B in hexadecimal", answer.Output);
    }

    [Fact]
    public async Task Config_show_tells_of_each_value_which_layer_it_came_from()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("kiosk.json"), """
            { "kiosk":    { "id": "k-han-001", "market": "han" },
              "scanning": { "scanners": [ { "name": "front", "profile": "generic-serial",
                                            "port": "/dev/serial/by-id/usb-MAKER_MODEL_SERIAL-if00" } ],
                            "repeatSeconds": 3 },
              "sending":  { "servers": [ "mqtt://somebody:secret@127.0.0.1:1884" ] } }
            """);

        var answer = await Cli.RunAsync(
            [
                "config", "show", "--config", folder.File("kiosk.json"),
                "--set", "scanning.scanners[0].baud=19200", "--set", "web.hosts[0]=kiosk.local",
            ],
            environment: new Dictionary<string, string> { ["DNTRACE__scanning__scansPerSecond"] = "7" });

        IsFrom("kiosk.id = \"k-han-001\"", "file ");
        IsFrom("scanning.repeatSeconds = 3", "file ");
        IsFrom("scanning.scansPerSecond = 7", "environment DNTRACE__scanning__scansPerSecond");
        IsFrom("scanning.scanners[0].baud = 19200", "--set");
        IsFrom("scanning.scanners[0].driver = \"serial\"", "profile generic-serial");
        IsFrom("web.hosts[0] = \"kiosk.local\"", "--set");
        IsFrom("showing.sceneSeconds = 30", "default");
        Assert.DoesNotContain("secret", answer.Output + answer.Error, StringComparison.Ordinal);

        void IsFrom(string value, string layer) =>
            Assert.Contains(answer.OutputLines, line => Says(line, $"{value} ", $"# {layer}"));
    }

    [Fact]
    public async Task Ledger_list_prints_the_stored_bytes_and_verify_names_a_bad_row()
    {
        await using var broker = await Mosquitto.StartAsync();
        using var place = new KioskPlace(broker.Address);
        await using (var kiosk = await KioskProcess.StartAsync(place))
        {
            foreach (var code in (string[])[Codes.Known, "]d201095200010000101017\u001D21mã", Codes.Expired])
                place.Line.Send(code);
            await LedgerRows.UntilAsync(place.Data, 3);
            await LedgerRows.DeliveredAsync(place.Data);
            await broker.EndAsync();
            await kiosk.PartAsync("uplink", "degraded");
            place.Line.Send(Codes.Recalled);
            place.Line.Send(Codes.NotRegistered);
            await LedgerRows.UntilAsync(place.Data, 5);

            // Beside the kiosk that writes it.
            await ListsAsync(place, place.Rows);
            kiosk.Signal(Unix.Terminate);
            Assert.Equal(0, await kiosk.ExitAsync());
        }
        await ListsAsync(place, place.Rows);
        await ListsAsync(place, place.Rows.Take(3), "--state", "delivered");
        await ListsAsync(place, place.Rows.Skip(3), "--state", "pending");
        await ListsAsync(place, [], "--state", "refused");
        var right = await Cli.RunAsync(["ledger", "verify", "--config", place.Configuration]);
        Assert.Equal(0, right.ExitCode);
        Assert.Contains("5 rows are right", right.Output, StringComparison.Ordinal);

        LedgerRows.Tamper(
            place.Data,
            "UPDATE sighting SET bytes = CAST(replace(CAST(bytes AS TEXT), 'front', 'tnorf') AS BLOB) WHERE seq = 3");
        var tampered = await Cli.RunAsync(["ledger", "verify", LedgerRows.FileOf(place.Data)]);
        Assert.Equal(1, tampered.ExitCode);
        Assert.Contains("row 3", tampered.Error, StringComparison.Ordinal);

        LedgerRows.Tamper(place.Data, "DELETE FROM sighting WHERE seq = 2");
        var gap = await Cli.RunAsync(["ledger", "verify", "--data", place.Data]);
        Assert.Equal(1, gap.ExitCode);
        Assert.Contains("row 2 is missing", gap.Error, StringComparison.Ordinal);
    }

    private static bool Says(string line, string begins, string contains) =>
        line.TrimStart().StartsWith(begins, StringComparison.Ordinal)
        && line.Contains(contains, StringComparison.Ordinal);

    private static async Task ListsAsync(KioskPlace place, IEnumerable<Row> rows, params string[] more)
    {
        var answer = await Cli.RunAsync(["ledger", "list", "--data", place.Data, .. more]);
        Assert.Equal(0, answer.ExitCode);
        byte[] expected = [.. rows.SelectMany(row => (byte[])[.. row.Bytes, (byte)'\n'])];
        Assert.Equal(Encoding.UTF8.GetString(expected), answer.Output);
        Assert.Equal(expected, answer.Bytes);
    }
}
