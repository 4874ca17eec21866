using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Acceptance.Speaking;

/// <summary>
/// The page and the voice each make their sentences of a scene, in two languages of programming: here they are held to
/// the same. What is said stands on the page, and the page's verdict and cautions are said.
/// </summary>
public sealed class SpokenTwinTests(ITestOutputHelper output)
{
    private const string Seen = """
        (() => {
          const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
          const isIdle = document.getElementById("sign").hidden;
          return {
            all: texts(isIdle ? "#prompt, #told" : "#word, #action, #read").join(" "),
            weighty: isIdle ? [] : texts("#word, #action, #read .caution p, #read .past-date p > *"),
          };
        })()
        """;

    // Said otherwise than shown, each for its reason.
    private static readonly string[] SaidInWordsOfTheirOwn =
    [
        "speech.notice.by", "speech.notice.on", // on the page they stand beside the notice's number, without words
    ];

    private static readonly JsonSerializerOptions AsSent = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public async Task What_is_read_aloud_stands_on_the_page_and_what_weighs_there_is_read(string language)
    {
        await using var page = await StagedPage.StartAsync();
        // What finds no room is left out: here there is room for all.
        await page.Browser.ResizeAsync(1920, 1080);
        var words = SceneWords.Shown(language);
        var (wrong, said) = (new List<string>(), 0);
        foreach (var sample in SampleScenes.All.Where(one => one.Opens.Length == 0).Concat(MoreSamples()))
        {
            await page.ShowAsync(sample, language);
            var seen = await page.Browser.EvaluateAsync(Seen);
            var onPage = Bare(seen.GetProperty("all").GetString()!);
            var sentences = SpokenScene.In(words, sample.Scene.Deserialize<Scene>(AsSent)!).All;
            said += sentences.Count;
            foreach (var sentence in sentences)
            {
                if (!onPage.Contains(Bare(AsShown(sentence, words)), StringComparison.Ordinal))
                    wrong.Add($"{sample.Name}: said and not shown: {sentence}");
            }
            var heard = string.Concat(sentences.Select(sentence => Bare(AsShown(sentence, words))));
            foreach (var text in seen.GetProperty("weighty").EnumerateArray().Select(one => one.GetString()!))
            {
                if (!heard.Contains(Bare(text), StringComparison.Ordinal))
                    wrong.Add($"{sample.Name}: shown and not said: {text}");
            }
        }
        output.WriteLine($"{said} sentences");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public async Task What_a_display_without_a_browser_shows_stands_on_the_page(string language)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(1920, 1080);
        var words = SceneWords.Shown(language);
        var (wrong, shown) = (new List<string>(), 0);
        foreach (var sample in SampleScenes.All.Where(one => one.Opens.Length == 0 && !one.Scene["kind"]!.ToString()
            .StartsWith("idle", StringComparison.Ordinal)).Concat(MoreSamples()))
        {
            await page.ShowAsync(sample, language);
            var onPage = Bare((await page.Browser.EvaluateAsync(Seen)).GetProperty("all").GetString()!);
            var face = FaceBuilder.Of(sample.Scene.Deserialize<Scene>(AsSent)!, language);
            IEnumerable<string> texts = face.Sign == Sign.Announcement
                ? face.Lines.Select(line => line.Text)
                : [face.Word, face.Action, face.Fresh ?? "", .. face.Lines.Select(AsOnPage)];
            foreach (var text in texts)
            {
                shown++;
                if (!onPage.Contains(Bare(AsShown(AsSaid(text), words)), StringComparison.Ordinal))
                    wrong.Add($"{sample.Name}: on a display and not on the page: {text}");
            }
        }
        output.WriteLine($"{shown} lines");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // Whose question it is the page tells by a card that is shown to the seller.
    private static string AsOnPage(FaceLine line) => line.Part == FacePart.Ask ? line.Text : line.ToString();

    [Fact]
    public async Task A_text_from_outside_is_cleaned_alike_for_eye_and_ear()
    {
        await using var page = await StagedPage.StartAsync();
        // Alone, as a pile behind a letter, and at both ends; each character that this Unicode has.
        var answer = await page.Browser.EvaluateAsync("""
            import("/page/text.js").then(({ clean }) => {
              const changed = [];
              for (let code = 0; code <= 0x10ffff; code++) {
                const one = String.fromCodePoint(code);
                const text = `${one}a${one}b${one}${one}${one}c${one}`;
                const shown = clean(text);
                if (shown !== text) changed.push([code, ...[...shown].map((each) => each.codePointAt(0))]);
              }
              return changed;
            })
            """);
        var byPage = answer.EnumerateArray()
            .Select(one => one.EnumerateArray().Select(code => code.GetInt32()).ToList())
            .ToDictionary(codes => codes[0], codes => codes[1..]);

        var wrong = new List<string>();
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            var one = code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
            if (IsOfAnotherUnicode(code))
                continue;
            var text = $"{one}a{one}b{one}{one}{one}c{one}";
            var shown = ShownText.Clean(text) ?? "";
            var expected = byPage.TryGetValue(code, out var codes)
                ? string.Concat(codes.Select(each => new Rune(each).ToString()))
                : text;
            if (shown != expected)
                wrong.Add($"U+{code:X4}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join(' ', wrong.Take(60))}");
    }

    [Fact]
    public async Task A_long_text_is_cut_at_the_same_place()
    {
        await using var page = await StagedPage.StartAsync();
        var texts = HostileTexts.All.Select(one => one.Text).Concat(
            [new string('x', 200), new string('x', 201), string.Concat(Enumerable.Repeat("🐟", 500)), " a\r\n\t\n b "]);
        foreach (var text in texts)
        {
            var shown = await page.Browser.EvaluateAsync(
                $"import('/page/text.js').then(({{ clean }}) => clean({JsonSerializer.Serialize(text)}))");
            Assert.Equal(shown.GetString(), ShownText.Clean(text));
        }
    }

    /// <summary>Each turn that the words of a verdict take, beside those of the catalogue.</summary>
    private static IEnumerable<SampleScene> MoreSamples()
    {
        var (known, several) = (Sample("known-compare"), Sample("several"));
        var maybe = JsonNode.Parse("""
            {"date":"2025-12-20","daysPast":12,"madeDate":null,"source":"code","isCertain":false}
            """)!;
        foreach (var caution in (string[])
            ["checkDate", "someExpired", "seenOften", "seenAtTwoMarkets", "noLotData", "newerWarnings"])
            yield return With(known, caution, ("cautions", new JsonArray(caution)), ("expiry", maybe));
        foreach (var (lots, serials) in ((string[], string[])[])[([], ["S-15"]), (["A1", "B/2.7"], ["S15"]), ([], [])])
        {
            var recall = Numbers(known.Scene["recall"]!, lots, serials);
            yield return With(known, $"compare {lots.Length} {serials.Length}", ("recall", recall));
            yield return With(
                several, $"compare {lots.Length} {serials.Length}",
                ("cautions", new JsonArray("compareLot")), ("recall", recall));
            yield return With(
                Sample("recalled"), $"{lots.Length} {serials.Length}", ("recall", recall), ("serial", "S-15"));
        }
        yield return With(Sample("known"), "no list", ("warningsAsOf", null));
        yield return With(Sample("known"), "list not heard", ("stale", true), ("areWarningsUnheard", true));
        yield return With(Sample("known"), "list of no age", ("isWarningsAgeKnown", false));
        yield return With(several, "three more", ("more", 3));
        yield return With(Sample("known"), "data of no age", ("isAgeKnown", false));
        foreach (var source in (string[])["sample", "seed"])
            yield return With(Sample("known"), source, ("source", source));
        var least = Sample("expired").Scene["expiry"]!.DeepClone();
        least["isDayKnown"] = false;
        foreach (var name in (string[])["expired", "several", "not-registered-dated"])
            yield return With(
                Sample(name), "day not known",
                ("expiry", least), ("isTimeKnown", false), ("cautions", new JsonArray("checkDate")));
        yield return With(
            Sample("recalled"), "nameless",
            ("origin", JsonNode.Parse("""{"v":1,"gtin":"09520004707176"}""")), ("asOf", null));
        foreach (var source in (string[])["code", "record"])
        {
            var expiry = Sample("expired").Scene["expiry"]!.DeepClone();
            expiry["source"] = source;
            yield return With(Sample("expired"), source, ("expiry", expiry));
            yield return With(several, $"past, {source}", ("expiry", expiry));
        }
        yield return With(Sample("not-registered-dated"), "to be checked", ("expiry", maybe));

        static JsonNode Numbers(JsonNode recall, string[] lots, string[] serials)
        {
            var numbered = recall.DeepClone();
            numbered["lots"] = new JsonArray([.. lots.Select(lot => (JsonNode)lot)]);
            numbered["serials"] = new JsonArray([.. serials.Select(serial => (JsonNode)serial)]);
            return numbered;
        }
    }

    private static SampleScene Sample(string name) => SampleScenes.All.Single(one => one.Name == name);

    private static SampleScene With(SampleScene sample, string how, params (string Key, JsonNode? Value)[] parts)
    {
        var scene = sample.Scene.DeepClone().AsObject();
        foreach (var (key, value) in parts)
            scene[key] = value?.DeepClone();
        return new SampleScene($"{sample.Name}, {how}", scene, sample.Shows);
    }

    private static string AsSaid(string text) =>
        text.Replace('\n', ' ').Replace(" · ", ", ", StringComparison.Ordinal);

    private static string AsShown(string sentence, SceneWords words)
    {
        // The page has a pin in place of the word.
        var place = $"{words.Say("place")}: ";
        if (sentence.StartsWith(place, StringComparison.Ordinal))
            return sentence[place.Length..];
        // The page's strip has no room for the year.
        var old = Around(words, "stale.badge").Before.Replace(" · ", ", ", StringComparison.Ordinal);
        if (sentence.StartsWith(old, StringComparison.Ordinal))
            return old;
        foreach (var key in SaidInWordsOfTheirOwn)
        {
            var (before, after) = Around(words, key);
            if (sentence.StartsWith(before, StringComparison.Ordinal)
                && sentence.EndsWith(after, StringComparison.Ordinal))
                return sentence[before.Length..^after.Length];
        }
        return Unspelled(sentence, words);
    }

    private static (string Before, string After) Around(SceneWords words, string key)
    {
        var parts = words.Say(key, ("authority", "|"), ("date", "|")).Split('|');
        return (parts[0], parts[1]);
    }

    // Numbers are spelled, their signs by name: C, B, dash, 0, 7.
    private static string Unspelled(string sentence, SceneWords words)
    {
        foreach (var sign in (string[])["speech.dash", "speech.slash", "speech.dot"])
            sentence = sentence.Replace($", {words.Say(sign)},", "", StringComparison.Ordinal);
        var range = words.Say("speech.range", ("from", "|"), ("to", "|")).Split('|');
        foreach (var part in range.Where(part => part.Length > 0))
            sentence = Regex.Replace(sentence, $"(?<=, [0-9A-Z]){Regex.Escape(part)}", " ");
        return sentence;
    }

    // Letters and digits, without the marks that other languages' voices can't say.
    private static string Bare(string text)
    {
        var bare = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(character))
                bare.Append(character is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(character));
        }
        return bare.ToString();
    }

    // Browser and framework come with tables of different years: what one of them does not have yet, and scripts of
    // 2024 (Tulu-Tigalari, Gurung Khema, Kirat Rai), whose vowels only the newer one puts together.
    private static bool IsOfAnotherUnicode(int code) =>
        code is (>= 0x11380 and <= 0x113FF) or (>= 0x16100 and <= 0x1613F) or (>= 0x16D40 and <= 0x16D7F)
        || (CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.OtherNotAssigned && !IsNoCharacter(code));

    private static bool IsNoCharacter(int code) => (code & 0xFFFE) == 0xFFFE || code is >= 0xFDD0 and <= 0xFDEF;
}
