using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary><c>ledger export</c> beside the kiosk that writes the ledger.</summary>
[Collection(KioskAtWorkUsers.Name)]
public sealed class LedgerCommandTests(KioskAtWork work)
{
    private static readonly string[] Heading =
    [
        "epoch", "seq", "state", "id", "rev", "at", "quality", "market", "kiosk", "scanner", "repeat", "kind",
        "symbology", "gtin", "lot", "serial", "elements", "withheld", "traceCode", "host", "length", "fault", "answer",
        "catalogVersion", "ageSeconds", "alerts", "bootId", "bootNs",
    ];

    [Fact]
    public async Task Json_is_one_array_of_exactly_the_stored_objects()
    {
        await work.StartAsync();
        var answer = await ExportAsync("json");

        Assert.Equal(
            work.Place.Rows.Select(row => Encoding.UTF8.GetString(row.Bytes)),
            JsonDocument.Parse(answer.Bytes).RootElement.EnumerateArray().Select(one => one.GetRawText()));
    }

    [Fact]
    public async Task Csv_is_a_table_with_a_heading_and_a_row_a_sighting()
    {
        await work.StartAsync();
        var table = Csv.Read((await ExportAsync("csv")).Output);

        Assert.Equal(Heading, table[0]);
        Assert.All(table, row => Assert.Equal(Heading.Length, row.Length));
        Assert.Equal(work.Place.Rows.Select(ExpectedOf), table.Skip(1).Select(row => string.Join(" | ", row)));
        var lots = table.Skip(1).Select(row => row[Array.IndexOf(Heading, "lot")]).ToList();
        Assert.Contains("'" + KioskAtWork.Formula, lots);
        Assert.Contains(KioskAtWork.Quoted, lots);
    }

    [Fact]
    public async Task A_range_is_told_by_places_or_by_times()
    {
        await work.StartAsync();
        var rows = work.Place.Rows;
        Assert.Equal([3L, 4L], await SeqsAsync("--from", "3", "--to", "4"));
        Assert.Equal(rows.Skip(5).Select(row => row.Seq), await SeqsAsync("--from", "6"));
        Assert.Empty(await SeqsAsync("--from", $"{rows.Count + 1}"));

        var third = TimeOf(rows[2]);
        var since = rows.Where(row => At(row) >= At(rows[2])).Select(row => row.Seq).ToList();
        var until = rows.Where(row => At(row) < At(rows[2])).Select(row => row.Seq).ToList();
        Assert.NotEmpty(until);
        Assert.Equal(since, await SeqsAsync("--since", third));
        Assert.Equal(until, await SeqsAsync("--until", third));
        Assert.Equal([3L], await SeqsAsync("--since", third, "--to", "3"));
        Assert.Equal(rows.Select(row => row.Seq), await SeqsAsync("--since", "2026-01-01"));
        Assert.Empty(await SeqsAsync("--until", "2026-01-01T00:00:00+07:00"));
        Assert.Equal([Heading], Csv.Read((await ExportAsync("csv", "--until", "2026-01-01")).Output));
    }

    [Fact]
    public async Task Only_sightings_of_a_state_are_printed_where_one_is_asked_for()
    {
        await work.StartAsync();
        using var copy = new TempFolder();
        LedgerRows.Copy(work.Place.Data, copy.Path);
        LedgerRows.Tamper(copy.Path, """
            UPDATE settled SET last = 3;
            INSERT INTO settled (epoch, first, last, state) SELECT epoch, 5, 5, 2 FROM settled;
            """);

        Assert.Equal([1L, 2L, 3L], await StateAsync("delivered"));
        Assert.Equal([5L], await StateAsync("refused"));
        Assert.Equal(
            work.Place.Rows.Select(row => row.Seq).Where(seq => seq is > 3 and not 5), await StateAsync("pending"));
        var table = Csv.Read((await Cli.RunAsync(
            ["ledger", "export", "--format", "csv", "--from", "3", "--to", "5", LedgerRows.FileOf(copy.Path)])).Output);
        Assert.Equal(["state", "delivered", "pending", "refused"], table.Select(row => row[2]));
        var listed = await Cli.RunAsync(["ledger", "list", "--state", "refused", LedgerRows.FileOf(copy.Path)]);
        Assert.Equal((0, Encoding.UTF8.GetString(work.Place.Rows[4].Bytes) + "\n"), (listed.ExitCode, listed.Output));

        async Task<IEnumerable<long>> StateAsync(string state) => SeqsOf(await Cli.RunAsync(
            ["ledger", "export", "--format", "json", "--state", state, "--data", copy.Path]));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("export --format json")]
    [InlineData("export --format csv")]
    [InlineData("export --format epcis")]
    public async Task A_reader_that_has_seen_enough_ends_it_in_silence(string command)
    {
        await work.StartAsync();
        using var copy = new TempFolder();
        LedgerRows.Copy(work.Place.Data, copy.Path);
        // Far more than a pipe holds.
        LedgerRows.Tamper(copy.Path, """
            WITH RECURSIVE more (seq) AS (SELECT 100 UNION ALL SELECT seq + 1 FROM more WHERE seq < 5000)
            INSERT INTO sighting (seq, bytes) SELECT seq, (SELECT bytes FROM sighting WHERE seq = 1) FROM more
            """);

        var asked = $"'{RealParts.NeedProgram()}' ledger {command} --data '{copy.Path}'";
        await using var child = Child.Start("bash", ["-c", $"{asked} | head -n 1"]);

        Assert.Equal(0, await child.ExitAsync());
        Assert.Single(child.Lines);
    }

    [Theory]
    [InlineData("--from 5 is behind --to 2", "export", "--format", "csv", "--from", "5", "--to", "2")]
    [InlineData("--from takes a place from 1 on, and got 0", "export", "--format", "csv", "--from", "0")]
    [InlineData("--to takes a place from 1 on, and got ten", "export", "--format", "csv", "--to", "ten")]
    [InlineData("--since takes a day or a time", "export", "--format", "json", "--since", "yesterday")]
    [InlineData("--until takes a day or a time", "export", "--format", "json", "--until", "2026-02-30")]
    [InlineData("--format", "export")]
    [InlineData("'json'", "export", "--format", "xml")]
    [InlineData("'pending'", "export", "--format", "csv", "--state", "lost")]
    [InlineData("--head takes 64 hexadecimal digits", "verify", "--head", "abc")]
    public async Task Wrong_use_is_told_in_a_sentence(string sentence, params string[] arguments)
    {
        // What stands there is not looked at.
        var answer = await Cli.RunAsync(["ledger", .. arguments, "/nowhere/ledger.db"]);

        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(sentence, answer.Error, StringComparison.Ordinal);
        Assert.Contains($"Try: dntrace ledger {arguments[0]} --help", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_is_no_sighting_is_named()
    {
        await work.StartAsync();
        using var copy = new TempFolder();
        LedgerRows.Copy(work.Place.Data, copy.Path);
        LedgerRows.Tamper(copy.Path, "UPDATE sighting SET bytes = CAST('{}' AS BLOB) WHERE seq = 2");

        var answer = await Cli.RunAsync(["ledger", "export", "--format", "csv", "--data", copy.Path]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("row 2 is no sighting", answer.Error, StringComparison.Ordinal);
    }

    private async Task<Answered> ExportAsync(string format, params string[] more)
    {
        var answer = await Cli.RunAsync(["ledger", "export", "--format", format, "--data", work.Place.Data, .. more]);
        Assert.True(answer is { ExitCode: 0, Error: "" }, $"{answer}");
        return answer;
    }

    private async Task<IEnumerable<long>> SeqsAsync(params string[] range) => SeqsOf(await ExportAsync("json", range));

    private static IEnumerable<long> SeqsOf(Answered answer) => JsonDocument.Parse(answer.Bytes).RootElement
        .EnumerateArray().Select(one => one.GetProperty("seq").GetInt64());

    private static string TimeOf(Row row) => RowWords.Json(row).GetProperty("at").GetString()!;

    private static DateTimeOffset At(Row row) => RowWords.Json(row).GetProperty("at").GetDateTimeOffset();

    // The row of the table that a sighting makes, out of its JSON.
    private static string ExpectedOf(Row row)
    {
        var sighting = RowWords.Json(row);
        var reading = sighting.GetProperty("reading");
        return string.Join(" | ", Heading.Select(name => name switch
        {
            "state" => "delivered",
            "quality" or "bootId" or "bootNs" => Text(sighting.GetProperty("time").GetProperty(name)),
            "elements" => string.Concat(reading.GetProperty(name).EnumerateObject()
                .Select(element => $"({element.Name}){element.Value.GetString()}")),
            "answer" => Text(sighting.GetProperty(name).GetProperty("kind")),
            "lot" when Text(reading.GetProperty(name)) == KioskAtWork.Formula => "'" + KioskAtWork.Formula,
            "catalogVersion" or "ageSeconds" or "alerts" => Text(sighting.GetProperty("answer").GetProperty(name)),
            _ => Text(sighting.TryGetProperty(name, out var member) ? member : reading.GetProperty(name)),
        }));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Text)),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };
}
