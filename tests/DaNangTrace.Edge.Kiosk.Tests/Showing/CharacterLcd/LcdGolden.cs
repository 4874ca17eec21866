using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>
/// What a shopper sees of one scene of each kind, as text: the panel as it stands first, its emblem, and what each row
/// that moves says over its whole course.
/// </summary>
internal static class LcdGolden
{
    /// <summary>One scene of each kind.</summary>
    public static IEnumerable<Scene> Kinds(string language)
    {
        Dictionary<string, string> notice = new()
        {
            ["vi"] = "Chợ Hàn mở cửa từ 6 giờ đến 19 giờ mỗi ngày.",
            ["en"] = "Han Market is open from 6 am to 7 pm.",
        };
        Scene[] scenes =
        [
            new Scene.Idle(1234, null, notice), new Scene.Announcement(notice), new Scene.OutOfOrder(),
            SpokenSamples.Known,
            SpokenSamples.Known with { Stale = true, WarningsAsOf = SpokenSamples.At.AddDays(-5) },
            SpokenSamples.Known with { Cautions = ["compareLot"], Recall = SpokenSamples.Recall },
            SpokenSamples.Several, SpokenSamples.NotRegistered, SpokenSamples.Recalled, SpokenSamples.Expired,
            new Scene.InStore("2012345678900"), new Scene.Reading("8936012345674"),
            new Scene.OutOfReach("8936012345674"), new Scene.Payment(), new Scene.Personal(),
            new Scene.Unreadable("check-digit"),
        ];
        return scenes.Select(scene => scene with { Language = language });
    }

    /// <summary>All of them on one panel.</summary>
    public static string Of(int columns, int rows, string language)
    {
        var text = new StringBuilder();
        foreach (var scene in Kinds(language))
        {
            using var rig = new LcdRig(columns, rows);
            var face = LcdFace.Of(FaceBuilder.Of(scene, language), columns, rows);
            var states = rig.Play(scene, face.Rows.Max(LcdRig.PeriodOf)).ToList();
            text.Append(CultureInfo.InvariantCulture, $"{FaceBuilder.SignOf(scene)}\n");
            AppendPicture(text, states[0].Lines, rig.Model.Art());
            for (var at = 0; at < rows; at++)
            {
                var row = face.Rows[at];
                if (row.Frames.Count > 1)
                    AppendCourse(text, at, LcdRig.Said(
                        states.TakeWhile(one => one.At < LcdRig.PeriodOf(row)), at, row.Column));
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static void AppendPicture(StringBuilder text, IReadOnlyList<string> lines, IReadOnlyList<string> art)
    {
        var border = $"  +{new string('-', lines[0].Length)}+";
        List<string> panel = [border, .. lines.Select(line => $"  |{line}|"), border];
        for (var at = 0; at < Math.Max(panel.Count, art.Count); at++)
        {
            var left = at < panel.Count ? panel[at] : "";
            var right = at < art.Count ? art[at].Replace('.', ' ') : "";
            text.Append($"{left.PadRight(border.Length)}    {right}".TrimEnd()).Append('\n');
        }
    }

    private static void AppendCourse(StringBuilder text, int row, IReadOnlyList<(TimeSpan At, string Text)> said)
    {
        foreach (var (at, line) in said)
            text.Append(CultureInfo.InvariantCulture, $"  row {row + 1} {at.TotalSeconds,5:0.0} s  {line}\n");
    }
}
