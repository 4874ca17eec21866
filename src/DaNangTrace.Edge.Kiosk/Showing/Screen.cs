using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>
/// All displays of the kiosk, and what they show: one scene in one language. Numbers and times each scene and hands it
/// to every display; when its time is over, what stands while nobody scans comes back, in the first language.
/// </summary>
public sealed class Screen : IDisposable
{
    // A touch, and a voice that is not at its end, give a scene its time again; but whoever leans on the screen, or a
    // voice that hangs, must not keep it from the next shopper. No text is read for longer.
    private static readonly TimeSpan Giving = TimeSpan.FromMinutes(5);

    // Timers count whole milliseconds.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    // The page counts by itself: it must hear that a scene stays before it has put it away.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<IDisplay> _displays;
    private readonly ShowingOptions _options;
    private readonly KioskClock _clock;
    private readonly Lock _gate = new();
    private readonly ITimer _end;
    private ShownScene _standing = new(0, 0, TimeSpan.Zero);
    private long _came;
    private Scene _scene = new Scene.Idle();
    private string _language;

    /// <summary>Makes the screen; nothing is shown yet.</summary>
    /// <param name="displays">The displays; each returns at once.</param>
    /// <param name="options">Languages, and how long a scene stands.</param>
    /// <param name="clock">When it is shown.</param>
    public Screen(IReadOnlyList<IDisplay> displays, ShowingOptions options, KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (_displays, _options, _clock, _language) = (displays, options, clock, options.Languages[0]);
        _end = clock.Time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What stands while nobody scans.</summary>
    public Func<Scene> Rest { get; init; } = () => new Scene.Idle();

    /// <summary>Whether the city can be heard.</summary>
    public Func<bool> IsOnline { get; init; } = () => true;

    /// <summary>Whether something is being read aloud: what stands stays for it.</summary>
    public Func<bool> IsSpeaking { get; init; } = () => false;

    /// <summary>Where everybody finds a product at home; null for nowhere.</summary>
    public PublicPage? Page { get; init; }

    /// <summary>The displays.</summary>
    public IReadOnlyList<IDisplay> Displays => _displays;

    /// <summary>The language of all displays at present.</summary>
    public string Language
    {
        get
        {
            lock (_gate)
                return _language;
        }
    }

    /// <summary>What stands now.</summary>
    public Scene Standing
    {
        get
        {
            lock (_gate)
                return _scene;
        }
    }

    /// <summary>Shows a scene on every display; never waits for one.</summary>
    /// <returns>By which it can be replaced.</returns>
    public ShownScene Show(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        lock (_gate)
        {
            var isTimeKnown = _clock.IsWallTimeRight;
            // Displays reckon ages by the wall clock: one that was moved since it was right tells none.
            var areAgesRight = isTimeKnown || _clock.Known is null;
            // Red scenes carry more to read and matter more.
            var isAlert = scene is Scene.Known { Alert: not null };
            var seconds = isAlert ? _options.SceneSeconds * 2 : _options.SceneSeconds;
            _came = _clock.Time.GetTimestamp();
            Put(
                scene with
                {
                    TakeHome = Page?.AddressOf(scene),
                    IsOffline = !IsOnline(),
                    IsTimeKnown = isTimeKnown,
                    IsAgeKnown = scene.IsAgeKnown && areAgesRight,
                    IsWarningsAgeKnown = scene.IsWarningsAgeKnown && areAgesRight,
                },
                _standing.Number + 1, seconds);
            return _standing;
        }
    }

    /// <summary>Shows a scene in the place of one that still stands.</summary>
    /// <returns>By which it can be replaced in turn; null where another stands by now, or its time is over: its shopper
    /// has gone.</returns>
    public ShownScene? Replace(ShownScene shown, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(shown);
        lock (_gate)
            return shown.Number == _standing.Number && !IsOver ? Show(scene) : null;
    }

    /// <summary>Somebody is there: what stands gets its whole time again, as often as it may.</summary>
    public void Touch()
    {
        lock (_gate)
        {
            if (!IsOver && MayStay)
                Put(_scene, _standing.Number, _scene.Seconds);
        }
    }

    /// <summary>Chooses the language of all displays, until nobody is there.</summary>
    /// <returns>False where the kiosk does not speak it.</returns>
    public bool Choose(string language)
    {
        if (!_options.Languages.Contains(language))
            return false;
        lock (_gate)
        {
            _language = language;
            if (IsOver)
            {
                // At rest, too, it must not stay for whoever comes next.
                _came = _clock.Time.GetTimestamp();
                Put(Rest(), _standing.Number, _options.SceneSeconds);
            }
            else if (MayStay)
                Put(_scene, _standing.Number, _scene.Seconds);
            else
                Hand(_scene with { Language = language });
            return true;
        }
    }

    /// <summary>What stands before the first scan is handed to every display: some open their device only
    /// then.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            // A scan came before.
            if (_standing.Number == 0)
                Put(Rest(), 0, 0);
        }
    }

    /// <summary>Nobody scans: what stands then may have changed.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            // Whoever chose a language keeps it as long as before, however often something changes.
            if (_scene.IsRest && Rest() is var rest && Bare(rest) != Bare(_scene))
                Hand(rest with
                {
                    Number = _scene.Number,
                    At = _scene.At,
                    Seconds = _scene.Seconds,
                    Language = _language,
                });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private bool IsOver => _clock.Time.GetElapsedTime(_standing.Since) >= _standing.Lasts;

    private bool MayStay => _clock.Time.GetElapsedTime(_came) <= Giving;

    private static TimeSpan UntilLook(TimeSpan left) => left > Ahead ? left - Ahead : left + Grain;

    private static Scene Bare(Scene scene) =>
        scene with { Number = 0, At = default, Seconds = 0, Language = "" };

    private void End()
    {
        lock (_gate)
        {
            // Soon over, and not yet heard to its end.
            var left = _standing.Lasts - _clock.Time.GetElapsedTime(_standing.Since);
            if (left <= Ahead && _standing.Lasts > TimeSpan.Zero && MayStay && !_scene.IsRest && IsSpeaking())
            {
                Put(_scene, _standing.Number, _scene.Seconds);
                return;
            }
            // A timer that fires a little early, or while a scene takes the place of the one that it was for.
            if (!IsOver)
            {
                _end.Change(UntilLook(left), Timeout.InfiniteTimeSpan);
                return;
            }
            if (_scene is { IsRest: true, Seconds: 0 })
                return;
            _language = _options.Languages[0];
            Put(Rest(), _standing.Number, 0);
        }
    }

    private void Put(Scene scene, long number, int seconds)
    {
        _standing = new ShownScene(number, _clock.Time.GetTimestamp(), TimeSpan.FromSeconds(seconds));
        _end.Change(seconds > 0 ? UntilLook(_standing.Lasts) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Hand(scene with { Number = number, At = _clock.LocalNow, Seconds = seconds, Language = _language });
    }

    private void Hand(Scene scene)
    {
        _scene = scene;
        foreach (var display in _displays)
            display.Show(scene);
    }
}

/// <summary>A scene that was shown.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Since">The timestamp at which it was shown.</param>
/// <param name="Lasts">How long it stands.</param>
public sealed record ShownScene(long Number, long Since, TimeSpan Lasts);
