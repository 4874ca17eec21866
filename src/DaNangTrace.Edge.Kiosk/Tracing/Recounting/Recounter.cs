using System.Globalization;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Recounting;

/// <summary>
/// When a recall arrives, counts this kiosk's own sightings of what it covers, so that the city hears where the goods
/// were looked at before anybody knew.
/// <para>Constraints: a list is counted once, also across a kill; the desk and the ledger wait for none of it.</para>
/// <para>Operation: the ledger's files are read beside their writer, those that were rescued of earlier ledgers too,
/// each with its own epoch: so a ledger that was damaged and begun anew gives its counts the ids that they had. The
/// counts and the note of what was counted are kept in one transaction, and the uplink delivers them. Until then
/// nothing was told, and a kiosk that is killed counts again.</para>
/// </summary>
/// <param name="ledger">What is counted, and where the counts are kept.</param>
/// <param name="recalls">The list.</param>
/// <param name="time">Paces the reading.</param>
/// <param name="log">Tells what was counted.</param>
public sealed partial class Recounter(
    Ledger ledger, RecallList recalls, TimeProvider time, ILogger<Recounter> log)
{
    // A file that can't be read now is set aside by the ledger, or well again; reading takes the card's time.
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromMinutes(1);

    private (Guid Epoch, string Counted)? _done;
    private long _noticed;
    private long? _failed;
    private string? _trouble;

    /// <summary>Looks once, and counts a list at the second look that finds it.</summary>
    /// <returns>Whether a list was counted now.</returns>
    public async Task<bool> LookAsync(CancellationToken stop)
    {
        var epoch = ledger.Epoch;
        if (recalls.Standing is not { } standing || epoch == Guid.Empty || !ledger.IsRescued
            || (_failed is { } failed && time.GetElapsedTime(failed) < AfterTrouble))
            return false;
        try
        {
            var files = LedgerWalk.FilesOf(ledger.File);
            var counted = string.Create(
                CultureInfo.InvariantCulture, $"{standing.Version} {string.Join(' ', files.Select(Path.GetFileName))}");
            if (_done == (epoch, counted))
                return false;
            // A code that was judged by the list before may be on its way to the ledger.
            if (_noticed != standing.Version)
            {
                _noticed = standing.Version;
                return false;
            }
            var isNew = await ledger.RecountedAsync() != counted && await CountAsync(standing, files, counted, stop);
            _done = (epoch, counted);
            (_failed, _trouble) = (null, null);
            return isNew;
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException or IOException
            or UnauthorizedAccessException)
        {
            _failed = time.GetTimestamp();
            if (_trouble != e.Message)
                LogLater(e.Message);
            _trouble = e.Message;
            return false;
        }
    }

    private async Task<bool> CountAsync(
        StandingRecalls standing, IReadOnlyList<string> files, string counted, CancellationToken stop)
    {
        var (epoch, began, rows, uncounted) = (ledger.Epoch, time.GetTimestamp(), 0L, 0L);
        var counts = new List<RecallCount>();
        var told = KeptCounts.Told(ledger.File);
        foreach (var file in files)
        {
            try
            {
                using var walk = LedgerWalk.Open(file);
                var tally = new RecallTally(standing, walk.Epoch, told);
                rows += (await walk.GiveAsync(
                    row =>
                    {
                        tally.Take(row.Bytes);
                        return true;
                    },
                    time, stop)).Rows;
                counts.AddRange(tally.Counts);
                uncounted += tally.Uncounted;
            }
            catch (Exception e) when (e is SqliteException or NotSupportedException && file != files[0])
            {
                // What was rescued can't be read any more: the ledger tells of it, and its own rows are counted.
                LogPassedOver(file, e.Message);
            }
        }
        // Another ledger began meanwhile: the next look counts again.
        if (await ledger.KeepCountsAsync(epoch, counts, counted) is not { } kept)
            return false;
        var (took, sightings) = (time.GetElapsedTime(began).TotalSeconds, counts.Sum(one => one.Count));
        LogCounted(standing.Version, rows, took, counts.Count, sightings, kept);
        if (uncounted > 0)
            LogUncounted(uncounted);
        if (ledger.Counts.NoRoom is > 0 and var noRoom)
            LogNoRoom(noRoom);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Recall list {Version}: {Rows} rows were looked at in {Seconds:0.0} s; {Counts} counts of "
            + "{Sightings} earlier sightings, {Kept} of them are news for the city")]
    private partial void LogCounted(long version, long rows, double seconds, int counts, long sightings, int kept);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} earlier sightings of recalled goods are more than can be counted apart; the city is not "
            + "told of them")]
    private partial void LogUncounted(long count);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} earlier sightings of recalled goods found no room beside the counts that wait for the city "
            + "or were refused; they are counted again with the next list")]
    private partial void LogNoRoom(long count);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Earlier sightings of recalled goods can't be counted now ({Reason}); it is tried again")]
    private partial void LogLater(string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{File} can't be read ({Reason}): recalled goods are counted without it")]
    private partial void LogPassedOver(string file, string reason);
}
