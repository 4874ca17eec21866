using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>How settings are written for people.</summary>
internal static partial class SettingText
{
    /// <summary>JSON that keeps Vietnamese letters.</summary>
    public static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A password that somebody wrote into an address is shown to nobody.</summary>
    public static string Masked(string text) => UserInfo().Replace(text, "$1***@");

    [GeneratedRegex(@"([a-z0-9+.-]+://)[^\s""]*@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
