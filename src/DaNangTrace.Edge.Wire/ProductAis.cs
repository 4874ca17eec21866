using System.Globalization;

namespace DaNangTrace.Edge.Wire;

/// <summary>
/// Which application identifiers describe the product and may be kept. The others can hold names, addresses, telephone
/// numbers and birth dates (GS1 General Specifications, 3.8 and 3.9: AIs 4300–4333, 7241–7259, 8200 …).
/// </summary>
public static class ProductAis
{
    // Inclusive ranges of AIs by their number of digits; what is not listed is withheld.
    private static readonly (int Digits, int First, int Last)[] Kept =
    [
        (2, 0, 2), (2, 10, 17), (2, 20, 22), (2, 30, 30), (2, 37, 37),
        (3, 235, 235), (3, 240, 243), (3, 250, 251), (3, 410, 417), (3, 422, 427),
        (4, 3100, 3699), (4, 3900, 3959), (4, 7001, 7011), (4, 7020, 7023), (4, 7030, 7039), (4, 7230, 7239),
        (4, 8003, 8006), (4, 8008, 8008), (4, 8026, 8026),
    ];

    /// <summary>Whether the value of this AI may be kept and published.</summary>
    public static bool Keeps(string ai)
    {
        ArgumentNullException.ThrowIfNull(ai);
        if (!int.TryParse(ai, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        foreach (var (digits, first, last) in Kept)
        {
            if (ai.Length == digits && number >= first && number <= last)
                return true;
        }
        return false;
    }
}
