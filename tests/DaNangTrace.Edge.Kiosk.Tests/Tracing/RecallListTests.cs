using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>The recall list lives with the ledger.</summary>
public sealed class RecallListTests : IDisposable
{
    private readonly ImportPlace _place = new();

    [Fact]
    public async Task A_recall_pack_counts_at_the_next_look_also_while_the_kiosk_runs()
    {
        await using var ledger = _place.Ledger();
        await ledger.AppendAsync(Samples.Sighting());
        var recalls = _place.Recalls();
        Assert.False(await recalls.RefreshAsync(ledger));
        Assert.Null(recalls.Data);

        Import(5, Line("L1"));
        Assert.True(await recalls.RefreshAsync(ledger));
        Assert.Equal((5, 1), (recalls.Data!.Version, recalls.Of(TestPack.Gtin).Count));
        Assert.Empty(recalls.Of("09520001000010"));

        // The next one names every recall that stands: what it does not name is no recall any more.
        Import(6);
        Assert.True(await recalls.RefreshAsync(ledger));
        Assert.Equal((6, 0), (recalls.Data!.Version, recalls.Count));
        Assert.False(await recalls.RefreshAsync(ledger));
    }

    [Fact]
    public async Task Whoever_waits_for_another_list_hears_of_each_once()
    {
        await using var ledger = _place.Ledger();
        var recalls = _place.Recalls();
        var heard = 0;
        recalls.Changed += () => heard++;
        recalls.UseSample([], Samples.Noon);
        Assert.Equal(1, heard);

        Import(5, Line("L1"));
        await Task.WhenAll(recalls.RefreshAsync(ledger), recalls.RefreshAsync(ledger));
        await recalls.RefreshAsync(ledger);

        Assert.Equal(2, heard);
        Assert.Equal(5, recalls.Data!.Version);
    }

    [Fact]
    public async Task It_stays_when_the_catalog_is_deleted_and_so_do_the_highest_versions()
    {
        using var full = _place.Pack(7);
        using var older = _place.Pack(6);
        _place.Taken(full);
        Import(5, Line("L1"));
        Directory.Delete(_place.Generations, recursive: true);

        await using var ledger = _place.Ledger();
        var recalls = _place.Recalls();
        await recalls.RefreshAsync(ledger);

        Assert.Equal(1, recalls.Count);
        Assert.Contains("newer one was taken: 7", _place.Refused(older).Message, StringComparison.Ordinal);
        // The catalog comes back from the pack that it was.
        _place.Taken(full);
    }

    [Fact]
    public async Task What_a_running_kiosk_knows_is_kept_again_when_its_ledger_was_begun_anew()
    {
        Import(5, Line("L1"));
        var recalls = _place.Recalls();
        await using (var ledger = _place.Ledger())
            await recalls.RefreshAsync(ledger);
        foreach (var file in Directory.GetFiles(_place.Data, "ledger.db*"))
            File.Delete(file);

        await using var anew = _place.Ledger();
        Assert.False(await recalls.RefreshAsync(anew));

        Assert.Equal(5, KeptPacks.Read(Path.Combine(_place.Data, "ledger.db"), "recall")!.Version);
    }

    [Fact]
    public async Task A_list_that_the_disk_changed_is_not_used()
    {
        Import(5, Line("L1"));
        await using var ledger = _place.Ledger();
        var file = Path.Combine(_place.Data, "ledger.db");
        using (var connection = LedgerFile.Open(file, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, "UPDATE pack SET body = zeroblob(100)");

        var recalls = _place.Recalls();

        Assert.False(await recalls.RefreshAsync(ledger));
        Assert.Null(recalls.Data);
        // The same pack mends it.
        Import(5, Line("L1"));
        await _place.Recalls().RefreshAsync(ledger);
        Assert.True(KeptPacks.Read(file, "recall")!.IsWhole);
    }

    [Theory]
    [InlineData("validFrom = -9000000000000000")]
    [InlineData("version = -1")]
    public async Task A_row_that_the_disk_changed_stops_nothing(string change)
    {
        Import(5, Line("L1"));
        await using var ledger = _place.Ledger();
        using (var connection = LedgerFile.Open(
            Path.Combine(_place.Data, "ledger.db"), Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, $"UPDATE pack SET {change}");
        var recalls = _place.Recalls();

        Assert.False(await recalls.RefreshAsync(ledger));
        Assert.Null(recalls.Data);
        Assert.IsType<Recorded.Kept>(await ledger.AppendAsync(Samples.Sighting()));
    }

    [Fact]
    public async Task A_ledger_that_begins_anew_takes_over_what_can_be_read_of_the_damaged_one()
    {
        using var full = _place.Pack(7);
        using var older = _place.Pack(6);
        _place.Taken(full);
        Import(5, Line("L1"));
        await using (var ledger = _place.Ledger())
            await ledger.AppendAsync(Samples.Sighting());
        using (var connection = LedgerFile.Open(
            Path.Combine(_place.Data, "ledger.db"), Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, "DROP TABLE start");

        await using var anew = _place.Ledger();
        var recalls = _place.Recalls();

        Assert.True(await recalls.RefreshAsync(anew));
        Assert.Equal(0, anew.LastSeq);
        Assert.Contains("newer one was taken: 7", _place.Refused(older).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_list_again_is_no_fault()
    {
        using var pack = _place.RecallPack(5, Line("L1"));
        _place.Taken(pack);

        Assert.IsType<ImportOutcome.AlreadyTaken>(_place.Import(pack));
    }

    [Theory]
    [InlineData("A100", null, "A100", true)]
    [InlineData("A100", null, "a100", false)]
    [InlineData("A100", "A199", "A100", true)]
    [InlineData("A100", "A199", "A150", true)]
    [InlineData("A100", "A199", "A199", true)]
    [InlineData("A100", "A199", "A200", false)]
    [InlineData("A100", "A199", "A1500", false)]
    [InlineData("A100", "A199", "A15", false)]
    public void A_range_holds_what_has_its_length_and_lies_between(
        string from, string? to, string number, bool holds) =>
        Assert.Equal(holds, new CodeRange(from, to).Holds(number));

    public void Dispose() => _place.Dispose();

    private void Import(long version, params string[] lines)
    {
        using var pack = _place.RecallPack(version, lines);
        _place.Taken(pack);
    }

    private static string Line(string lot) => $$$"""
        {"v":1,"gtin":"{{{TestPack.Gtin}}}","recall":{"authority":{"vi":"x"},"reason":{"vi":"y"},"lots":[{"from":"{{{lot}}}"}]}}
        """;
}
