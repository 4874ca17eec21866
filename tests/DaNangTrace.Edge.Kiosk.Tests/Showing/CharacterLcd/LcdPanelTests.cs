using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>Scenes as they stand on the panel, and what it costs to put them there.</summary>
public sealed class LcdPanelTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(20, 4, "vi")]
    [InlineData(20, 4, "en")]
    [InlineData(16, 2, "vi")]
    [InlineData(16, 2, "en")]
    public void Every_scene_after_every_other_stands_as_if_it_were_the_first(int columns, int rows, string language)
    {
        using var rig = new LcdRig(columns, rows);
        var number = 1L;
        foreach (var scene in LcdRig.Scenes(language).Select(scene => scene with { Number = number++ }))
        {
            rig.Panel.Show(scene);
            using var fresh = new LcdRig(columns, rows);
            fresh.Panel.Show(scene);

            var lines = rig.Model.Lines();
            output.WriteLine($"{FaceBuilder.SignOf(scene)}\n{string.Join('\n', lines)}");
            Assert.Equal(fresh.Model.Lines(), lines);
            Assert.Equal(fresh.Model.Art(), rig.Model.Art());
            Assert.All(lines.SelectMany(line => line).Where(sign => sign < 'α'), LcdTextTests.AssertShown);
            // So that it stands somewhere in its course when the next one comes.
            foreach (var _ in rig.Play(scene, TimeSpan.FromSeconds(number)))
            {
            }
        }
        Assert.Empty(rig.Model.Faults);
    }

    [Fact]
    public void What_moves_is_all_said_and_begins_anew()
    {
        using var rig = new LcdRig();
        var face = LcdFace.Of(FaceBuilder.Of(SpokenSamples.Known, "vi"), 20, 4);

        var said = LcdRig.Said(rig.Play(SpokenSamples.Known, 2 * LcdRig.PeriodOf(face.Rows[3])), 3);

        Assert.Contains("Noi lam: Nam O, Da Nang", said.Select(one => one.Text));
        var half = said.Count / 2;
        Assert.Equal(said.Take(half).Select(one => one.Text), said.Skip(half).Select(one => one.Text));
        Assert.Equal(LcdRig.PeriodOf(face.Rows[3]), said[half].At - said[0].At);
    }

    [Fact]
    public void The_same_scene_again_lets_go_on_what_moves_and_writes_nothing()
    {
        using var rig = new LcdRig();
        foreach (var _ in rig.Play(SpokenSamples.Known, TimeSpan.FromSeconds(7)))
        {
        }
        var (before, count) = (rig.Model.Lines(), rig.Model.Characters.Count);

        rig.Panel.Show(SpokenSamples.Known with { IsAgeKnown = true });
        Assert.Equal(before, rig.Model.Lines());
        Assert.Equal(count, rig.Model.Characters.Count);

        // Scanned once more it begins anew, as the shopper does.
        rig.Panel.Show(SpokenSamples.Known with { Number = 2 });
        Assert.NotEqual(before, rig.Model.Lines());
    }

    [Fact]
    public void A_step_of_a_line_writes_that_line_only()
    {
        using var rig = new LcdRig();
        var scene = new Scene.Announcement(Texts(string.Concat(Enumerable.Repeat("ab", 40))));
        var due = rig.Panel.Show(scene);
        var count = rig.Model.Characters.Count;

        rig.Time.Advance(due);
        rig.Panel.Turn();

        Assert.Equal(TimeSpan.FromSeconds(1), due);
        Assert.Equal(count, rig.Model.Characters.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(0.5));
        rig.Panel.Turn();
        Assert.Equal(count + 20, rig.Model.Characters.Count);
        Assert.StartsWith("bab", rig.Model.Lines()[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Vietnamese_and_English_are_written_and_others_give_way_to_English()
    {
        using var rig = new LcdRig();
        string[] words = [.. SceneWords.Languages.Select((language, number) =>
        {
            rig.Panel.Show(SpokenSamples.Recalled with { Language = language, Number = number });
            return rig.Model.Lines()[0][2..].Trim();
        })];

        Assert.Equal(["Bi thu hoi", "Recalled", "Recalled", "Recalled"], words);
    }

    [Fact]
    public void Nothing_stands_when_the_kiosk_has_stopped()
    {
        var rig = new LcdRig();
        rig.Panel.Show(SpokenSamples.Known);
        Assert.True(rig.Model.IsLit);

        rig.Dispose();

        Assert.Equal((false, 0), (rig.Model.IsLit, rig.Model.Open));
        Assert.All(rig.Model.Lines(), line => Assert.Equal(new string(' ', 20), line));
    }

    [Fact]
    public void Nothing_but_what_the_controller_has_reaches_it_whatever_a_text_holds()
    {
        string[] hostile =
        [
            new('w', 10_000), "\u202eabc\u202c\u200f\u061c", "a" + new string('\u0301', 500) + "b",
            new('\u0489', 700), "🐟🏴\U000E0067\U000E0062\U000E007F👩‍👩‍👧", "\u001b[2J\u001b]0;x\u0007\r\n\b\0\u009b",
            "\\~\\~\u007f\u0080", "\ud800\udc00\udc00\ud800", string.Concat(Enumerable.Repeat("한국 ", 3000)),
        ];
        foreach (var (columns, rows) in new[] { (20, 4), (16, 2) })
        {
            using var rig = new LcdRig(columns, rows);
            foreach (var (text, at) in hostile.Select((text, at) => (text, at)))
            {
                foreach (var scene in Scenes(text))
                    Assert.NotEmpty(rig.Play(scene with { Number = at }, Minute));
            }
            Assert.All(rig.Model.Characters.Where(c => c > 0x1F), c => LcdTextTests.AssertShown((char)c));
            Assert.Empty(rig.Model.Faults);
        }

        static IEnumerable<Scene> Scenes(string text) =>
        [
            SpokenSamples.Known with { Origin = SpokenSamples.FishSauce with { Name = Texts(text) } },
            SpokenSamples.Recalled with { Recall = SpokenSamples.Recall with { Reason = Texts(text), Lots = [text] } },
            new Scene.Idle(null, null, Texts(text)), new Scene.Announcement(Texts(text)),
            SpokenSamples.NotRegistered with { What = "web", Host = text },
        ];
    }

    [Fact]
    public void A_scene_is_there_after_few_transfers()
    {
        output.WriteLine("scene           transfers  bytes  ms at 100 kHz");
        foreach (var scene in LcdGolden.Kinds("vi"))
        {
            using var rig = new LcdRig();
            rig.Panel.Show(new Scene.Idle(1234) { Number = 1 });
            var (transfers, bytes, began) = (rig.Model.Transfers, rig.Model.Bytes, rig.Model.Now);

            rig.Panel.Show(scene with { Number = 2 });

            (transfers, bytes) = (rig.Model.Transfers - transfers, rig.Model.Bytes - bytes);
            output.WriteLine($"{FaceBuilder.SignOf(scene),-15} {transfers,9} {bytes,6} "
                + $"{(rig.Model.Now - began) / 1000,14:0.0}");
            // All cells and four glyphs anew would be 12 transfers and 500 bytes; runs that are parted cost more
            // transfers, and less bytes.
            Assert.InRange(transfers, 1, 30);
            Assert.InRange(bytes, 1, 560);
        }
    }

    private static Dictionary<string, string> Texts(string text) => new() { ["vi"] = text };
}
