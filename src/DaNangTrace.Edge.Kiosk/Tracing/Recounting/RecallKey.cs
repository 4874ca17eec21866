using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Recounting;

/// <summary>What is counted: the sightings of one ledger that a recall covers, of a product and a lot.</summary>
/// <param name="Recall">What the recall is called on the wire.</param>
/// <param name="Gtin">The product.</param>
/// <param name="Lot">The lot; null for the whole product, or an item.</param>
/// <param name="Serial">The serial number of an item that was recalled by it; null for a lot or the whole product. It
/// goes into the id alone.</param>
internal sealed record RecallKey(string Recall, string Gtin, string? Lot, string? Serial = null)
{
    // Sixteen digits: two of some thousands of recalls have the same once in ten thousand million years of packs.
    private const int NameBytes = 8;

    private static readonly Encoding Utf8 = new UTF8Encoding(false);

    /// <summary>
    /// A recall's name: the number of its notice if that is one. No free text of the city's goes out again; else the
    /// hash over who recalled, why and when. Lots and serial numbers are no part of it: a recall that is extended is
    /// the same one.
    /// </summary>
    public static string NameOf(Recall recall)
    {
        if (recall.Notice is { } notice && RecallNames.IsName(notice))
            return notice;
        var text = new StringBuilder();
        foreach (var (language, words) in recall.Authority.OrderBy(one => one.Key, StringComparer.Ordinal))
            text.Append('a').Append(language).Append('\0').Append(words).Append('\0');
        foreach (var (language, words) in recall.Reason.OrderBy(one => one.Key, StringComparer.Ordinal))
            text.Append('r').Append(language).Append('\0').Append(words).Append('\0');
        text.Append('n').Append(recall.Notice).Append('\0')
            .Append(recall.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var hash = SHA256.HashData(Utf8.GetBytes(text.ToString()));
        return $"sha256-{Convert.ToHexStringLower(hash.AsSpan(0, NameBytes))}";
    }

    /// <summary>
    /// The id of its count in a ledger: a UUID of version 8 (RFC 9562, 5.8), so that a second arrival is known as such.
    /// </summary>
    public Guid IdIn(Guid epoch)
    {
        // None of them can hold a line's end, so that lot, item and product are three things.
        var what = Lot ?? (Serial is null ? "\n\nall" : $"\n{Serial}");
        var bytes = SHA256.HashData(Utf8.GetBytes($"{epoch}\n{Recall}\n{Gtin}\n{what}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
