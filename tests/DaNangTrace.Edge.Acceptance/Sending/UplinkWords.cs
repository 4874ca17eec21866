using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>
/// What a technician must be able to read out of the uplink's message, however it is put.
/// </summary>
/// <param name="Name">As the table says it.</param>
/// <param name="Pattern">Finds it in the message.</param>
internal sealed partial record UplinkWords(string Name, Regex Pattern)
{
    public static readonly UplinkWords Broken = new("the broken link", BrokenPattern());
    public static readonly UplinkWords Silent = new("the silence", SilentPattern());
    public static readonly UplinkWords Strange = new("the broken link", StrangePattern());
    public static readonly UplinkWords Refused = new("what was refused, and where the reason stands", RefusedPattern());
    public static readonly UplinkWords Forbidden = new("the broker's access list", ForbiddenPattern());
    public static readonly UplinkWords Quota = new("the broker's quota", QuotaPattern());
    public static readonly UplinkWords Busy = new("the busy broker", BusyPattern());
    public static readonly UplinkWords TooLarge = new("the size", TooLargePattern());
    public static readonly UplinkWords Password = new("the password", PasswordPattern());
    public static readonly UplinkWords TakenOver = new("the other client", TakenOverPattern());
    public static readonly UplinkWords Expired = new("the expired certificate, and what to do", ExpiredPattern());
    public static readonly UplinkWords NotTaken =
        new("the certificate that the broker does not take, and what to do", NotTakenPattern());
    public static readonly UplinkWords NotTrusted =
        new("the broker's certificate that it does not trust, and what to do", NotTrustedPattern());
    public static readonly UplinkWords NoTls = new("the TLS that is not spoken, and what to do", NoTlsPattern());
    public static readonly UplinkWords NoCertificate =
        new("the setting of the certificate that it lacks", NoCertificatePattern());
    public static readonly UplinkWords WrongName =
        new("the name that the broker's certificate does not have, and what to do", WrongNamePattern());

    private const RegexOptions Any = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Words that tell somebody to do something.
    private const string ToDo =
        "(renew|replace|correct|check|expected|issue|install|ask|put|set|needs|must|enrol|order|request|sign)";

    [GeneratedRegex(
        "refused|reset|broken|broke|closed|cut|lost|gone|end of|no link|aborted|can't be reached|not connected|"
            + "disconnected", Any)]
    private static partial Regex BrokenPattern();

    [GeneratedRegex("no answer|not answer|silent|acknowledged nothing|no acknowledge|timed out", Any)]
    private static partial Regex SilentPattern();

    [GeneratedRegex(
        "refused|reset|broken|broke|closed|cut|lost|gone|no answer|not answer|protocol|no MQTT|malformed|invalid|"
            + "unexpected|expected|understand|received|not connected|disconnected", Any)]
    private static partial Regex StrangePattern();

    [GeneratedRegex("refused.*dntrace ledger refused", Any)]
    private static partial Regex RefusedPattern();

    [GeneratedRegex("access list|not ?authori[sz]ed|not allowed|forbid", Any)]
    private static partial Regex ForbiddenPattern();

    [GeneratedRegex("quota", Any)]
    private static partial Regex QuotaPattern();

    [GeneratedRegex("busy|unavailable", Any)]
    private static partial Regex BusyPattern();

    [GeneratedRegex("too ?large|larger|bytes|too big", Any)]
    private static partial Regex TooLargePattern();

    [GeneratedRegex("password|user ?name|not ?authori[sz]ed|credentials", Any)]
    private static partial Regex PasswordPattern();

    [GeneratedRegex("taken over|takes over|take ?over|another (client|kiosk|program|connection)|same (id|name)", Any)]
    private static partial Regex TakenOverPattern();

    [GeneratedRegex("(certificate.*expire|expire.*certificate).*" + ToDo, Any)]
    private static partial Regex ExpiredPattern();

    [GeneratedRegex("(certificate.*" + ToDo + "|" + ToDo + ".*certificate)", Any)]
    private static partial Regex NotTakenPattern();

    [GeneratedRegex("(certificate.*(trust|authority|issue|sign|chain|ca\\b|expire).*" + ToDo + ")", Any)]
    private static partial Regex NotTrustedPattern();

    [GeneratedRegex("TLS.*" + ToDo, Any)]
    private static partial Regex NoTlsPattern();

    [GeneratedRegex("certificate.*sending\\.certificate", Any)]
    private static partial Regex NoCertificatePattern();

    [GeneratedRegex("(certificate.*name|name.*certificate).*" + ToDo, Any)]
    private static partial Regex WrongNamePattern();
}
