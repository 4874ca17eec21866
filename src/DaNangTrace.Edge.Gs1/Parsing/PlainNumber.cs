using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads numbers without application identifiers, EAN-13, EAN-8, UPC-A, UPC-E, ITF-14, into the element AI 01.
/// Each was checked before it becomes one: digits, and the check digit.
/// </summary>
internal static class PlainNumber
{
    private const int UpcELength = 8;
    private const int UpcALength = 12;

    private static readonly ApplicationIdentifier TradeItem = AiTable.Find("01")!;

    /// <summary>Under an identifier of the EAN/UPC family (E0, E3, E4): the text must be such a number.</summary>
    /// <param name="draft">Gets the number, or what is wrong with it.</param>
    /// <param name="carrier">E0, E3 or E4.</param>
    /// <param name="where">The number, from the text's beginning.</param>
    /// <param name="foreign">Where the first character of the text is that is no digit; -1 if there is none.</param>
    internal static void ReadEan(ref Draft draft, Carrier carrier, Stretch where, int foreign)
    {
        var digits = where.Length;
        if (foreign >= 0 && foreign < where.End)
        {
            draft.Add(new Finding
            {
                Kind = FaultCode.NotDigits,
                At = foreign,
                Length = 1,
                Detail = draft.Text[foreign],
            });
        }
        else if (digits == 8 && (carrier == Carrier.E4 || !TryReadUpcE(ref draft, where)))
        {
            // UPC-E comes expanded under E0 as a rule; some scanners send its eight digits.
            Read(ref draft, where);
        }
        else if (digits != 8)
        {
            ReadLong(ref draft, carrier, where);
        }
    }

    /// <summary>
    /// Under an ITF identifier (I0, I1: check digit sent; I3: checked and stripped); false if it is no GTIN-14.
    /// </summary>
    internal static bool TryReadItf(ref Draft draft, Carrier carrier)
    {
        var text = draft.Text;
        if (text.Length is not (13 or 14) || Digits.FirstOther(text) >= 0)
            return false;
        if (text.Length == 14)
        {
            Read(ref draft, new Stretch(0, 14));
            return true;
        }
        if (carrier != Carrier.I3)
            return false;
        Span<char> whole = stackalloc char[14];
        text.CopyTo(whole);
        whole[13] = CheckDigit.Of(text);
        draft.AddChecked(draft.Pad(TradeItem, whole, new Stretch(0, text.Length)));
        return true;
    }

    /// <summary>
    /// Without an identifier: the length decides what it must be, and what carrier is likely; false if it is no number
    /// of such a length.
    /// </summary>
    internal static bool TryReadBare(ref Draft draft, Stretch where, out Carrier likely)
    {
        likely = where.Length switch { 8 => Carrier.E4, 14 => Carrier.I1, _ => Carrier.E0 };
        var text = where.Of(draft.Text);
        if (text.Length is not (8 or 12 or 13 or 14) || Digits.FirstOther(text) >= 0)
            return false;
        if (text.Length != 8)
        {
            Read(ref draft, where);
            return true;
        }
        Span<char> expanded = stackalloc char[UpcALength];
        var isUpcE = TryExpandUpcE(text, expanded);
        if (isUpcE && !CheckDigit.IsRight(text))
        {
            likely = Carrier.E0;
            draft.AddChecked(draft.Pad(TradeItem, expanded, where));
            return true;
        }
        Read(ref draft, where);
        // One in ten of the eight-digit numbers is right as both; the longer bars are far more common on goods.
        if (isUpcE)
        {
            var number = long.Parse(expanded, CultureInfo.InvariantCulture);
            draft.Tell(FaultCode.Alternative, where.Start, where.Length, detail: number);
        }
        return true;
    }

    /// <summary>
    /// Under an identifier of another carrier: only a right number of 13 or 14 digits. Shorter ones are right by chance
    /// too often, and twelve digits are an identity card's number as well.
    /// </summary>
    internal static bool TryReadElsewhere(ref Draft draft)
    {
        if (draft.Text.Length is not (13 or 14) || !CheckDigit.IsRight(draft.Text))
            return false;
        Read(ref draft, new Stretch(0, draft.Text.Length));
        return true;
    }

    /// <summary>Expands a UPC-E to its twelve digits; false if it is none.</summary>
    internal static bool TryExpandUpcE(ReadOnlySpan<char> text, Span<char> to)
    {
        if (text.Length != UpcELength || text[0] is not ('0' or '1') || Digits.FirstOther(text) >= 0)
            return false;
        // The last of the six digits says which zeros were left out of the company's or the item's part.
        var six = text[1..7];
        var kept = six[5] switch { <= '2' => 2, '3' => 3, '4' => 4, _ => 5 };
        to.Fill('0');
        to[0] = text[0];
        six[..kept].CopyTo(to[1..]);
        if (kept == 2)
            to[3] = six[5];
        if (kept == 5)
            to[10] = six[5];
        else
            six[kept..5].CopyTo(to[(6 + kept)..]);
        to[11] = text[7];
        return CheckDigit.IsRight(to);
    }

    /// <summary>
    /// 13 digits, or 12 from scanners that drop a UPC's zero; under E3 two or five more from beside the bars.
    /// </summary>
    private static void ReadLong(ref Draft draft, Carrier carrier, Stretch where)
    {
        var digits = where.Length;
        var addOn = carrier != Carrier.E3 ? 0 : digits switch { 14 or 15 => 2, 17 or 18 => 5, _ => 0 };
        var expected = carrier == Carrier.E4 ? 8 : 13;
        if (expected == 8 || digits - addOn is not (12 or 13))
        {
            draft.Add(new Finding { Kind = FaultCode.Length, At = where.Start, Length = digits, Detail = expected });
            return;
        }
        Read(ref draft, new Stretch(where.Start, where.End - addOn));
        if (addOn > 0 && !draft.HasFaults)
            draft.Tell(FaultCode.AddOn, where.End - addOn, addOn);
    }

    private static bool TryReadUpcE(ref Draft draft, Stretch where)
    {
        Span<char> expanded = stackalloc char[UpcALength];
        if (!TryExpandUpcE(where.Of(draft.Text), expanded))
            return false;
        draft.AddChecked(draft.Pad(TradeItem, expanded, where));
        return true;
    }

    private static void Read(ref Draft draft, Stretch where)
    {
        if (!CheckDigit.IsRight(where.Of(draft.Text)))
            draft.Tell(FaultCode.CheckDigit, where.End - 1, 1, detail: CheckDigit.Of(where.Of(draft.Text)[..^1]));
        else if (where.Length < Gtin.Length)
            draft.AddChecked(draft.Pad(TradeItem, where.Of(draft.Text), where));
        else
            draft.AddChecked(ElementSpan.InText(TradeItem, where));
    }
}
