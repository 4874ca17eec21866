using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the ledger tells of itself when somebody asks.</content>
public partial class Ledger
{
    // A page of the screen takes as long; an fsync of a card that wears out takes more.
    private static readonly TimeSpan SlowFrom = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StuckFrom = TimeSpan.FromSeconds(10);

    // Somebody looks at /health once a minute.
    private static readonly TimeSpan SlowIsTold = TimeSpan.FromMinutes(1);

    // A weekend, in which nobody comes to mend a network.
    private const double FewHours = 72;

    private sealed record SlowCommit(long At, TimeSpan Took, DateTimeOffset When);

    private volatile SlowCommit? _slow;

    /// <summary>
    /// Hours until nothing more can be recorded, at the rate of this kiosk's last day: until the ledger is full of what
    /// can't make room, or the disk is full. Null before an hour has passed, and where nothing grows.
    /// </summary>
    public double? HoursLeft
    {
        get
        {
            var figures = Figures;
            if (_rate.AnHour() is not { } rows || rows * figures.BytesPerRow <= 0)
                return null;
            var room = figures.MostBytes - figures.UndeliveredBytes;
            // What delivered rows will give back counts as free: they make room before the file grows.
            var onDisk = FreeOnDisk() + figures.UsedBytes - figures.UndeliveredBytes;
            return Math.Round(Math.Max(0, Math.Min(room, onDisk)) / (rows * figures.BytesPerRow), 1);
        }
    }

    /// <summary>How the ledger is now, with all that nobody is there to tell it of: a disk that hangs, time that
    /// passes.</summary>
    public Condition.State Now
    {
        get
        {
            var now = Condition.Now;
            if (StuckFor is var stuck && stuck > SlowFrom)
            {
                return new Condition.State(
                    stuck > StuckFrom ? Wellness.Down : Wellness.Degraded,
                    _time.GetUtcNow() - stuck,
                    $"the disk has not answered for {stuck.TotalSeconds:0} s; sightings wait in memory: if it lasts, "
                    + "replace the card");
            }
            if (now.Wellness != Wellness.Ok)
                return now;
            if (_slow is { } slow && _time.GetElapsedTime(slow.At) < SlowIsTold)
            {
                return new Condition.State(
                    Wellness.Degraded, slow.When,
                    $"{now.Message}; the disk is slow, it took {slow.Took.TotalSeconds:0.0} s for a sighting: a card "
                    + "that wears out does so, replace it soon");
            }
            var figures = Figures;
            if (figures.RescueTrouble is { } lost)
                return new Condition.State(Wellness.Degraded, now.Since, $"{now.Message}; {lost}");
            if (figures.PendingFrom is { } from && from.Epoch != figures.Newest.Epoch)
            {
                return new Condition.State(
                    Wellness.Degraded, now.Since,
                    $"{now.Message}; an earlier ledger was damaged and set aside, what could be read of it is "
                    + "delivered first: replace the card");
            }
            if (figures.SetAsides > 0)
            {
                return new Condition.State(
                    Wellness.Degraded, now.Since,
                    $"{now.Message}; {figures.SetAsides} earlier ledgers were damaged, {figures.Gone} sightings are "
                    + "lost: replace the card, and remove its ledger-N.corrupt");
            }
            if (figures.ChangedRow is { } changed)
            {
                return new Condition.State(
                    Wellness.Degraded, now.Since,
                    $"{now.Message}; row {changed} is not what it was when it was recorded: dntrace ledger verify "
                    + "tells more, and a card that changes bytes is to be replaced");
            }
            return HoursLeft is { } hours and < FewHours && figures.Pending > 0
                ? new Condition.State(
                    Wellness.Degraded, now.Since,
                    $"{now.Message}; there is room for {hours:0} hours at this kiosk's rate: bring the network back, "
                    + "free the disk, or raise recording.maxSize")
                : now;
        }
    }

    private long FreeOnDisk()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(_store.File)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that can't be asked is told of by what can't be written.
            return long.MaxValue / 2;
        }
    }

    private void NoteTime(TimeSpan took)
    {
        if (took >= SlowFrom)
            _slow = new SlowCommit(_time.GetTimestamp(), took, _time.GetUtcNow());
    }
}
