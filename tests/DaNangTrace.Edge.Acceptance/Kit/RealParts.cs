using DaNangTrace.Edge.Kiosk.Showing.Drawing;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// The real parts that tests need. Where one is missing, the test is skipped and says so; under <c>tests/run</c>,
/// which installs and publishes them, it fails.
/// </summary>
internal static class RealParts
{
    /// <summary>The published program.</summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("DNTRACE_PROGRAM") is { Length: > 0 } named ? named
        : Path.Combine(Repository, "artifacts", "dntrace", "dntrace");

    /// <summary>The folder that holds the solution.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DaNangTrace.Edge.sln")))
                folder = folder.Parent;
            return folder?.FullName ?? AppContext.BaseDirectory;
        }
    }

    public static string NeedProgram() =>
        Need(File.Exists(Program) ? Program : null, $"there is no published program {Program}: tests/run makes it");

    /// <summary>The grammar's package.</summary>
    public static string NeedPackage()
    {
        var folder = Environment.GetEnvironmentVariable("DNTRACE_PACKAGES");
        var package = string.IsNullOrEmpty(folder) ? null
            : Directory.GetFiles(folder, "DaNangTrace.Edge.Gs1.*.nupkg").SingleOrDefault();
        return Need(package, "there is no package to look into: tests/run makes it");
    }

    public static string NeedMosquitto() =>
        Need(Find("mosquitto"), "mosquitto is not installed: tests/install mosquitto");

    public static string NeedMosquittoSub() =>
        Need(Find("mosquitto_sub"), "mosquitto_sub is not installed: tests/install mosquitto-clients");

    public static string NeedChromium() =>
        Need(Find("chromium"), "chromium is not installed: tests/install chromium");

    public static string NeedEspeak() =>
        Need(Find("espeak-ng"), "espeak-ng is not installed: tests/install espeak-ng");

    /// <summary>Letters of Korean and Chinese.</summary>
    public static string NeedWideFonts() => Need(
        Typefaces.CanWrite("ko") ? "" : null, "there are no Korean and Chinese letters: tests/install fonts-noto-cjk");

    public static string NeedXvfb() => Need(Find("Xvfb"), "Xvfb is not installed: tests/install xvfb");

    public static string NeedXdotool() => Need(Find("xdotool"), "xdotool is not installed: tests/install xdotool");

    /// <summary>Debian's will not start without Xwayland, whether that is needed or not.</summary>
    public static string NeedCage()
    {
        Need(Find("Xwayland"), "Xwayland is not installed: tests/install xwayland");
        return Need(Find("cage"), "cage is not installed: tests/install cage");
    }

    public static string NeedSystemdAnalyze() =>
        Need(Find("systemd-analyze"), "systemd-analyze is not installed: tests/install systemd");

    public static string NeedStrace() => Need(Find("strace"), "strace is not installed: tests/install strace");

    public static string NeedSqlite3() => Need(Find("sqlite3"), "sqlite3 is not installed: tests/install sqlite3");

    /// <summary>Ordinary users can't mount, whatever is installed.</summary>
    public static bool MayMount => Unix.User() == 0;

    /// <summary>For those who can't, such a test is skipped.</summary>
    public static string NeedMount()
    {
        Assert.SkipUnless(MayMount, "only root may mount a disk: run the tests as root");
        return Need(Find("mount"), "mount is not installed: tests/install mount");
    }

    public static string NeedExt4() =>
        Need(Find("mkfs.ext4"), "mkfs.ext4 is not installed: tests/install e2fsprogs");

    /// <summary>A disk that is mounted, a network that is laid: some containers let not even root do so.</summary>
    /// <param name="isAllowed">Whether it could be done.</param>
    /// <param name="why">What the program said that does it.</param>
    public static void NeedAllowed(bool isAllowed, string why) => Need(isAllowed ? "" : null, why);

    /// <summary>Ordinary users have no networks of their own: for them such a test is skipped.</summary>
    public static void NeedNetworkSpaces()
    {
        Assert.SkipUnless(Unix.User() == 0, "only root may open a network namespace: run the tests as root");
        Need(Find("ip"), "ip is not installed: tests/install iproute2");
        Need(Find("unshare"), "unshare is not installed: tests/install util-linux");
        Need(Find("nsenter"), "nsenter is not installed: tests/install util-linux");
    }

    // Debian puts servers into sbin, which an ordinary user's PATH lacks.
    private static string? Find(string name) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/local/sbin".Split(':')
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string Need(string? path, string reason)
    {
        if (path is not null)
            return path;
        if (Environment.GetEnvironmentVariable("DNTRACE_ALL_PARTS") == "1")
            Assert.Fail($"A part is missing: {reason}");
        Assert.Skip(reason);
        return "";
    }
}
