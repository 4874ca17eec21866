using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>
/// The address under which everybody finds a product at home: a template (RFC 6570: <c>{gtin}</c>, and
/// <c>{?lot,serial}</c> for what is known of them). It is made of what the answer is about, never of a scanned address.
/// </summary>
public sealed class PublicPage
{
    private const string Gtin = "{gtin}";
    private const string Query = "{?lot,serial}";

    // A QR code of more is hard to scan from a screen.
    private const int Longest = 200;

    private readonly string _template;

    private PublicPage(string template) => _template = template;

    /// <summary>Reads a template.</summary>
    /// <param name="template">For example <c>https://HOST/san-pham/{gtin}{?lot,serial}</c>.</param>
    /// <param name="page">What makes addresses of it.</param>
    /// <param name="fault">What is expected of it.</param>
    public static bool TryRead(string template, [NotNullWhen(true)] out PublicPage? page, out string fault)
    {
        ArgumentNullException.ThrowIfNull(template);
        page = new PublicPage(template);
        fault = "";
        var rest = template.Replace(Gtin, "", StringComparison.Ordinal).Replace(Query, "", StringComparison.Ordinal);
        if (!template.Contains(Gtin, StringComparison.Ordinal) || rest.Contains('{', StringComparison.Ordinal)
            || rest.Contains('}', StringComparison.Ordinal) || template.Length > Longest
            || (template.Contains(Query, StringComparison.Ordinal)
                && (!template.EndsWith(Query, StringComparison.Ordinal)
                    || rest.Contains('?', StringComparison.Ordinal)))
            || !Uri.TryCreate(page.AddressOf("00000000000000", null, null), UriKind.Absolute, out var address)
            || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            page = null;
            fault = $"expected https://HOST/…{Gtin}…, with {Query} at its end where the page knows lots, at most "
                + $"{Longest} characters";
        }
        return page is not null;
    }

    /// <summary>The address of a product, a lot or an item.</summary>
    /// <param name="gtin">14 digits.</param>
    /// <param name="lot">Its lot; null where none is known.</param>
    /// <param name="serial">Its serial number.</param>
    public string AddressOf(string gtin, string? lot, string? serial)
    {
        var query = new StringBuilder();
        Add("lot", lot);
        Add("serial", serial);
        return _template.Replace(Gtin, Uri.EscapeDataString(gtin), StringComparison.Ordinal)
            .Replace(Query, query.ToString(), StringComparison.Ordinal);

        void Add(string name, string? value)
        {
            if (value is not null)
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=')
                    .Append(Uri.EscapeDataString(value));
        }
    }

    /// <summary>The address of what a scene is about; null where it is about no registered product.</summary>
    public string? AddressOf(Scene scene) =>
        scene is Scene.Known { AsOf: not null, Gtin.Length: > 0 } known
            ? AddressOf(known.Gtin, known.Lot, known.Serial)
            : null;
}
