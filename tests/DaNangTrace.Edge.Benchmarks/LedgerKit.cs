using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>What the ledger's measurements share.</summary>
internal static class LedgerKit
{
    private static readonly SightingReading Reading =
        SightingReading.Of(new Gs1Reader(TimeProvider.System).Read(
            Symbol.Parse(Gs1Samples.TextOf(Gs1Sample.DataMatrix))));

    public static KioskClock Clock { get; } = new(TimeProvider.System, TimeZoneInfo.Utc, () => true);

    /// <summary>A sighting as most are: what a package of food carries, registered.</summary>
    public static Sighting Sighting()
    {
        var now = Clock.Now();
        return new Sighting
        {
            Id = Guid.CreateVersion7(now.At),
            Market = "han",
            Kiosk = "k-han-001",
            Scanner = "front",
            At = now.At,
            Time = new SightingTime("sync", now.BootId, now.BootNanoseconds),
            Reading = Reading,
            Answer = new SightingAnswer("known", 7, 3600, []),
        };
    }

    /// <summary>The bytes that the ledger keeps of it, and a line's end.</summary>
    public static byte[] Record()
    {
        var sighting = Sighting();
        var kept = sighting with { Epoch = sighting.Id, Seq = 1000, Prev = new('0', 64) };
        return [.. WireJson.ToBytes(kept), (byte)'\n'];
    }

    /// <summary>A ledger in a folder that is made for it.</summary>
    public static CountingLedger Open(string folder, KioskClock? clock = null)
    {
        Directory.CreateDirectory(folder);
        return new CountingLedger(folder, clock ?? Clock);
    }

    /// <summary>Appends a sighting; one that is not kept ends the measurement.</summary>
    public static async Task KeepAsync(Ledger ledger)
    {
        if (await ledger.AppendAsync(Sighting()) is Recorded.Failed failed)
            throw new InvalidOperationException(failed.Reason);
    }

    /// <summary>Takes what waits and settles it, as the uplink does.</summary>
    public static async Task DeliverAsync(Ledger ledger)
    {
        var rows = await ledger.TakeUndeliveredAsync(100);
        if (rows.Count > 0)
            await ledger.SettleAsync(SettledRange.Of(rows, LedgerState.Delivered));
    }

    /// <summary>Bytes that a process gave to block devices; a memory file system is none.</summary>
    public static long BytesWritten(int process) => Number($"/proc/{process}/io", "write_bytes:");

    /// <summary>The most memory that a process held, in MiB.</summary>
    public static double MostMemory(int process) => Number($"/proc/{process}/status", "VmHWM:") / 1024.0;

    /// <summary>The memory that a process holds now, in MiB.</summary>
    public static double Memory(int process) => Number($"/proc/{process}/status", "VmRSS:") / 1024.0;

    /// <summary>The value below which a share of the values lies.</summary>
    public static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    /// <summary>Prints text with numbers as they are written everywhere.</summary>
    public static void Tell(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static long Number(string file, string name)
    {
        var line = File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(
            line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}

/// <summary>The kiosk's ledger; it counts how often it commits.</summary>
internal sealed class CountingLedger(string folder, KioskClock clock)
    : Ledger(folder, new RecordingOptions { MaxSize = "4 GiB" }, clock, NullLogger.Instance)
{
    /// <summary>Transactions since the start.</summary>
    public int Commits { get; private set; }

    protected internal override void Keep(Batch batch)
    {
        Commits++;
        base.Keep(batch);
    }
}

/// <summary>
/// Time that passes faster: between lone scans lie pauses of minutes, in which the ledger writes down what was settled,
/// and nobody waits for a thousand of them.
/// </summary>
internal sealed class FastTime(int speed) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _begun + ((System.GetTimestamp() - _begun) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

    private TimeSpan Shorter(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / speed;
}
