using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>Where the words of a scene stand on a panel of characters.</summary>
public sealed class LcdFaceTests(ITestOutputHelper output)
{
    public static TheoryData<int, int, string> Panels =>
        new() { { 20, 4, "vi" }, { 20, 4, "en" }, { 16, 2, "vi" }, { 16, 2, "en" }, { 16, 4, "vi" }, { 20, 2, "vi" } };

    [Theory]
    [MemberData(nameof(Panels))]
    public void Every_line_of_every_scene_gets_its_turn(int columns, int rows, string language)
    {
        foreach (var scene in LcdRig.Scenes(language))
        {
            var said = FaceBuilder.Of(scene, language);
            var face = LcdFace.Of(said, columns, rows);

            Assert.Equal(rows, face.Rows.Count);
            var told = face.Rows.SelectMany(Lines).ToList();
            output.WriteLine($"{said.Sign}, {face.Rows.Max(LcdRig.PeriodOf).TotalSeconds:0.0} s");
            told.ForEach(line => output.WriteLine($"    {line}"));
            Assert.All(told.SelectMany(line => line), LcdTextTests.AssertShown);
            Assert.All(face.Rows, row => Assert.All(
                row.Frames, frame => Assert.Equal(columns, row.Column + frame.Text.Length)));
            // What has several rows or turns is joined again; on two rows an action may have come between.
            var all = string.Join(' ', told);
            var others = string.Join(' ', told.Where(line => line != LcdFace.Said(said.Action)));
            Assert.All(
                said.Lines.Select(LcdFace.Worded).Append(LcdText.Clear(said.Word))
                    .Append(LcdText.Clear(said.Action)).Append(said.Fresh ?? "")
                    .Select(text => LcdText.Fold(text, LcdText.LongestCaution)),
                text => Assert.True(all.Contains(text) || others.Contains(text), $"{text} is not in {all}"));
        }
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void What_to_do_about_a_recalled_or_expired_item_never_moves_on_four_rows(string language)
    {
        foreach (var scene in LcdRig.Scenes(language))
        {
            var said = FaceBuilder.Of(scene, language);
            var face = LcdFace.Of(said, 20, 4);
            if (said.Signal != Signal.Stop)
                continue;

            var standing = string.Join(' ', face.Rows.Where(row => row.Frames.Count == 1).SelectMany(Lines));
            Assert.StartsWith(
                $"{LcdFace.Said(said.Word)} {LcdFace.Said(said.Action)}", standing, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void On_two_rows_it_comes_back_within_a_quarter_of_a_minute(string language)
    {
        foreach (var scene in LcdRig.Scenes(language))
        {
            var said = FaceBuilder.Of(scene, language);
            if (said.Signal != Signal.Stop)
                continue;

            var row = LcdFace.Of(said, 16, 2).Rows[1];
            var action = LcdFace.Said(said.Action);
            var (away, lines) = (TimeSpan.Zero, 0);
            Assert.StartsWith(row.Frames[0].Text.TrimEnd(), action, StringComparison.Ordinal);
            Assert.True(Lines(LcdFace.Of(said, 16, 2).Rows[1]).Count() > 2);
            foreach (var frame in row.Frames)
            {
                // What moves by stands at its start: a line of another text, or the action again.
                var isAction = action.Contains(frame.Text.Trim(), StringComparison.Ordinal);
                lines = isAction ? 0 : lines + (frame.Stands > TimeSpan.FromSeconds(1.3) ? 1 : 0);
                away = isAction ? TimeSpan.Zero : away + frame.Stands;
                Assert.True(away <= TimeSpan.FromSeconds(14) || lines <= 1, $"{frame.Text}: {away} without {action}");
            }
        }
    }

    [Theory]
    [InlineData("vi", "Khong mua/dung", "Chua co canh bao")]
    [InlineData("en", "Don't buy or use", "No warning found")]
    public void What_is_said_most_stands_in_a_row_of_sixteen(string language, string recalled, string known)
    {
        Assert.Equal(recalled, Lines(Of(SpokenSamples.Known with { Alert = "recalled" }).Rows[1]).First());
        Assert.Equal(known, Lines(Of(SpokenSamples.Known).Rows[1]).First());
        Assert.All([recalled, known], text => Assert.InRange(text.Length, 1, 16));

        LcdFace Of(Scene scene) => LcdFace.Of(FaceBuilder.Of(scene, language), 16, 2);
    }

    [Theory]
    [MemberData(nameof(Panels))]
    public void A_caution_comes_before_all_but_the_action_and_the_name(int columns, int rows, string language)
    {
        foreach (var scene in LcdRig.Scenes(language))
        {
            var said = FaceBuilder.Of(scene, language);
            if (said.Lines.FirstOrDefault(line => line.Part == FacePart.Caution) is not { } caution)
                continue;

            var moving = LcdFace.Of(said, columns, rows).Rows.Skip(rows == 2 ? 1 : 2).SelectMany(Lines).ToList();
            var text = LcdFace.Said(caution.ToString());
            Assert.InRange(moving.FindIndex(line => text.StartsWith(line, StringComparison.Ordinal)), 0, 3);
        }
    }

    [Fact]
    public void At_rest_the_prompt_has_both_rows_beside_the_arrow()
    {
        var rows = LcdFace.Of(FaceBuilder.Of(new Scene.Idle(1234), "vi"), 20, 4).Rows;

        Assert.Equal(["Dua ma", "vao day"], rows.Take(2).SelectMany(Lines));
        Assert.Equal(
            "Dua ma vao day", Lines(LcdFace.Of(FaceBuilder.Of(new Scene.Idle(), "vi"), 16, 2).Rows[0]).Single());
        Assert.Equal(
            ["Hold the", "code here"],
            LcdFace.Of(FaceBuilder.Of(new Scene.Idle(), "en"), 16, 2).Rows.SelectMany(Lines));
    }

    [Fact]
    public void What_is_called_so_keeps_its_words()
    {
        var scene = SpokenSamples.Known with
        {
            Origin = SpokenSamples.FishSauce with
            {
                Name = new Dictionary<string, string> { ["vi"] = "So Good" },
                Maker = SpokenSamples.FishSauce.Maker! with { Name = "Ông Đúng Không Có Cảnh Báo" },
            },
        };

        var told = LcdFace.Of(FaceBuilder.Of(scene, "vi"), 20, 4).Rows.SelectMany(Lines).ToList();

        Assert.Contains("So Good", told);
        Assert.Contains(told, line => line.EndsWith("Ong Dung Khong Co Canh Bao", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_in_another_script_only_gives_its_place_to_the_next_line()
    {
        var scene = SpokenSamples.Known with
        {
            Origin = SpokenSamples.FishSauce with { Name = new Dictionary<string, string> { ["ko"] = "된장" } },
        };

        Assert.DoesNotContain(
            LcdFace.Of(FaceBuilder.Of(scene, "vi"), 20, 4).Rows.SelectMany(Lines), line => line.Contains('?'));
    }

    [Fact]
    public void A_line_that_is_too_long_stands_moves_a_character_a_step_and_stands_again()
    {
        var row = LcdRow.Of(0, 4, ["abcdef"]);

        Assert.Equal([("abcd", 1500), ("bcde", 300), ("cdef", 1200)],
            row.Frames.Select(frame => (frame.Text, (int)frame.Stands.TotalMilliseconds)));
    }

    [Fact]
    public void Emblems_differ_in_their_silhouettes()
    {
        foreach (var one in Enum.GetValues<Sign>())
        {
            var (large, small) = (Art(LcdEmblems.Large(one), 2), Art(LcdEmblems.Small(one), 1));
            output.WriteLine($"{one}\n{large.Replace('.', ' ')}\n{small.Replace('.', ' ')}");
            foreach (var other in Enum.GetValues<Sign>().Where(other => other > one))
            {
                // A dotted check keeps the silhouette of the whole one, and must not be taken for it.
                Assert.True(Difference(large, Art(LcdEmblems.Large(other), 2)) >= 16, $"{one} looks like {other}");
                Assert.True(Difference(small, Art(LcdEmblems.Small(other), 1)) >= 3, $"{one} looks like {other}");
            }
        }
    }

    private static int Difference(string one, string other) => one.Zip(other).Count(pair => pair.First != pair.Second);

    private static string Art(IReadOnlyList<byte[]> glyphs, int size) => string.Join('\n',
        Enumerable.Range(0, size * 8).Select(row => string.Concat(Enumerable.Range(0, size * 5).Select(column =>
            (glyphs[row / 8 * size + column / 5][row % 8] >> (4 - column % 5) & 1) == 1 ? '#' : '.'))));

    // What a row says, line by line.
    private static IEnumerable<string> Lines(LcdRow row)
    {
        var line = "";
        foreach (var frame in row.Frames)
        {
            var isStep = line.EndsWith(frame.Text[..^1], StringComparison.Ordinal);
            if (!isStep && line.Length > 0)
                yield return line.TrimEnd();
            line = isStep ? line + frame.Text[^1] : frame.Text;
        }
        if (line.TrimEnd().Length > 0)
            yield return line.TrimEnd();
    }
}
