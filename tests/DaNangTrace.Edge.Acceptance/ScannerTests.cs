using System.Globalization;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The life of scanners of the published program: on real lines, and while they are away.</summary>
public sealed class ScannerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Several_scanners_scan_at_once_and_each_row_says_which()
    {
        using var folder = new TempFolder();
        using var second = new PtyPair(folder.File("second"));
        var tcp = FreePort.Take();
        await using var line = await KioskOnALine.StartAsync(scanning =>
        {
            var scanners = scanning["scanners"]!.AsArray();
            scanners.Add(JsonNode.Parse(
                $$"""{ "name": "back", "profile": "generic-serial", "port": "{{second.Path}}" }"""));
            scanners.Add(JsonNode.Parse($$"""{ "name": "net", "driver": "tcp", "port": "{{tcp}}" }"""));
        });
        await line.Kiosk.PartAsync("scanner back", "ok");
        await line.Kiosk.PartAsync("scanner net", "ok");
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", tcp);

        for (var n = 0; n < 10; n++)
        {
            line.Place.Line.Send(Codes.Ean13(3 * n));
            second.Send(Codes.Ean13((3 * n) + 1));
            await client.GetStream().WriteAsync(
                System.Text.Encoding.ASCII.GetBytes(Codes.Ean13((3 * n) + 2) + "\n"),
                TestContext.Current.CancellationToken);
        }

        var rows = await LedgerRows.UntilAsync(line.Place.Data, 30);
        foreach (var (name, rest) in ((string, int)[])[("front", 0), ("back", 1), ("net", 2)])
        {
            Assert.Equal(
                Enumerable.Range(0, 10).Select(n => "0" + Codes.Ean13((3 * n) + rest)),
                rows.Where(row => RowWords.Json(row).GetProperty("scanner").GetString() == name).Select(RowWords.Gtin));
        }
    }

    [Fact]
    public async Task Health_and_metrics_tell_state_since_when_scans_and_faults_of_each_scanner()
    {
        await using var line = await KioskOnALine.StartAsync();
        line.Place.Line.Send(Codes.Known);
        line.Place.Line.Send(new string('9', 9000));
        line.Place.Line.Send("95200\b01000010");
        await LedgerRows.UntilAsync(line.Place.Data, 2);

        var (_, body) = await line.Kiosk.PartAsync("scanner front", "degraded");
        var part = body.GetProperty("parts").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "scanner front");
        Assert.Equal((2, 2), (part.GetProperty("scans").GetInt64(), part.GetProperty("faults").GetInt64()));
        Assert.Contains("control characters", part.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(
            body.GetProperty("parts").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "ledger")
                .TryGetProperty("scans", out _));
        Assert.Equal(1, await line.Kiosk.FaultsAsync("overlong"));
        Assert.Equal(1, await line.Kiosk.FaultsAsync("control"));
        Assert.Equal(
            part.GetProperty("since").GetDateTimeOffset().ToUnixTimeSeconds(),
            await line.Kiosk.MetricAsync("dntrace_part_since_seconds{part=\"scanner front\"}"));
    }

    [Fact]
    public async Task An_unplug_and_a_plug_in_are_noticed_by_themselves()
    {
        await using var line = await KioskOnALine.StartAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        line.Place.Line.Unplug();
        await line.Kiosk.PartAsync("scanner front", "down");
        var unplugged = watch.Elapsed;
        watch.Restart();
        line.Place.Line.PlugIn();
        await line.Kiosk.PartAsync("scanner front", "ok");

        // The machine may be slow: the figures are for people, and it is enough for the test that it happens.
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"noticed: unplug after {unplugged.TotalMilliseconds:0} ms, plug-in after {watch.ElapsedMilliseconds} ms"));
        Assert.Equal(1, await line.Kiosk.FaultsAsync("unplugged"));
    }

    // Counted, not timed: how much of the processor a look takes is the machine's affair, how often one looks is ours.
    [Fact]
    public async Task Scanners_that_are_away_are_looked_for_twice_a_second_at_most()
    {
        const int Seconds = 5;
        const string Named = "/dev/serial/by-id/usb-NONE-if00";
        using var folder = new TempFolder();
        var trace = folder.File("strace.log");
        using var place = new KioskPlace(
            $"mqtt://127.0.0.1:{FreePort.Take()}", all => all["scanning"]!["scanners"] = JsonNode.Parse($$"""
                [ { "name": "serial", "profile": "zebra" },
                  { "name": "named", "profile": "generic-serial", "port": "{{Named}}" },
                  { "name": "wedge", "profile": "honeywell", "driver": "wedge" },
                  { "name": "pos", "profile": "newland", "driver": "hidPos" } ]
                """));
        string[] traced = ["-D", "-f", "-ttt", "-o", trace, "-e", "trace=%file", RealParts.NeedProgram()];
        await using var kiosk = await KioskProcess.StartAsync(place, place => Child.Start(
            RealParts.NeedStrace(), [.. traced, "kiosk", "--config", place.Configuration]));
        foreach (var scanner in (string[])["serial", "named", "wedge", "pos"])
            await kiosk.PartAsync($"scanner {scanner}", "down");
        // Ten seconds after its start the kiosk gives back what only that needed, which takes long under strace.
        await Task.Delay(TimeSpan.FromSeconds(Seconds + 1.5), TestContext.Current.CancellationToken);
        await kiosk.KillAsync();

        // Of each what it looks at, and how many calls that is: serial lines have names of two kinds.
        foreach (var (what, calls) in ((string, int)[])
            [("/sys/class/tty\"", 2), (Named + "\"", 1), ("/sys/class/input\"", 1), ("/sys/class/hidraw\"", 1)])
        {
            // "1234 1790000000.123456 openat(AT_FDCWD, …": the last seconds of them, by their own time.
            var looks = File.ReadLines(trace)
                .Where(line => line.Contains(what, StringComparison.Ordinal))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])
                .Select(at => double.Parse(at, CultureInfo.InvariantCulture)).ToList();
            var count = looks.Count(at => at > looks[^1] - Seconds);
            output.WriteLine($"{what}: {count} calls in {Seconds} s");
            Assert.InRange(count, 1, ((2 * Seconds) + 1) * calls);
        }
    }

    [Fact]
    public async Task A_list_tells_how_the_configured_scanners_stand()
    {
        using var place = new KioskPlace("mqtt://127.0.0.1:1", all => all["scanning"]!["scanners"]!.AsArray().Add(
            JsonNode.Parse("""{ "name": "back", "profile": "zebra", "driver": "wedge" }""")));
        await using var reader = await LineHolder.StartAsync(place.Line.Device!);
        await using var other = await LineHolder.StartAsync(place.Line.Device!);

        var answered = await Cli.RunAsync(["scanners", "list", "--config", place.Configuration]);

        Assert.Equal(1, answered.ExitCode);
        var lines = answered.OutputLines.Select(one => one.Trim()).ToList();
        Assert.Contains($"port      {place.Line.Path}, now {place.Line.Device}", lines);
        Assert.Contains(lines, one => one.StartsWith("open in   sleep (pid ", StringComparison.Ordinal));
        Assert.Contains("wrong     a code that one reads is missing in the others: stop all but dntrace", lines);
        Assert.Contains(lines, one => one.StartsWith(
            "wrong     a wedge scanner 05e0 is not there: plug the scanner in", StringComparison.Ordinal));
        place.Line.Unplug();
        answered = await Cli.RunAsync(["scanners", "list", "--config", place.Configuration]);
        Assert.Contains($"{place.Line.Path} is not there", answered.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_shows_bytes_what_ended_a_code_its_reading_and_how_long_it_took()
    {
        using var folder = new TempFolder();
        using var line = new PtyPair(folder.File("scanner"));
        await using var watch = Child.Start(
            RealParts.NeedProgram(), ["scanners", "watch", "--device", line.Path, "--count", "2"]);
        await watch.LineAsync("listens on");

        line.Send("]d2010952000100001010A1\u001D217");
        await watch.LineAsync("BATCH/LOT");
        line.Send("95200\b01000010");

        Assert.Equal(0, await watch.ExitAsync());
        await watch.LineAsync(@"bytes     ]d2010952000100001010A1\x1D217\x0D\x0A");
        await watch.LineAsync("ended by CR, read ");
        await watch.LineAsync(@"95200\x0801000010\x0D\x0A");
        await watch.LineAsync("control characters that no product's code has");
    }

    [Theory]
    [InlineData("wedge")]
    [InlineData("hidPos")]
    public async Task A_watch_plays_a_recording_from_a_pipe(string driver)
    {
        using var folder = new TempFolder();
        var pipe = folder.File("recording");
        Assert.Equal(0, Unix.MakePipe(pipe, 0b110_000_000));
        await using var watch = Child.Start(
            RealParts.NeedProgram(), ["scanners", "watch", "--device", pipe, "--driver", driver, "--count", "1"]);
        await watch.LineAsync("listens on");

        await File.WriteAllBytesAsync(
            pipe, driver == "wedge" ? Typed("42") : Report("42"), TestContext.Current.CancellationToken);

        await watch.LineAsync("text  2 characters");
        Assert.Equal(0, await watch.ExitAsync());
    }

    [Theory]
    [InlineData("scanners", "watch")]
    [InlineData("scanners", "watch", "--device", "/dev/x", "--config", "/x")]
    [InlineData("scanners", "watch", "--device", "/dev/x", "--profile", "none")]
    [InlineData("scanners", "watch", "--device", "/dev/x", "--baud", "1")]
    [InlineData("scanners", "watch", "--device", "/dev/x", "--baud", "fast")]
    [InlineData("scanners", "watch", "--device", "/dev/x", "--count", "0")]
    [InlineData("scanners", "watch", "--config", "/x", "--profile", "zebra")]
    [InlineData("scanners", "watch", "--device", "/dev/input/event0")]
    [InlineData("scanners", "list", "--set", "kiosk.id=a")]
    [InlineData("scanners", "watch", "--device", "")]
    [InlineData("scanners", "list", "--config", "")]
    [InlineData("scanners", "list", "--device-config", "/nowhere")]
    [InlineData("ledger", "verify", "")]
    [InlineData("ledger", "list", "--data", "")]
    public async Task Wrong_use_is_told(params string[] arguments)
    {
        var answered = await Cli.RunAsync(arguments);

        Assert.Equal(2, answered.ExitCode);
        Assert.StartsWith("dntrace: ", answered.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_ends_at_Ctrl_C_and_says_what_it_saw()
    {
        using var folder = new TempFolder();
        using var line = new PtyPair(folder.File("scanner"));
        await using var watch = Child.Start(RealParts.NeedProgram(), ["scanners", "watch", "--device", line.Path]);
        await watch.LineAsync("listens on");
        line.Send(Codes.Known);
        await watch.LineAsync(Codes.Known);
        await watch.LineAsync("GTIN");

        watch.Signal(Unix.Interrupt);

        Assert.Equal(0, await watch.ExitAsync());
        await watch.LineAsync("1 code watched.");
    }

    [Fact]
    public async Task A_device_that_is_no_line_is_told()
    {
        await using var watch = Child.Start(RealParts.NeedProgram(), ["scanners", "watch", "--device", "/dev/null"]);

        await watch.LineAsync("/dev/null is no serial line");
    }

    // struct input_event of digits and Enter, down and up.
    private static byte[] Typed(string digits)
    {
        const ushort Key = 1;
        const ushort Enter = 28;
        var bytes = new List<byte>();
        foreach (var code in digits.Select(digit => (ushort)(digit == '0' ? 11 : digit - '0' + 1)).Append(Enter))
        {
            foreach (var value in (int[])[1, 0])
            {
                bytes.AddRange(new byte[16]);
                bytes.AddRange(BitConverter.GetBytes(Key));
                bytes.AddRange(BitConverter.GetBytes(code));
                bytes.AddRange(BitConverter.GetBytes(value));
            }
        }
        return [.. bytes];
    }

    // A report of the layout aim: id, length, no AIM identifier, data.
    private static byte[] Report(string code)
    {
        var report = new byte[64];
        (report[0], report[1]) = (2, (byte)code.Length);
        System.Text.Encoding.ASCII.GetBytes(code).CopyTo(report, 5);
        return report;
    }
}
