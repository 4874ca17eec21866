using System.Diagnostics;
using System.Globalization;
using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>
/// Measures the published program, with a real line and a real broker: from a scan's last byte to its message at a
/// subscriber of the broker, from start to the first good answer, memory, size. Prints figures; judges nothing.
/// </summary>
internal static class Latency
{
    /// <summary>First argument of the test program as the measure.</summary>
    public const string Word = "latency";

    private const int WarmUp = 50;
    private const int Starts = 10;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var scans = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 500;
        await using var broker = await Mosquitto.StartAsync();
        using var place = new KioskPlace(broker.Address);
        var starts = new List<double>();
        for (var i = 0; i < Starts; i++)
            starts.Add(await StartAsync(place));
        Console.WriteLine(Figures.Line("start to first 200 of /health", starts, $"{Starts} starts"));

        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("uplink", "ok");
        Console.WriteLine($"{"memory after the start",-36} {Figures.Memory(kiosk.Id)}");
        var times = new List<double>();
        for (var n = 0; n < WarmUp + scans; n++)
        {
            var arrived = witness.NextAsync();
            var begun = Stopwatch.GetTimestamp();
            place.Line.Send(Codes.Ean13(n));
            var at = await arrived.WaitAsync(Until.Deadline);
            if (n >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(begun, at).TotalMilliseconds);
        }
        Console.WriteLine(Figures.Line("scan to message at the broker", times, $"{scans} scans, one at a time"));
        Console.WriteLine($"{"memory after them",-36} {Figures.Memory(kiosk.Id)}");
        var folder = new DirectoryInfo(Path.GetDirectoryName(RealParts.Program)!);
        var size = folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) / 1048576.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"published folder",-36} {size:0.0} MiB"));
        return 0;
    }

    // From exec to the first 200: the scanner's line is open by then.
    private static async Task<double> StartAsync(KioskPlace place)
    {
        using var web = new HttpClient { BaseAddress = new Uri(place.Address) };
        var begun = Stopwatch.GetTimestamp();
        await using var child = KioskProcess.StartProgram(place);
        while (true)
        {
            try
            {
                using var answer = await web.GetAsync("health");
                if (answer.StatusCode == HttpStatusCode.OK)
                    break;
            }
            catch (HttpRequestException) when (!child.HasEnded)
            {
                await Task.Delay(1);
            }
        }
        var taken = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        child.Signal(Unix.Terminate);
        await child.ExitAsync();
        return taken;
    }
}
