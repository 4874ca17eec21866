using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>
/// The face of a registered product, with each record of the sample catalog: what stands there says the same as its ten
/// facts, and nothing gives way for which there is room.
/// </summary>
public sealed class KnownFaceTests
{
    private const string Dates =
        "[...document.querySelectorAll('#read .when > p')].map((line) => line.textContent).join('\\n')";

    // What has given way and would find room after all: the step that took it must be taken back.
    private const string CouldStand = """
        (() => {
          const read = document.getElementById("read");
          const isWhole = (text) => !text || text.scrollHeight <= text.clientHeight + 1;
          const fits = () => read.scrollHeight <= read.clientHeight + 1 && isWhole(document.getElementById("name"));
          const isSeen = (selector) => [...read.querySelectorAll(selector)].some((one) => one.checkVisibility());
          const found = [];
          for (const [name, selector, display] of [
            ["the way's bridge", ".way > svg", "block"], ["how to mend it", ".mend", "-webkit-box"],
            ["the picture", ".picture", "block"],
          ]) {
            if (!read.querySelector(selector) || isSeen(selector)) continue;
            const lowest = [...read.querySelectorAll(selector)].at(-1);
            lowest.style.display = display;
            if (fits()) found.push(name);
            lowest.style.display = "";
          }
          return found.join(", ");
        })()
        """;

    private const string Bridges =
        "[...document.querySelectorAll('#read .way > svg')].filter((one) => one.checkVisibility()).length";

    // A visitor learns by it what the thing is: nothing else may stand at its cost.
    private const string CutProducts = """
        [...document.querySelectorAll("#read #name, #read .translation")]
          .filter((text) => !text.checkVisibility() || text.textContent.endsWith("…"))
          .map((text) => text.textContent).join(", ")
        """;

    // Whose name is cut although the day behind it stands.
    private const string CutNames = """
        [...document.querySelectorAll("#read .says:has(.day) .one-line")]
          .filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent).join(", ")
        """;

    // Of the name and of the texts, in pixels.
    private const string Sizes = """
        ["#name", "#read .maker > .label"].map((selector) => {
          const element = document.querySelector(selector);
          return parseFloat(getComputedStyle(element).fontSize) * element.currentCSSZoom;
        })
        """;

    // Facts that are told nowhere else, and are cut; marks whose day is away although there is room for another line.
    private const string CutFacts = """
        [...document.querySelectorAll(".ten-list .value")]
          .filter((value) => value.scrollWidth > value.clientWidth || value.textContent.endsWith("…"))
          .concat([...document.querySelectorAll(
            ".ten-list .grade:is(:has([data-icon=matched]), :has([data-icon=inspected])) .says:not(:has(.day))")]
            .filter((grade) => {
              const [list, line] = [grade.closest(".ten-list"), document.createElement("br")];
              grade.parentElement.after(line, line.cloneNode());
              const fits = list.scrollHeight <= list.clientHeight + 1;
              line.nextSibling.remove();
              line.remove();
              return fits;
            }))
          .map((value) => value.textContent).join(", ")
        """;

    // Faces that tell how to mend, and ways that end before their stall.
    private static IEnumerable<SampleScene> Others => SampleScenes.All
        .Where(sample => sample.Opens.Length == 0 && sample.Shows is "notRegistered" or "recalled" or "several");

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public async Task Until_when_it_is_good_is_said_alike_on_the_face_and_in_the_ten_facts(string language)
    {
        await using var page = await StagedPage.StartAsync();
        var (wrong, told) = (new List<string>(), 0);
        foreach (var sample in SampleScenes.Registered)
        {
            await page.ShowAsync(sample, language);
            var face = await page.Browser.TextAsync(Dates);
            await page.ShowAsync(sample with { Opens = ["#keys [data-key=facts]"] }, language);
            var fact = await page.Browser.TextAsync(
                "document.querySelector('.ten-list li:nth-child(9) .value').textContent");
            told += sample.Scene["origin"]!["shelfLife"] is null ? 0 : 1;
            if (!face.Contains(fact, StringComparison.Ordinal))
                wrong.Add($"{sample.Name}: {face.ReplaceLineEndings(" / ")}, but {fact}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.NotEqual(0, told);
    }

    [Fact]
    public async Task The_mark_of_the_dates_stands_under_the_day_that_it_confirms()
    {
        await using var page = await StagedPage.StartAsync();
        var known = SampleScenes.Registered
            .First(one => one.Scene["origin"]!["productionDate"]?["evidence"] is not null);
        var origin = known.Scene["origin"]!.AsObject();
        origin["expirationDate"] = origin["shelfLife"] = null;

        await page.ShowAsync(known, "vi");

        var lines = (await page.Browser.TextAsync(Dates)).Split('\n');
        Assert.Equal("Hạn: chưa có", lines[0]);
        Assert.StartsWith("Làm ", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task Nothing_gives_way_that_finds_room_and_no_name_is_cut_for_a_day(int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(width, height);
        var (wrong, bridges, all) = (new List<string>(), 0, 0);
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var sample in SampleScenes.Registered.Concat(Others))
            {
                await page.ShowAsync(sample, language);
                if (await page.Browser.TextAsync(CouldStand) is { Length: > 0 } missing)
                    wrong.Add($"{sample.Name}, {language}: there is room for {missing}");
                if (await page.Browser.TextAsync(CutNames) is { Length: > 0 } names)
                    wrong.Add($"{sample.Name}, {language}: cut for a day: {names}");
                if (await page.Browser.TextAsync(CutProducts) is { Length: > 0 } products)
                    wrong.Add($"{sample.Name}, {language}: cut or away: {products}");
                var count = (await page.Browser.EvaluateAsync(Bridges)).GetInt32();
                if (count > 1)
                    wrong.Add($"{sample.Name}, {language}: {count} bridges");
                if (sample.Shows != "known")
                    continue;
                bridges += count;
                all++;
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // LOOK's one motif: the rare record whose texts need the room for themselves does without it.
        Assert.True(bridges >= 0.85 * all, $"{bridges} bridges on {all} faces");
    }

    // Most grow by LOOK's quarter; where long names meet a small panel, at least nothing shrinks.
    [Theory]
    [InlineData(1024, 600, 1.17)]
    [InlineData(600, 1024, 1.17)]
    [InlineData(800, 480, 1)]
    public async Task Easy_reading_is_larger(int width, int height, double atLeast)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(width, height);
        var (wrong, growths) = (new List<string>(), new List<double>());
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var sample in SampleScenes.Registered.Where((_, index) => index % 3 == 0))
            {
                await page.ShowAsync(sample, language);
                var before = await page.Browser.EvaluateAsync(Sizes);
                await page.ShowAsync(sample, language, isEasy: true);
                var easy = await page.Browser.EvaluateAsync(Sizes);
                var (name, text) = (Growth(0), Growth(1));
                growths.Add(text);
                if (name < 1 || text < atLeast - 0.01)
                    wrong.Add($"{sample.Name}, {language}: the name {name:0.00} times, the rest {text:0.00} times");

                double Growth(int which) => easy[which].GetDouble() / before[which].GetDouble();
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        growths.Sort();
        var middle = growths[growths.Count / 2];
        Assert.True(middle >= 1.16, $"half of them grow less than {middle:0.00} times");
    }

    // How a mistake gets mended, too: the face may have no room for it.
    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task Each_of_the_ten_facts_is_told_whole_and_how_a_mistake_is_mended(int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        await page.Browser.ResizeAsync(width, height);
        var wrong = new List<string>();
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var sample in SampleScenes.Registered)
            {
                await page.ShowAsync(sample with { Opens = ["#keys [data-key=facts]"] }, language);
                if (await page.Browser.TextAsync(CutFacts) is { Length: > 0 } cut)
                    wrong.Add($"{sample.Name}, {language}: {cut}");
                var mend = await page.MendAsync();
                if (!mend.EndsWith(SampleScenes.MendEnd, StringComparison.Ordinal))
                    wrong.Add($"{sample.Name}, {language}: {mend}");
                wrong.AddRange((await page.FaultsAsync()).Select(fault => $"{sample.Name}, {language}: {fault}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
