namespace DaNangTrace.Edge.Wire;

/// <summary>
/// How many of a kiosk's sightings a recall covers that came after them, as it is published on <c>evt/recalled</c>:
/// shoppers who were not warned, since nobody knew yet. Of what the city said itself only names in their patterns
/// come back, and otherwise numbers and times.
/// </summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="Id">
/// UUID of what is counted (RFC 9562, 5.8), made of the ledger's epoch, the recall, the product, and the lot, the
/// item or the whole product: the same at every arrival.
/// </param>
/// <param name="Recall">
/// Number of the notice; where it has none that fits the pattern, <c>sha256-</c> and 16 hexadecimal digits over who
/// recalled, why and when.
/// </param>
/// <param name="Gtin">The product, 14 digits.</param>
/// <param name="Lot">
/// The lot, as the codes have it; null for the whole product, or an item by its serial number.
/// </param>
/// <param name="Count">Sightings, at least one; a code that was held under the scanner counts once.</param>
/// <param name="First">Time of the first of them, with the kiosk's offset from UTC.</param>
/// <param name="Last">Time of the last of them.</param>
public sealed record RecallCount(
    int V,
    Guid Id,
    string Recall,
    string Gtin,
    string? Lot,
    long Count,
    DateTimeOffset First,
    DateTimeOffset Last);
