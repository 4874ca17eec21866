namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads what a scanner sent. Pure: the clock is handed in, nothing is thrown, nothing is kept.
/// <para>
/// The AIM identifier decides first: under those of EAN/UPC and ITF stands a number, under a GS1 one (C1 e0 d2 d5 Q3 Q4
/// J1) an element string. Under any other, text that looks like an element string is text. Without an identifier the
/// text decides, and <see cref="Reading.Symbology"/> says what carrier is likely: E0, E4, I1 for numbers by their
/// length, C1 for element strings that a GS1-128 can hold and d2 for longer ones, Q1 for Digital Links.
/// </para>
/// <para>Payment and personal codes are recognised by shape before anything of them could be kept.</para>
/// </summary>
/// <param name="time">Gives the year around which two-digit years slide (GS1 General Specifications, 7.12).</param>
public sealed class Gs1Reader(TimeProvider time)
{
    // The most data characters of a GS1-128 (GS1 General Specifications, GS1-128 symbology).
    private const int LongestGs1128 = 48;

    /// <summary>Reads one symbol; never throws, whatever the bytes were.</summary>
    public Reading Read(Symbol symbol)
    {
        var identifier = symbol.Identifier;
        // A default Symbol has no text.
        var text = symbol.Text ?? "";
        if (symbol.IsTooLong || text.Length > Symbol.MaxLength)
            return Refused(FaultCodes.TooLong, identifier, $"A code has at most {Symbol.MaxLength} bytes.");
        if (text.Length == 0)
            return Refused(FaultCodes.Empty, identifier, "The code is empty.");
        // Numbers first: nearly all that a market holds.
        var number = identifier switch
        {
            null => PlainNumber.ReadBare(text),
            "E0" or "E3" or "E4" => PlainNumber.ReadEan(identifier, text),
            "I0" or "I1" or "I3" => PlainNumber.ReadItf(identifier, text),
            _ => null,
        };
        if (number is not null)
            return number;
        var isGs1 = IsGs1(identifier);
        var trimmed = text.AsSpan().Trim();
        if (PaymentCode.IsOne(trimmed))
            return PaymentOf(trimmed, identifier);
        return ReadStructured(identifier, text, isGs1)
            ?? (identifier is null or "E1" or "E2" ? null : PlainNumber.ReadElsewhere(identifier, text))
            ?? (PersonalCode.IsOne(trimmed)
                ? new Reading.Personal { Symbology = identifier }
                : new Reading.Text(text.Length) { Symbology = identifier });
    }

    /// <summary>Web addresses, bracketed and unbracketed element strings; null if it is none of them.</summary>
    private Reading? ReadStructured(string? identifier, string text, bool isGs1)
    {
        if (WebAddress.TryParse(text, out var address))
        {
            var link = new Draft(ThisYear());
            return DigitalLink.TryRead(text, address, link)
                ? Finish(link, identifier, identifier ?? "Q1")
                : new Reading.Web(address.Host) { Symbology = identifier };
        }
        var draft = new Draft(ThisYear());
        var likely = identifier ?? (text.Length > LongestGs1128 ? "d2" : "C1");
        if (Bracketed.IsMeant(text))
        {
            Bracketed.Read(text, draft);
            return Finish(draft, identifier, likely);
        }
        // A secret under a GS1 identifier is a misprint; it is a secret nevertheless.
        if (isGs1 && char.IsAsciiLetter(text[0]) && PersonalCode.IsOne(text))
            return new Reading.Personal { Symbology = identifier };
        if (!isGs1 && (identifier is not null || !BareElementString.CanBe(text)))
            return null;
        ElementString.Read(text, draft);
        if (!isGs1 && !BareElementString.IsMeant(text, draft))
            return null;
        if (!draft.HasFaults)
            ElementString.SuspectLostGs(draft);
        return Finish(draft, identifier, likely);
    }

    private static Reading Finish(Draft draft, string? identifier, string symbology)
    {
        if (!draft.HasFaults)
            Company.Check(draft);
        var inferred = identifier is null;
        if (draft.HasFaults)
        {
            return new Reading.Unreadable(draft.Faults)
            {
                Symbology = symbology,
                Inferred = inferred,
                Warnings = draft.Warnings,
            };
        }
        var gtin = GtinOf(draft, out var at);
        var isRestricted = gtin is { IsRestricted: true };
        var elements = new Element[draft.Parts.Count];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = new Element(draft.Parts[i].Ai.Code, draft.Parts[i].Value, draft.Parts[i].Ai.Title);
        // A shop's own number means something else in the next shop: it has no place on the web.
        return new Reading.Item(gtin, elements, isRestricted ? null : CanonicalLink.Of(draft.Parts, draft.Key))
        {
            Symbology = symbology,
            Inferred = inferred,
            Warnings = isRestricted ? [PlainNumber.Restricted(at), .. draft.Warnings] : draft.Warnings,
            Expires = ExpiryOf(draft),
        };
    }

    /// <summary>
    /// AI 01, else the item that a piece belongs to, AI 8006. What a carton contains (02) is not the carton.
    /// </summary>
    private static Gtin? GtinOf(Draft draft, out int at)
    {
        Gtin? gtin = null;
        at = 0;
        foreach (var part in draft.Parts)
        {
            if (part.Ai.Code is "01" or "8006" && (gtin is null || part.Ai.Code == "01"))
            {
                _ = Gtin.TryParse(part.Value.AsSpan(0, 14), out gtin);
                at = part.At;
            }
        }
        return gtin;
    }

    private static DateOnly? ExpiryOf(Draft draft)
    {
        DateOnly? expires = null;
        foreach (var part in draft.Parts)
        {
            if (part.Ai.Code == "17" || (part.Ai.Code == "7003" && expires is null))
                expires = GsDate.Of(part.Value, draft.ThisYear);
        }
        return expires;
    }

    private static Reading.Payment PaymentOf(ReadOnlySpan<char> text, string? identifier) => new()
    {
        Symbology = identifier,
        Warnings = !PaymentCode.IsEmv(text) || PaymentCode.HasRightChecksum(text)
            ? []
            : [new Fault(FaultCodes.PaymentChecksum, null, 0, "The payment code's checksum is missing or wrong.")],
    };

    private static bool IsGs1(string? identifier) => identifier is "C1" or "e0" or "d2" or "d5" or "Q3" or "Q4" or "J1";

    private static Reading.Unreadable Refused(string code, string? identifier, string message) =>
        new([new Fault(code, null, 0, message)]) { Symbology = identifier };

    private int ThisYear() => time.GetLocalNow().Year;
}
