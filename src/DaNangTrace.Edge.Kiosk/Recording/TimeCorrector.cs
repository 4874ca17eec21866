using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// Corrects the time of sightings that were recorded before the clock was set.
/// <para>Constraints: what was recorded is never changed; it may have been sent. A correction is a sighting of its own,
/// with the same id and revision 1; readers keep the highest revision.</para>
/// <para>Operation: once the clock is synchronised, wall time minus time since the boot is the moment of the boot, and
/// with it the true time of every sighting of this boot is known. The ledger's newest rows are walked back to the boot.
/// A correction that a power cut prevented is made at the next start, if the boot is still the same.</para>
/// </summary>
internal sealed partial class TimeCorrector(Ledger ledger, KioskClock clock, ILogger<TimeCorrector> log)
    : BackgroundService
{
    // Soon enough: the rows wait, and the question costs a system call.
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    // A clock that is off by less misleads nobody.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    // A full ledger stays so until the network is back, and each look walks all rows of the boot.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(10);

    private const int Page = 500;

    // One transaction's worth: a week without a clock is thousands.
    private const int Together = 256;

    private Guid _epoch;
    private long _looked;
    private long _refused;
    private string? _trouble;

    /// <summary>Corrects what the present moment can correct.</summary>
    /// <returns>How many corrections were recorded; null while the clock is not synchronised.</returns>
    internal async Task<int?> CorrectAsync()
    {
        var now = clock.Now();
        if (!now.IsSynchronised)
            return null;
        if (ledger.Epoch != _epoch)
            (_epoch, _looked) = (ledger.Epoch, 0);
        // A sighting that waits for the disk comes later, and with an old time: so what is new is looked at each time.
        var newest = ledger.LastSeq;
        if (newest == _looked || (_refused != 0 && clock.Time.GetElapsedTime(_refused) < AfterRefusal))
            return 0;
        var boot = now.At.AddTicks(-now.BootNanoseconds / 100);
        var corrected = 0;
        foreach (var some in (await WrongAsync(now.BootId, boot)).Chunk(Together))
        {
            var answers = await Task.WhenAll(some.Select(sighting => ledger.AppendAsync(Corrected(sighting, boot))));
            corrected += answers.Count(answer => answer is Recorded.Kept);
            // A full ledger, or a stop: later it goes on.
            if (answers.Any(answer => answer is Recorded.Failed))
            {
                _refused = clock.Time.GetTimestamp();
                return corrected;
            }
        }
        _looked = newest;
        if (corrected > 0)
            LogCorrected(corrected);
        return corrected;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await TryCorrectAsync();
        await Rounds.EveryAsync(clock.Time, LookEvery, _ => TryCorrectAsync(), stoppingToken);
    }

    private async Task TryCorrectAsync()
    {
        try
        {
            await CorrectAsync();
            _trouble = null;
        }
        catch (SqliteException e)
        {
            // The ledger tells what is wrong with it; here it is tried again.
            if (_trouble != e.Message)
                LogLater(e.Message);
            _trouble = e.Message;
        }
    }

    // The sightings of this boot whose time is wrong and not yet corrected, the oldest first. Corrections stand behind
    // what they correct, so walking back meets them first.
    private async Task<List<Sighting>> WrongAsync(string bootId, DateTimeOffset boot)
    {
        var (wrong, corrected) = (new List<Sighting>(), new HashSet<Guid>());
        for (var before = long.MaxValue; ;)
        {
            var rows = await ledger.TakeBackwardsAsync(before, Page);
            foreach (var row in rows.Where(row => row.Epoch == _epoch))
            {
                if (row.Seq <= _looked)
                    return Reversed();
                if (!TryRead(row, out var sighting))
                    continue;
                if (sighting!.Time.BootId != bootId)
                    return Reversed();
                if (sighting.Rev > 0)
                    corrected.Add(sighting.Id);
                else if (sighting.Time.Quality == "unsync" && !corrected.Contains(sighting.Id)
                    && (TimeOf(sighting, boot) - sighting.At).Duration() >= Least)
                    wrong.Add(sighting);
            }
            if (rows.Count == 0)
                return Reversed();
            before = rows[^1].Seq;
        }

        List<Sighting> Reversed()
        {
            wrong.Reverse();
            return wrong;
        }
    }

    private Sighting Corrected(Sighting sighting, DateTimeOffset boot) => sighting with
    {
        Rev = 1,
        At = TimeOf(sighting, boot),
        Time = sighting.Time with { Quality = "corrected" },
    };

    private static bool TryRead(LedgerRow row, out Sighting? sighting)
    {
        try
        {
            sighting = WireJson.ToSighting(row.Bytes);
            return true;
        }
        catch (JsonException)
        {
            // A damaged row: verify tells of it.
            sighting = null;
            return false;
        }
    }

    private DateTimeOffset TimeOf(Sighting sighting, DateTimeOffset boot) =>
        TimeZoneInfo.ConvertTime(boot.AddTicks(sighting.Time.BootNs / 100), clock.Zone);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The clock is synchronised: the times of {Count} earlier sightings were corrected")]
    private partial void LogCorrected(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Times can't be corrected now ({Reason}); it is tried again")]
    private partial void LogLater(string reason);
}
