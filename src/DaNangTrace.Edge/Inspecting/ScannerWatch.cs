using System.Globalization;
using DaNangTrace.Edge.Decoding;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Inspecting;

/// <summary>
/// Shows live what scanners send, by the kiosk's own drivers: bytes, what ended each code, its reading, and the time
/// from the last byte that was read. Nothing is recorded.
/// </summary>
/// <param name="recognisers">What is known of stamps and hosts.</param>
/// <param name="manner">Language and colour.</param>
/// <param name="output">Where it is written.</param>
/// <param name="most">Ends after so many codes; null for never.</param>
internal sealed class ScannerWatch(Gs1Options recognisers, Manner manner, TextWriter output, int? most)
{
    // A whole QR code of digits would fill the screen, and its end says no more than its beginning.
    private const int MostShown = 400;

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly Lock _gate = new();
    private int _codes;
    private bool _isOnly;

    /// <summary>Watches until it is told to stop, or has seen enough codes.</summary>
    public async Task RunAsync(IReadOnlyList<ScannerOptions> scanners, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var log = new WatchLog(Write);
        var clock = new KioskClock(_time, TimeZoneInfo.Local, () => true);
        _isOnly = scanners.Count == 1;
        foreach (var scanner in scanners)
            Write(scanner.Name, "settings", SettingsOf(scanner));
        Write("", "", "Nothing is recorded or shown to shoppers. Ctrl-C ends.");
        var running = scanners.Select(scanner => WatchAsync(scanner, clock, log, enough)).ToList();
        await Task.WhenAll(running);
    }

    private async Task WatchAsync(
        ScannerOptions options, KioskClock clock, WatchLog log, CancellationTokenSource enough)
    {
        var reader = new Gs1Reader(_time, recognisers);
        var people = new PeopleTable(_time, manner);
        var endedBy = "";
        var tap = new ScanTap(
            bytes => Write(options.Name, "bytes", bytes.Length <= MostShown ? bytes : bytes[..MostShown] + "…"),
            end => endedBy = end);
        var scanner = ScanningSetup.Make(options, clock, log, tap);
        await scanner.RunAsync(
            (scan, _) =>
            {
                var reading = reader.Read(scan.Symbol);
                var taken = _time.GetElapsedTime(scan.Stamp).TotalMilliseconds;
                var end = endedBy.Length == 0 ? "its line's end" : endedBy;
                Write(options.Name, "code", string.Create(
                    CultureInfo.InvariantCulture, $"ended by {end}, read {taken:0.00} ms after its last byte"));
                if (ControlCharacters.AreIn(scan.Symbol.Text))
                    Write(options.Name, "alert", "control characters that no product's code has: the kiosk alerts");
                foreach (var line in people.Of(reading).TrimEnd('\n').Split('\n'))
                    Write("", "", line);
                if (Interlocked.Increment(ref _codes) >= most)
                    enough.Cancel();
                return ValueTask.CompletedTask;
            },
            enough.Token);
    }

    private static string SettingsOf(ScannerOptions options)
    {
        var line = options.Driver == "serial"
            ? string.Create(CultureInfo.InvariantCulture,
                $", {options.Baud} baud {options.DataBits}{char.ToUpperInvariant(options.Parity[0])}{options.StopBits}")
            : "";
        var layout = options.Driver == "wedge" ? $", layout {options.Layout}" : "";
        return $"{options.Port ?? $"vendors {string.Join(", ", options.Vendors)}"} by {options.Driver}, "
            + $"profile {options.Profile ?? "none"}{line}{layout}, terminator {options.Terminator}";
    }

    private void Write(string scanner, string what, string text)
    {
        var time = _time.GetLocalNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        // Several scanners are watched at once: a line is written whole.
        lock (_gate)
        {
            output.WriteLine(what.Length == 0
                ? $"{"",12}  {text}"
                : $"{manner.Dim(time)}  {what,-8}  {(scanner.Length == 0 || _isOnly ? "" : scanner + ": ")}{text}");
            output.Flush();
        }
    }
}
