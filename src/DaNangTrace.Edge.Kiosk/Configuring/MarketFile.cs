using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>Reads <c>markets/{id}.json</c>: who the market is, whom to call, what it tells and how it looks.</summary>
internal sealed partial class MarketFile
{
    // More nobody reads while walking past.
    private const int MostAnnouncements = 5;
    private const int LongestName = 80;
    private const int LongestText = 160;

    private static readonly string[] Languages = ["vi", "en", "ko", "zh"];
    private static readonly string[] Keys = ["name", "gln", "contact", "announcements", "colours", "logo"];

    private readonly DeviceConfig _files;
    private readonly string _id;
    private readonly string _file;
    private readonly List<SettingFault> _faults;

    private MarketFile(DeviceConfig files, string id, List<SettingFault> faults) =>
        (_files, _id, _file, _faults) = (files, id, files.PlaceOf("markets", id), faults);

    /// <summary>Reads a market; what is wrong in its file is added to the faults and left out.</summary>
    /// <param name="files">Where the file stands.</param>
    /// <param name="id">Null where the configuration names none.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static Market Read(DeviceConfig files, string? id, List<SettingFault> faults)
    {
        if (id is null)
            return new Market { Id = "" };
        if (!files.TryRead("markets", id, out var profile, out var fault))
        {
            faults.Add(new("kiosk.market", fault));
            return new Market { Id = id };
        }
        return new MarketFile(files, id, faults).Read(profile);
    }

    private Market Read(JsonObject profile)
    {
        RefuseOthers(profile, "", [.. Keys, "$schema", "$comment"]);
        return new Market
        {
            Id = _id,
            Name = TextsOf(profile["name"], "name", LongestName),
            Gln = GlnOf(profile["gln"]),
            Contact = ContactOf(profile["contact"]),
            Announcements = AnnouncementsOf(profile["announcements"]),
            Colours = ColoursOf(profile["colours"]),
            Logo = LogoOf(profile["logo"]),
        };
    }

    private void Fault(string at, string expected) =>
        _faults.Add(new("kiosk.market", $"{_file}, {at}: expected {expected}"));

    private void RefuseOthers(JsonObject members, string at, IReadOnlyList<string> known)
    {
        foreach (var key in members.Select(member => member.Key).Except(known))
            _faults.Add(new("kiosk.market",
                $"{_file}: no such key {at}{key}; known: "
                + string.Join(", ", known.Where(one => one[0] != '$'))));
    }

    private Dictionary<string, string> TextsOf(JsonNode? node, string at, int longest)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var members = node as JsonObject ?? [];
        foreach (var (language, value) in members)
        {
            if (Languages.Contains(language) && TextOf(value) is { } text && !string.IsNullOrWhiteSpace(text)
                && text.Length <= longest)
                texts[language] = text;
            else
                Fault($"{at}.{language}", $"a text of at most {longest} characters under one of "
                    + string.Join(", ", Languages)
                    + (TextOf(value) is { } one && one.Length > longest ? $", but it has {one.Length}" : ""));
        }
        // One that is there and wrong was told already.
        if (!members.ContainsKey("vi"))
            Fault($"{at}.vi", "a text: Vietnamese is always there");
        return texts;
    }

    private string? GlnOf(JsonNode? node)
    {
        if (node is null)
            return null;
        if (TextOf(node) is { Length: 13 } gln && Gs1.CheckDigit.IsRight(gln))
            return gln;
        Fault("gln", "null, or 13 digits with a right check digit");
        return null;
    }

    private MarketContact? ContactOf(JsonNode? node)
    {
        if (node is null)
            return null;
        if (node is not JsonObject contact)
        {
            Fault("contact", "null, or an object with name and phone");
            return null;
        }
        RefuseOthers(contact, "contact.", ["name", "phone"]);
        var phone = TextOf(contact["phone"]);
        if (contact["phone"] is not null && (phone is null || !Phone().IsMatch(phone)))
        {
            Fault("contact.phone", "null, or a phone number of 3 to 15 digits; with a leading + "
                + "and spaces, dots and hyphens between digits of 20 signs at most");
            phone = null;
        }
        return new MarketContact(TextsOf(contact["name"], "contact.name", LongestName), phone);
    }

    private List<MarketAnnouncement> AnnouncementsOf(JsonNode? node)
    {
        var announcements = new List<MarketAnnouncement>();
        if (node is null)
            return announcements;
        if (node is not JsonArray list || list.Count > MostAnnouncements)
        {
            Fault("announcements", $"a list of at most {MostAnnouncements}");
            return announcements;
        }
        for (var i = 0; i < list.Count; i++)
        {
            if (AnnouncementOf(list[i], $"announcements[{i}]") is { } announcement)
                announcements.Add(announcement);
        }
        return announcements;
    }

    private MarketAnnouncement? AnnouncementOf(JsonNode? node, string at)
    {
        if (node is not JsonObject one)
        {
            Fault(at, "an object with text, and from, until, large where they are wanted");
            return null;
        }
        var before = _faults.Count;
        RefuseOthers(one, $"{at}.", ["text", "from", "until", "large"]);
        var text = TextsOf(one["text"], $"{at}.text", LongestText);
        var (from, until) = (DayOf(one["from"], $"{at}.from"), DayOf(one["until"], $"{at}.until"));
        if (from > until)
            Fault($"{at}.until", "a day that is not before from");
        var isLarge = IsSo(one["large"], $"{at}.large");
        return _faults.Count == before ? new MarketAnnouncement(text, from, until, isLarge) : null;
    }

    private bool IsSo(JsonNode? node, string at)
    {
        if (node is null)
            return false;
        if (node is JsonValue value && value.TryGetValue<bool>(out var isSo))
            return isSo;
        Fault(at, "true or false");
        return false;
    }

    private DateOnly? DayOf(JsonNode? node, string at)
    {
        if (node is null)
            return null;
        if (DateOnly.TryParseExact(
            TextOf(node), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault(at, "null, or a day as 2026-07-25");
        return null;
    }

    private MarketColours? ColoursOf(JsonNode? node)
    {
        if (node is null)
            return null;
        if (node is not JsonObject members)
        {
            Fault("colours", "null, or an object with ground, bar, key and accent");
            return null;
        }
        RefuseOthers(members, "colours.", ["ground", "bar", "key", "accent"]);
        var own = MarketPalette.House;
        own = new MarketColours(
            ColourOf("ground", own.Ground), ColourOf("bar", own.Bar), ColourOf("key", own.Key),
            ColourOf("accent", own.Accent));
        var faults = MarketPalette.FaultsOf(own);
        foreach (var (key, expected) in faults)
            Fault($"colours.{key}", expected);
        return faults.Count == 0 ? own : null;

        string ColourOf(string key, string otherwise)
        {
            if (members[key] is not { } value)
                return otherwise;
            if (TextOf(value) is { } text && Colour().IsMatch(text))
                return text;
            Fault($"colours.{key}", "a colour as #0E4A58");
            return otherwise;
        }
    }

    private MarketLogo? LogoOf(JsonNode? node)
    {
        if (node is null)
            return null;
        if (TextOf(node) is not { } name || !LogoName().IsMatch(name))
        {
            Fault("logo", "null, or the name of a file beside this one, as han.png");
            return null;
        }
        if (!_files.TryReadBeside("markets", name, out var bytes, out var fault))
        {
            _faults.Add(new("kiosk.market", $"{_file}, logo: {fault}"));
            return null;
        }
        if (PictureKind.Of(bytes) is { } kind && bytes.Length <= PackLimit.MaxImage)
            return new MarketLogo(kind, bytes);
        Fault("logo", $"a PNG, WebP or JPEG picture of at most {PackLimit.MaxImage} bytes");
        return null;
    }

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // ITU-T E.164: fifteen digits at most.
    [GeneratedRegex("^(?=.{3,20}$)[+]?[0-9](?:[ .-]*[0-9]){2,14}$")]
    private static partial Regex Phone();

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\.(png|webp|jpg)$")]
    private static partial Regex LogoName();
}
