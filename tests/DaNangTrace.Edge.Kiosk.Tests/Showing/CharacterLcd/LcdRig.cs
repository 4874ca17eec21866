using System.Text;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>A panel with a clock in the test's hand, on a model of the device.</summary>
internal sealed class LcdRig : IDisposable
{
    public LcdRig(int columns = 20, int rows = 4)
    {
        Model = new Hd44780Model(columns, rows);
        Driver = new LcdDriver(
            new DisplayOptions { Driver = "lcd", Columns = columns, Rows = rows }, Time, Model.Connect, Model.Pause);
        Panel = Driver.Open();
    }

    public FakeTimeProvider Time { get; } = Samples.Time();

    public Hd44780Model Model { get; }

    public LcdDriver Driver { get; }

    public IPanel<Scene> Panel { get; }

    /// <summary>Scenes of every kind, in a language.</summary>
    public static IEnumerable<Scene> Scenes(string language) =>
        SpokenSamples.All.Select(scene => scene with { Language = language });

    /// <summary>How long it takes until a row begins anew.</summary>
    public static TimeSpan PeriodOf(LcdRow row) =>
        row.Frames.Aggregate(TimeSpan.Zero, (sum, frame) => sum + frame.Stands);

    /// <summary>Lets time pass as the device's loop does, and tells each state of the panel.</summary>
    public IEnumerable<(TimeSpan At, IReadOnlyList<string> Lines)> Play(Scene scene, TimeSpan length)
    {
        var due = Panel.Show(scene);
        yield return (TimeSpan.Zero, Model.Lines());
        for (var at = due; at < length; at += due)
        {
            Time.Advance(due);
            due = Panel.Turn();
            yield return (at, Model.Lines());
        }
    }

    /// <summary>
    /// What a row says over time: a line that moves by is put together again, since each step adds a character.
    /// </summary>
    public static IReadOnlyList<(TimeSpan At, string Text)> Said(
        IEnumerable<(TimeSpan At, IReadOnlyList<string> Lines)> states, int row, int from = 0)
    {
        var said = new List<(TimeSpan At, StringBuilder Text)>();
        var before = "";
        foreach (var (at, lines) in states)
        {
            var line = lines[row][from..];
            if (line == before)
                continue;
            if (said.Count > 0 && before.Length > 1 && line.StartsWith(before[1..], StringComparison.Ordinal))
                said[^1].Text.Append(line[^1]);
            else
                said.Add((at, new StringBuilder(line)));
            before = line;
        }
        return [.. said.Select(one => (one.At, one.Text.ToString().TrimEnd()))];
    }

    public void Dispose() => Panel.Dispose();
}
