using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DaNangTrace.Edge.Wire.Epcis;

/// <summary>
/// The event hash of CBV 2.0, 8.9: an id that anybody can make anew from the event itself, in whatever order or syntax
/// it came. Names and values stand one behind the other without separators: first the standard's fields in its order,
/// then own ones as <c>{namespace}name=value</c>, sorted by their bytes. What a receiver adds is left out: the id
/// itself, <c>recordTime</c>, <c>errorDeclaration</c>, <c>@context</c>.
/// </summary>
public static class EventHash
{
    /// <summary>The event's id, <c>ni:///sha-256;{64 hexadecimal digits}?ver=CBV2.0</c>.</summary>
    /// <param name="one">The event.</param>
    /// <param name="ownNamespace">Of its own fields; an absolute URI that ends in <c>/</c>.</param>
    public static string IdOf(EpcisEvent one, string ownNamespace)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(one, ownNamespace)));
        return $"ni:///sha-256;{Convert.ToHexStringLower(hash)}?ver=CBV2.0";
    }

    /// <summary>The text that is hashed.</summary>
    public static string TextOf(EpcisEvent one, string ownNamespace)
    {
        ArgumentNullException.ThrowIfNull(one);
        var utc = one.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        var text = new StringBuilder(512)
            .Append("eventType=ObjectEvent")
            .Append("eventTime=").Append(utc)
            .Append("eventTimeZoneOffset=").Append(one.OffsetText)
            .Append(one.Item.IsInstance ? "epcListepc=" : "quantityListquantityElementepcClass=")
            .Append(one.Item.Uri)
            .Append(one.Item.IsInstance ? "" : "quantity=1")
            .Append("action=OBSERVE")
            .Append("bizStep=https://ref.gs1.org/cbv/BizStep-inspecting")
            .Append("readPointid=").Append(one.Place.ReadPoint)
            .Append("bizLocationid=").Append(one.Place.BizLocation);
        var own = one.OwnFields.Select(field => $"{{{ownNamespace}}}{field.Name}={field.Value}");
        foreach (var field in own.Order(StringComparer.Ordinal))
            text.Append(field);
        return text.ToString();
    }
}
