namespace DaNangTrace.Edge.Gs1;

/// <summary>What the grammar made of a symbol. Everything is read, nothing is thrown.</summary>
public abstract record Reading
{
    private Reading() { }

    /// <summary>The AIM identifier as sent, else as inferred from the text; null where neither is known.</summary>
    public string? Symbology { get; init; }

    /// <summary>Whether <see cref="Symbology"/> was inferred because the scanner sent no identifier.</summary>
    public bool Inferred { get; init; }

    /// <summary>What is allowed but suspicious, in the order of the text.</summary>
    public IReadOnlyList<Fault> Warnings { get; init; } = [];

    /// <summary>A product code that keeps GS1's rules.</summary>
    /// <param name="Gtin">The trade item; null for an element string without one (an SSCC, a location …).</param>
    /// <param name="Elements">
    /// All elements in the order of the carrier (a Digital Link: path, then query); an identical repeat is left out.
    /// </param>
    /// <param name="DigitalLink">
    /// The canonical Digital Link URI on <c>https://id.gs1.org</c>; null where the code has no primary key, and for a
    /// restricted number, which means something else in the next shop.
    /// </param>
    public sealed record Item(Gtin? Gtin, IReadOnlyList<Element> Elements, string? DigitalLink) : Reading
    {
        /// <summary>Batch or lot number, AI 10.</summary>
        public string? Lot => ValueOf("10");

        /// <summary>Serial number, AI 21.</summary>
        public string? Serial => ValueOf("21");

        /// <summary>
        /// The last day of use the carrier states: expiration date, AI 17 (or 7003, its day). Day 00 was resolved to
        /// the month's last day.
        /// </summary>
        public DateOnly? Expires { get; init; }

        /// <summary>
        /// What eight digits would be as UPC-E where they are right as EAN-8 too and no identifier decides; else null.
        /// </summary>
        public Gtin? Alternative { get; init; }

        /// <summary>The value of the first element with this AI.</summary>
        public string? ValueOf(string ai)
        {
            foreach (var element in Elements)
            {
                if (element.Ai == ai)
                    return element.Value;
            }
            return null;
        }
    }

    /// <summary>A web address that is no GS1 Digital Link.</summary>
    /// <param name="Host">The host in lower case and ASCII (punycode), without port or user information.</param>
    public sealed record Web(string Host) : Reading
    {
        /// <summary>The trace code of a vendor whose stamps are known; null where none is.</summary>
        public Stamp? Stamp { get; init; }
    }

    /// <summary>A payment code. Its content is not kept.</summary>
    /// <param name="Scheme">
    /// <c>vietqr</c>, <c>emv</c> for another code of EMVCo, <c>transfer</c> for the European and Swiss codes,
    /// <c>app</c> for an address that opens a payment app.
    /// </param>
    public sealed record Payment(string Scheme) : Reading;

    /// <summary>
    /// A code with personal or secret content (identity card, contact, Wi-Fi, one-time password …). Its content is
    /// not kept.
    /// </summary>
    public sealed record Personal : Reading;

    /// <summary>Text of no kind that we know.</summary>
    /// <param name="Length">Its length in characters.</param>
    public sealed record Text(int Length) : Reading;

    /// <summary>A code that means to be a product code and breaks its rules, or can't be read at all.</summary>
    /// <param name="Faults">At least one, in the order of the text.</param>
    public sealed record Unreadable(IReadOnlyList<Fault> Faults) : Reading;
}
