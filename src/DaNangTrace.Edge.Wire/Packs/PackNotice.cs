using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// A pack that the city announces (<c>pack-notice.schema.json</c>), retained on the market's topic for its kind. The
/// signed manifest travels with it: so a kiosk knows who signed, and which version it is, before it asks any server.
/// </summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="Url">Address of the pack's folder: <c>https://…/</c> or <c>http://…/</c>.</param>
/// <param name="Manifest">The bytes of <c>manifest.json</c>; base64 on the wire.</param>
/// <param name="Signature">The bytes of <c>manifest.json.sig</c>; base64 on the wire.</param>
public sealed record PackNotice(int V, string Url, byte[] Manifest, byte[] Signature)
{
    /// <summary>Its file's name, where the city's office makes one beside a pack.</summary>
    public const string FileName = "notice.json";

    /// <summary>Characters of an address; more is no address of a folder.</summary>
    public const int MaxUrl = 2048;

    /// <summary>Reads a notice, and holds it to its limits; whose it is, is not looked at.</summary>
    /// <param name="bytes">A message's payload.</param>
    /// <param name="notice">The notice; null where it is none.</param>
    /// <param name="fault">What is wrong: one of few texts, without the message's own words.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PackNotice? notice, out string fault)
    {
        (notice, fault) = (null, "");
        PackNotice read;
        try
        {
            read = WireJson.ToPackNotice(bytes);
        }
        catch (JsonException)
        {
            fault = "it is not in its form";
            return false;
        }
        fault = read switch
        {
            { V: not 1 } => "it is of another version of the form",
            { Url.Length: 0 or > MaxUrl } => $"its address is empty, or longer than {MaxUrl} characters",
            { Manifest.Length: 0 or > PackLimit.MaxManifest } =>
                $"its manifest is empty, or longer than {PackLimit.MaxManifest} bytes",
            { Signature.Length: 0 or > PackLimit.MaxSignature } =>
                $"its signature is empty, or longer than {PackLimit.MaxSignature} bytes",
            _ => "",
        };
        notice = fault.Length == 0 ? read : null;
        return notice is not null;
    }
}
