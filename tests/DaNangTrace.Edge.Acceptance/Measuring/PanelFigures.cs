using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>
/// Measures the published program with a framebuffer and no browser: from a scan's last byte on the line until the
/// whole picture is written, in turn with a peer that copies a finished picture to such a file; what the kiosk holds of
/// memory. Prints figures; judges nothing.
/// </summary>
internal static class PanelFigures
{
    /// <summary>First argument of the test program as the measure.</summary>
    public const string Word = "panel-figures";

    private const int WarmUp = 20;
    private const int Seed = 20261130;

    private static readonly string[] WithoutWideFonts = ["vi", "en"];

    private static readonly (int Width, int Height, int Bits, string[] Languages)[] Panels =
    [
        (1024, 600, 32, SampleScenes.Languages), (1024, 600, 32, WithoutWideFonts), (800, 480, 16, WithoutWideFonts),
        (480, 320, 16, WithoutWideFonts), (1920, 1080, 32, SampleScenes.Languages),
    ];

    // By then what the start needed is given back.
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(15);

    private static readonly string[] Scans = [Codes.Known, Codes.Recalled, Codes.Expired, Codes.NotRegistered];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var scans = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 200;
        foreach (var panel in Panels)
            await MeasureAsync(panel, scans);
        return 0;
    }

    private static async Task MeasureAsync(
        (int Width, int Height, int Bits, string[] Languages) panel, int scans)
    {
        using var folder = new TempFolder();
        // In memory, as a framebuffer is.
        var frame = Path.Combine("/dev/shm", Path.GetFileName(folder.Path));
        try
        {
            using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}", configuration =>
                configuration["showing"] = new JsonObject
                {
                    ["displays"] = new JsonArray(new JsonObject
                    {
                        ["driver"] = "framebuffer",
                        ["device"] = frame,
                        ["width"] = panel.Width,
                        ["height"] = panel.Height,
                        ["bits"] = panel.Bits,
                    }),
                    ["languages"] = new JsonArray([.. panel.Languages.Select(one => JsonValue.Create(one))]),
                });
            await using var kiosk = await KioskProcess.StartAsync(place);
            await kiosk.PartAsync("display framebuffer", "ok");
            var what = $"{panel.Width}x{panel.Height}, {panel.Bits} bits, {panel.Languages.Length} languages";
            await Task.Delay(AtRest);
            Console.WriteLine($"{what}: memory at rest              {Figures.Memory(kiosk.Id)}");
            await ScanAsync(place, frame, panel.Width * panel.Bits / 8, panel.Height, scans, what);
            Console.WriteLine($"{what}: the same after {WarmUp + scans} scans    {Figures.Memory(kiosk.Id)}");
            await ServingAsync(place, kiosk, what);
        }
        finally
        {
            File.Delete(frame);
        }
    }

    private static async Task ScanAsync(
        KioskPlace place, string frame, int stride, int height, int scans, string what)
    {
        using var file = MemoryMappedFile.CreateFromFile(
            frame, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        // All but the line that tells how long a scene still stands.
        var bytes = stride * (height - Math.Max(4, height / 50));
        var pictures = new Dictionary<string, byte[]>();
        foreach (var code in Scans)
        {
            var before = Read(view, bytes);
            place.Line.Send(code);
            // Once another one stands whole, it is that of this code.
            await Until.TrueAsync(
                () => !Is(view, before) && Is(view, pictures[code] = Read(view, bytes)), $"the picture of {code}");
        }
        var (times, copies) = (new List<double>(), new List<double>());
        var (random, peer) = (new Random(Seed), frame + ".peer");
        using var target = File.OpenHandle(peer, FileMode.Create, FileAccess.Write);
        for (var n = 0; n < WarmUp + scans; n++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200 + 60 * random.NextDouble()));
            var code = Scans[n % Scans.Length];
            var begun = Stopwatch.GetTimestamp();
            place.Line.Send(code);
            while (!Is(view, pictures[code]))
            {
                if (Stopwatch.GetElapsedTime(begun) > Until.Deadline)
                    throw new TimeoutException($"{code} was never shown as it was before");
            }
            var shown = Stopwatch.GetElapsedTime(begun);
            begun = Stopwatch.GetTimestamp();
            RandomAccess.Write(target, pictures[code], 0);
            if (n < WarmUp)
                continue;
            times.Add(shown.TotalMilliseconds);
            copies.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
        target.Dispose();
        File.Delete(peer);
        Console.WriteLine(Figures.Line($"{what}: scan to whole picture", times, $"{scans} scans"));
        Console.WriteLine(Figures.Line($"{what}: a finished one copied", copies, $"{scans} copies"));
    }

    // Of what a process has mapped, the kernel counts what is touched from here on.
    private static async Task ServingAsync(KioskPlace place, KioskProcess kiosk, string what)
    {
        await File.WriteAllTextAsync($"/proc/{kiosk.Id}/clear_refs", "1");
        foreach (var code in Scans)
        {
            var recorded = place.Rows.Count;
            place.Line.Send(code);
            await Until.TrueAsync(() => place.Rows.Count > recorded, $"{code} in the ledger");
        }
        var lines = File.ReadLines($"/proc/{kiosk.Id}/smaps_rollup").ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: touched while serving       {Of("Referenced"):0.0} MiB, its own (anonymous) "
            + $"{Of("Anonymous"):0.0} MiB"));

        double Of(string key) => lines.Where(line => line.StartsWith(key + ":", StringComparison.Ordinal))
            .Select(line => long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0)
            .FirstOrDefault();
    }

    private static byte[] Read(MemoryMappedViewAccessor view, int bytes)
    {
        var picture = new byte[bytes];
        view.ReadArray(0, picture, 0, bytes);
        return picture;
    }

    private static unsafe bool Is(MemoryMappedViewAccessor view, byte[] picture)
    {
        byte* at = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref at);
        try
        {
            // The last row is written last: as long as that differs, nothing else need be looked at.
            var last = picture.Length - 4096;
            return new ReadOnlySpan<byte>(at + last, 4096).SequenceEqual(picture.AsSpan(last))
                && new ReadOnlySpan<byte>(at, picture.Length).SequenceEqual(picture);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }
}
