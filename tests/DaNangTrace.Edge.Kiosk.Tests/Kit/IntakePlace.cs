using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A kiosk to which a city announces packs: real keys, manifests and notes; when it is and what the server does, the
/// test says.
/// </summary>
internal sealed class IntakePlace : IDisposable
{
    public const string Source = "https://packs.example/han/";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<(Uri Address, TimeSpan At, long Version)> _asked = [];

    public IntakePlace(int seed = 1)
    {
        var clock = Samples.Clock(Time);
        Place = new ImportPlace(clock);
        Place.Options = new CatalogOptions { Trust = Place.Options.Trust, Sources = [Source] };
        var quiet = new QuietMinutes(() => Interlocked.Read(ref _newest), Time);
        var tools = new PackTools(clock, new Random(seed), Log);
        var judge = new PackJudge(Place.Data, Place.Options, PackNotes.InFile(Place.Data, clock), clock);
        Catalog = new PackErrand(
            PackManifest.Full, judge, TakeAsync,
            PackTiming.Catalog with { IsQuiet = quiet.Are, IsUrgent = () => IsUrgent }, tools);
        Recalls = new PackErrand(PackManifest.RecallList, judge, TakeAsync, PackTiming.Recalls, tools);
        Intake = new PackIntake(Catalog, Recalls);
    }

    private long _newest;

    public FakeTimeProvider Time { get; } = Samples.Time();

    public LoggedLines Log { get; } = new();

    public ImportPlace Place { get; }

    /// <summary>The work on what is announced.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public PackErrand Catalog { get; }

    public PackErrand Recalls { get; }

    public PackIntake Intake { get; }

    /// <summary>Whether the kiosk has no catalog of the city's.</summary>
    public bool IsUrgent { get; set; }

    /// <summary>What the server does; null takes what was announced.</summary>
    public Func<PackTaking?>? Answer { get; set; }

    /// <summary>A version for which the server stands still.</summary>
    public long? StandsStillFor { get; set; }

    /// <summary>An address at which it does.</summary>
    public Uri? StandsStillAt { get; set; }

    /// <summary>What comes of an attempt that does not end when it is told to; null for none.</summary>
    public Task<PackTaking>? Slow { get; set; }

    /// <summary>The packs that the server has.</summary>
    public Dictionary<long, TestPack> Server { get; } = [];

    /// <summary>What was asked for, and how long after the beginning.</summary>
    public IReadOnlyList<(Uri Address, TimeSpan At, long Version)> Asked
    {
        get
        {
            lock (_asked)
                return [.. _asked];
        }
    }

    public void Scan() => Interlocked.Increment(ref _newest);

    public void Start() => Running = Intake.RunAsync(_stop.Token);

    /// <summary>Announces a pack, and returns its notice.</summary>
    public PackNotice Announce(TestPack pack, string url = Source + "17/", string? kind = null)
    {
        Server[pack.Version] = pack;
        var notice = NoticeOf(pack, url);
        Intake.Offer(kind ?? pack.Kind, notice);
        return notice;
    }

    public static PackNotice NoticeOf(TestPack pack, string url = Source + "17/") => new(
        1, url, File.ReadAllBytes(Path.Combine(pack.Path, PackManifest.FileName)),
        File.ReadAllBytes(Path.Combine(pack.Path, PackManifest.SignatureName)));

    /// <summary>Lets the time go by in steps until something has happened.</summary>
    public async Task PassAsync(Func<bool> happened, string what, TimeSpan? step = null)
    {
        var began = Time.GetUtcNow();
        while (!happened())
        {
            if (Time.GetUtcNow() - began > TimeSpan.FromHours(30))
                Assert.Fail($"did not happen within 30 h: {what}; {Catalog.Standing}\n{string.Join('\n', Log.Lines)}");
            Time.Advance(step ?? TimeSpan.FromSeconds(10));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets so much time go by.</summary>
    public async Task PassAsync(TimeSpan time, TimeSpan? step = null)
    {
        var until = Time.GetUtcNow() + time;
        await PassAsync(() => Time.GetUtcNow() >= until, "the time", step);
    }

    public void Dispose()
    {
        _stop.Cancel();
        // What it is doing in the folder ends first.
        ((IAsyncResult)Running).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10));
        _stop.Dispose();
        foreach (var pack in Server.Values)
            pack.Dispose();
        Place.Dispose();
    }

    private async Task<PackTaking> TakeAsync(Uri address, PackNotice notice, CancellationToken stop)
    {
        Assert.True(PackJson.TryReadManifest(notice.Manifest, out var manifest, out _));
        lock (_asked)
            _asked.Add((address, Time.GetUtcNow() - Samples.Noon, manifest.Version));
        if (Slow is not null)
            return await Slow;
        if (manifest.Version == StandsStillFor || address == StandsStillAt)
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        if (Answer?.Invoke() is { } answer)
            return answer;
        using var trust = TrustedKeys.Load(Place.Options.Trust);
        var outcome = new CatalogImport(Place.Data, Place.Options, trust, Place.Clock)
            .Run(Server[manifest.Version].Folder, null, stop);
        return outcome is ImportOutcome.Refused refused
            ? new PackTaking.Refused(refused.Refusal)
            : new PackTaking.Taken();
    }
}
