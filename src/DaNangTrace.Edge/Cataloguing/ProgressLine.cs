using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>
/// How far an import is, on standard error: one line that is drawn anew on a terminal; else a line a step and a tenth,
/// so that a log stays short.
/// </summary>
internal sealed class ProgressLine
{
    private const int BarLength = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Stopwatch _step = new();
    private ImportStep? _current;
    private TimeSpan _drawn;
    private long _tenth;
    private bool _isDrawn;

    /// <summary>Whether nobody looks: then nothing is shown.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Takes what an import reports.</summary>
    public void Show(ImportProgress progress)
    {
        if (IsSilent)
            return;
        var isNew = _current != progress.Step;
        if (isNew)
        {
            _current = progress.Step;
            _step.Restart();
            _tenth = -1;
        }
        if (_isTerminal)
        {
            if (!isNew && progress.Done < progress.Total && _watch.Elapsed - _drawn < Pause)
                return;
            _drawn = _watch.Elapsed;
            _isDrawn = true;
            Console.Error.Write($"\r{Line(progress),-78}");
            return;
        }
        var tenth = progress.Total > 0 ? progress.Done * 10 / progress.Total : 0;
        if (tenth == _tenth)
            return;
        _tenth = tenth;
        Console.Error.WriteLine(Line(progress).TrimEnd());
    }

    /// <summary>Says what is waited for, on a line of its own.</summary>
    public void Say(string words)
    {
        if (IsSilent)
            return;
        End();
        Console.Error.WriteLine(words);
    }

    /// <summary>Leaves the line, so that what follows begins at its own.</summary>
    public void End()
    {
        if (_isDrawn)
            Console.Error.Write($"\r{"",-78}\r");
        _isDrawn = false;
    }

    private string Line(ImportProgress progress)
    {
        var (words, unit, divisor) = progress.Step switch
        {
            ImportStep.Download => ("downloading", "MB", 1_000_000.0),
            ImportStep.Check => ("checking", "MB", 1_000_000.0),
            ImportStep.Records => ("records", "", 1.0),
            ImportStep.Pictures => ("pictures", "", 1.0),
            _ => ("bringing it to the disk", "", 1.0),
        };
        if (progress.Total == 0)
            return words;
        var share = Math.Clamp((double)progress.Done / progress.Total, 0, 1);
        var filled = (int)(share * BarLength);
        var bar = _isTerminal ? $"[{new string('#', filled)}{new string('.', BarLength - filled)}] " : "";
        var done = (progress.Done / divisor).ToString(unit.Length > 0 ? "0.0" : "0", CultureInfo.InvariantCulture);
        var total = (progress.Total / divisor).ToString(unit.Length > 0 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{words,-12} {bar}{share * 100,3:0} %  {done}/{total}{(unit.Length > 0 ? " " + unit : "")}{Left(share)}");
    }

    private string Left(double share)
    {
        if (share is <= 0 or >= 1 || _step.Elapsed < TimeSpan.FromSeconds(2))
            return "";
        var left = _step.Elapsed * ((1 - share) / share);
        return string.Create(CultureInfo.InvariantCulture, $"  {left.TotalSeconds:0} s left");
    }
}
