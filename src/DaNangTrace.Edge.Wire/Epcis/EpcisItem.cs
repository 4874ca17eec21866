using System.Diagnostics.CodeAnalysis;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Epcis;

/// <summary>
/// What an event is about, as a canonical GS1 Digital Link of the finest level that is known: a serial number alone,
/// not the lot beside it (CBV 2.0, 8.9).
/// </summary>
/// <param name="Uri">For example <c>https://id.gs1.org/01/08936012345674/21/SN000123</c>.</param>
/// <param name="IsInstance">Whether it names one thing (EPC), and not a kind of things (EPC class).</param>
public sealed record EpcisItem(string Uri, bool IsInstance)
{
    /// <summary>Why there is none: a number that means something in one shop only.</summary>
    public const string InStore = "in-store";

    /// <summary>Why there is none: an item whose keys EPCIS does not list, or that has none.</summary>
    public const string NoKey = "without such a key";

    private const int SsccLength = 18;
    private const int PieceLength = 18;

    // A GRAI is a zero, 13 digits, and maybe a serial number.
    private const int GraiWithoutSerial = 14;

    // Of the keys that CBV 2.0 (8.2, 8.3) lets stand in an event, those that the ledger keeps; a GTIN comes first, as
    // in every Digital Link of ours. A location or a party (414, 417) is no thing that could be looked at.
    private static readonly Key[] Keys =
    [
        new("01", ["21", "235"], "10", IsGtin),
        new("8006", ["21"], "10", value => value.Length == PieceLength && IsGtin(value[..^4])),
        new("00", [], null, value => value.Length == SsccLength && CheckDigit.IsRight(value)),
        new("8003", [], null, value => value.Length >= GraiWithoutSerial),
        new("8004", [], null, _ => true),
    ];

    /// <summary>What a reading names; else a word that says why nothing is named that EPCIS lists.</summary>
    public static bool TryOf(SightingReading reading, [NotNullWhen(true)] out EpcisItem? named, out string why)
    {
        ArgumentNullException.ThrowIfNull(reading);
        (named, why) = (null, reading.Kind == "item" ? NoKey : reading.Kind);
        foreach (var key in Keys)
        {
            if (ValueOf(reading, key.Ai) is not { } value || !key.IsRight(value))
                continue;
            if (key.Ai is "01" or "8006" && Gtin.TryParse(value.AsSpan(0, 14), out var gtin) && gtin.IsRestricted)
                why = InStore;
            else
                named ??= key.Of(reading, value);
        }
        return named is not null;
    }

    private static bool IsGtin(string value) => value.Length == 14 && Gtin.TryParse(value, out _);

    // What comes from elsewhere may be anything; what GS1 allows in a key is printable ASCII.
    private static string? ValueOf(SightingReading reading, string ai) =>
        reading.Elements.TryGetValue(ai, out var value) && value.Length > 0 && value.All(c => c is >= '!' and <= '~')
            ? value
            : null;

    private sealed record Key(string Ai, string[] Serials, string? Lot, Func<string, bool> IsRight)
    {
        public EpcisItem Of(SightingReading reading, string value)
        {
            foreach (var serial in Serials)
            {
                if (ValueOf(reading, serial) is { } number)
                    return new(Link(value, serial, number), true);
            }
            if (Lot is not null && ValueOf(reading, Lot) is { } lot)
                return new(Link(value, Lot, lot), false);
            return new(Link(value), Ai is "00" or "8004" || (Ai == "8003" && value.Length > GraiWithoutSerial));
        }

        private string Link(string value, params ReadOnlySpan<string> qualifier)
        {
            var key = new Element(Ai, value, "");
            return Gs1Writer.DigitalLink(
                qualifier is [var ai, var number] ? [key, new Element(ai, number, "")] : [key])!;
        }
    }
}
