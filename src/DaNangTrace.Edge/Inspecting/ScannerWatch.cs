using System.Globalization;
using DaNangTrace.Edge.Decoding;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
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
    private readonly Gs1Reader _reader = new(TimeProvider.System, recognisers);
    private readonly PeopleTable _people = new(TimeProvider.System, manner);
    private readonly DeviceClaims _claims = new();
    private readonly Lock _gate = new();
    private int _codes;
    private bool _isOnly;

    /// <summary>Watches until it is told to stop, or has seen enough codes.</summary>
    public async Task RunAsync(IReadOnlyList<ScannerOptions> scanners, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var clock = new KioskClock(_time, TimeZoneInfo.Local, () => true);
        _isOnly = scanners.Count == 1;
        foreach (var scanner in scanners)
            Write(scanner.Name, "settings", SettingsOf(scanner));
        Write("", "", "Nothing is recorded or shown to shoppers. Ctrl-C ends.");
        await Task.WhenAll(scanners.Select(scanner => WatchAsync(scanner, clock, enough)));
        Write("", "", string.Create(CultureInfo.InvariantCulture, $"{_codes} code{(_codes == 1 ? "" : "s")} watched."));
    }

    private async Task WatchAsync(ScannerOptions options, KioskClock clock, CancellationTokenSource enough)
    {
        var endedBy = "";
        var log = new WatchLog((what, text) => Write(options.Name, what, text));
        var tap = new ScanTap(bytes => Write(options.Name, "bytes", Cut(bytes)), end => endedBy = end);
        var scanner = ScanningSetup.Make(options, clock, log, _claims, tap);
        await scanner.RunAsync(
            (scan, _) =>
            {
                if (_codes < (most ?? int.MaxValue))
                    WriteCode(options.Name, scan, endedBy.Length == 0 ? "the end of its line" : endedBy);
                if (_codes >= most)
                    enough.Cancel();
                return ValueTask.CompletedTask;
            },
            enough.Token);
    }

    private void WriteCode(string scanner, Scan scan, string endedBy)
    {
        var reading = _reader.Read(scan.Symbol);
        var taken = _time.GetElapsedTime(scan.Stamp).TotalMilliseconds;
        Write(scanner, "code", string.Create(
            CultureInfo.InvariantCulture, $"ended by {endedBy}, read {taken:0.00} ms after its last byte"));
        foreach (var line in _people.Of(reading).TrimEnd('\n').Split('\n'))
            Write("", "", line);
        if (reading is Reading.Text)
            Write("", "", "  " + Cut(Shown.Of(scan.Symbol.Text, MostShown)));
        if (ControlCharacters.AreIn(scan.Symbol.Text))
            Write(scanner, "alert", "control characters that no product's code has: the kiosk alerts");
        if (endedBy.EndsWith("silence", StringComparison.Ordinal))
            Write(scanner, "hint", "it sent no terminator: set it to a CR suffix, and codes come at once");
        Interlocked.Increment(ref _codes);
    }

    private static string Cut(string text) => text.Length <= MostShown
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..MostShown]}… ({text.Length} characters)");

    private static string SettingsOf(ScannerOptions options)
    {
        var line = options.Driver == "serial"
            ? string.Create(CultureInfo.InvariantCulture,
                $", {options.Baud} baud {options.DataBits}{char.ToUpperInvariant(options.Parity[0])}{options.StopBits}")
            : "";
        var layout = options.Driver == "wedge" ? $", layout {options.Layout}" : "";
        return $"{options.Port ?? DeviceMatch.Wanted(options)} by {options.Driver}, "
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
