using System.Diagnostics.CodeAnalysis;
using System.Net;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire;

/// <summary>
/// What was read, without any shopper's data: of payment and personal codes only the kind, of a web address only the
/// host and the trace code of a known stamp, of other text only the length, of an item only what describes the product.
/// </summary>
public sealed record SightingReading
{
    /// <summary><c>item</c>, <c>web</c>, <c>payment</c>, <c>personal</c>, <c>text</c> or <c>unreadable</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>AIM symbology identifier without <c>]</c>; null where unknown or not kept.</summary>
    public string? Symbology { get; init; }

    /// <summary>Whether the symbology was inferred from the text.</summary>
    public bool Inferred { get; init; }

    /// <summary>14 digits, or null.</summary>
    public string? Gtin { get; init; }

    /// <summary>Batch or lot, AI 10.</summary>
    public string? Lot { get; init; }

    /// <summary>Serial number, AI 21.</summary>
    public string? Serial { get; init; }

    /// <summary>The product's elements, AI → value, in the carrier's order.</summary>
    [AllowNull]
    public IReadOnlyDictionary<string, string> Elements { get; init => field = value ?? NoElements; } = NoElements;

    /// <summary>AIs that the carrier held too and whose values are not kept.</summary>
    [AllowNull]
    public IReadOnlyList<string> Withheld { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The trace code of a vendor's stamp: 1 to 64 printable ASCII characters without blanks; null where none is known.
    /// </summary>
    public string? TraceCode { get; init; }

    /// <summary>Host of a web address, in lower case and ASCII; null where it names no place on the web.</summary>
    public string? Host { get; init; }

    /// <summary>Length of unrecognised text in characters.</summary>
    public int? Length { get; init; }

    /// <summary>Code of the first fault of an unreadable code.</summary>
    public string? Fault { get; init; }

    private static readonly Dictionary<string, string> NoElements = [];

    /// <summary>Keeps of a reading what may be kept.</summary>
    public static SightingReading Of(Reading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading switch
        {
            Reading.Item item => OfItem(item),
            // A trace code names a product; the rest of an address may name the shopper.
            Reading.Web web => Sign(web, "web") with
            {
                Host = IsPlaceOnTheWeb(web.Host) ? web.Host : null,
                TraceCode = web.Stamp?.TraceCode,
            },
            Reading.Text text => Sign(text, "text") with { Length = text.Length },
            Reading.Unreadable unreadable => Sign(unreadable, "unreadable") with { Fault = unreadable.Faults[0].Code },
            Reading.Payment => new SightingReading { Kind = "payment" },
            Reading.Personal => new SightingReading { Kind = "personal" },
            _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.GetType().Name, "no such reading"),
        };
    }

    // https://0905123987 is a telephone number, https://nguyen-van-a a name: neither leads anywhere. A name has a
    // domain, and one whose last label is a number is an IPv4 address or nothing (WHATWG URL, 4.4, "ends in a number").
    private static bool IsPlaceOnTheWeb(string host)
    {
        if (host[0] == '[')
            return IPAddress.TryParse(host, out _);
        var last = host[(host.LastIndexOf('.') + 1)..];
        return last.Length > 0 && last.Length < host.Length
            && (char.IsAsciiLetter(last[0]) || (host.Count(c => c == '.') == 3 && IPAddress.TryParse(host, out _)));
    }

    private static SightingReading Sign(Reading reading, string kind) =>
        new() { Kind = kind, Symbology = reading.Symbology, Inferred = reading.Inferred };

    private static SightingReading OfItem(Reading.Item item)
    {
        var kept = new OrderedDictionary<string, string>();
        var withheld = new List<string>();
        foreach (var element in item.Elements)
        {
            // A repeat with the same value is allowed (GS1 General Specifications, 4.13) and says nothing new.
            if (ProductAis.Keeps(element.Ai))
                kept.TryAdd(element.Ai, element.Value);
            else if (!withheld.Contains(element.Ai))
                withheld.Add(element.Ai);
        }
        return Sign(item, "item") with
        {
            Gtin = item.Gtin?.Digits,
            Lot = item.Lot,
            Serial = item.Serial,
            Elements = kept,
            Withheld = withheld,
        };
    }
}
