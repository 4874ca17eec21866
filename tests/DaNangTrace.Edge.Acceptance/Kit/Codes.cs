using System.Globalization;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Codes to scan; all numbers begin with GS1's example prefix 952.</summary>
internal static class Codes
{
    /// <summary>In the sample catalog.</summary>
    public const string Known = "9520001000010";

    public const string KnownName = "Nước mắm Nam Ô";

    public const string Expired = "9520004701150";

    public const string Recalled = "9520031506353";

    public const string NotRegistered = "9529999000019";

    /// <summary>With texts and measures of all kinds: its sighting is more than twice as large as any other.</summary>
    public static readonly string Large = $"]d2010{NotRegistered}"
        + string.Concat(((string[])
            [
                "10LOT-OF-TWENTY-SIGNS0", "21SERIAL-OF-20-SIGNS-0", "22" + new string('A', 20),
                "240" + new string('B', 30), "241" + new string('C', 30), "243" + new string('D', 20),
                "250" + new string('E', 30), "251" + new string('F', 30),
            ]).Select(element => element + '\u001D'))
        + string.Concat(((int[])[.. Enumerable.Range(320, 18), .. Enumerable.Range(340, 18)])
            .Select(ai => FormattableString.Invariant($"{ai}0000123")));

    /// <summary>A made-up account and name.</summary>
    public const string Payment =
        "00020101021138540010A000000727012400069704150110SAMPLE00010208QRIBFTTA53037045802VN5909TEN DU MA630442EE";

    /// <summary>The n-th EAN-13 of goods that nobody registered.</summary>
    public static string Ean13(int n)
    {
        var body = "9529998" + n.ToString("D5", CultureInfo.InvariantCulture);
        // GS1 General Specifications, 7.9: weights 3 and 1 from the right.
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
            sum += (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
        return body + (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
