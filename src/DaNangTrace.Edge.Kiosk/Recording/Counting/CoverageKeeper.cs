using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording.Counting;

/// <summary>
/// Keeps the coverage as new as the ledger.
/// <para>Constraints: nobody waits for it; the figures can be read at any time, and are none until all rows of 30 days
/// were counted once.</para>
/// <para>Operation: the ledger's file is read beside its writer, and what was rescued of damaged ones before it. All is
/// counted anew from the newest row backwards at the start, on a new day, with other files, and when the time of an
/// earlier sighting was corrected; in between, what was recorded since is added. While it is counted anew, or an
/// earlier ledger is being rescued, the figures before stand. Where that can't be rescued, which health says too, it is
/// counted without it until it is.</para>
/// </summary>
public sealed partial class CoverageKeeper(Ledger ledger, KioskClock clock, ILogger<CoverageKeeper> log)
{
    // Fifty a second since the look before: more than scanners send.
    private const int MostFollowed = 250;

    private Coverage? _coverage;
    private Guid _epoch;
    private IReadOnlyList<string> _files = [];
    private long _counted;
    private volatile PulseCoverage? _figures;
    private readonly HashSet<string> _told = [];
    private string? _trouble;

    /// <summary>The figures; null while nothing was counted. Safe to read from any thread.</summary>
    public PulseCoverage? Figures => _figures;

    /// <summary>Looks once, and counts what is new.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        var (epoch, newest) = (ledger.Epoch, ledger.LastSeq);
        if (epoch == Guid.Empty || !ledger.IsRescued)
            return;
        try
        {
            var files = LedgerWalk.FilesOf(ledger.File);
            if (_coverage is not { } coverage || epoch != _epoch || coverage.Today != clock.Today
                || !files.SequenceEqual(_files))
                await CountAnewAsync(epoch, files, stop);
            else if (newest > _counted && !TryFollow(coverage))
                await CountAnewAsync(epoch, files, stop);
            _trouble = null;
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException or IOException
            or UnauthorizedAccessException)
        {
            // The ledger tells what is wrong with it; here it is tried again.
            if (_trouble != e.Message)
                LogLater(e.Message);
            _trouble = e.Message;
        }
    }

    private async Task CountAnewAsync(Guid epoch, IReadOnlyList<string> files, CancellationToken stop)
    {
        var began = clock.Time.GetTimestamp();
        var coverage = new Coverage(clock.Today, clock.Zone);
        foreach (var damaged in LedgerWalk.NotRescued(files[0]))
        {
            if (_told.Add(damaged))
                LogNotRescued(damaged);
        }
        using var walk = LedgerWalk.Open(files[0]);
        var newest = 0L;
        var (wantsMore, rows) = await walk.GiveAsync(
            row =>
            {
                newest = Math.Max(newest, row.Seq);
                return coverage.Take(row);
            },
            clock.Time, stop);
        for (var at = 1; wantsMore && at < files.Count; at++)
        {
            (wantsMore, var some) = await TakeRescuedAsync(files[at], coverage, stop);
            rows += some;
        }
        // Another ledger began meanwhile: the next look counts it.
        if (walk.Epoch != epoch)
            return;
        (_coverage, _epoch, _files, _counted) = (coverage, epoch, files, newest);
        Tell(coverage);
        var seconds = clock.Time.GetElapsedTime(began).TotalSeconds;
        LogCounted(coverage.Codes, rows, seconds);
    }

    private async Task<(bool WantsMore, long Rows)> TakeRescuedAsync(
        string file, Coverage coverage, CancellationToken stop)
    {
        try
        {
            using var walk = LedgerWalk.Open(file);
            return await walk.GiveAsync(coverage.Take, clock.Time, stop);
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
        {
            // The ledger tells of it; its own rows and those of the others are counted.
            if (_told.Add(file))
                LogPassedOver(file, e.Message);
            return (true, 0);
        }
    }

    // False where an earlier sighting was corrected, or another ledger is there.
    private bool TryFollow(Coverage coverage)
    {
        using var walk = LedgerWalk.Open(ledger.File);
        if (walk.Epoch != _epoch)
            return false;
        var fresh = new List<LedgerRow>();
        for (var isOpen = true; isOpen;)
        {
            var some = walk.Next();
            var newer = some.TakeWhile(row => row.Seq > _counted).ToList();
            isOpen = some.Count > 0 && newer.Count == some.Count;
            fresh.AddRange(newer);
            // So many at once are rarely followed: they are counted anew, a page at a time.
            if (fresh.Count > MostFollowed || newer.Exists(Coverage.IsCorrection))
                return false;
        }
        foreach (var row in fresh)
            coverage.Take(row);
        _counted = fresh.Count > 0 ? fresh[0].Seq : _counted;
        Tell(coverage);
        return true;
    }

    private void Tell(Coverage coverage)
    {
        var figures = coverage.Figures();
        if (figures.Uncounted > 0 && _figures is not { Uncounted: > 0 })
            LogUncounted(figures.Uncounted, Coverage.MostCodes);
        _figures = figures;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Coverage: {Codes} product codes in {Rows} rows were counted in {Seconds:0.0} s")]
    private partial void LogCounted(int codes, long rows, double seconds);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Coverage: {Count} sightings of the last 30 days are of more than {Most} product codes; they are not "
            + "counted")]
    private partial void LogUncounted(long count, int most);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Coverage can't be counted now ({Reason}); it is tried again")]
    private partial void LogLater(string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{File} can't be read to its end ({Reason}): the rest is missing in the coverage")]
    private partial void LogPassedOver(string file, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{File} is not rescued yet: what it holds is missing in the coverage")]
    private partial void LogNotRescued(string file);
}
