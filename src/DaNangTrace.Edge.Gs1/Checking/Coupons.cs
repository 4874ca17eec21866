using static DaNangTrace.Edge.Gs1.LinterAnswer;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Checks the two kinds of coupon that are used in North America, AI 8110 and AI 8112: digits in a row, some fields
/// of which tell their own length.
/// </summary>
internal static class Coupons
{
    private const string Any = "0123456789";
    private const int OfferCode = 6;
    private const int FamilyCode = 3;
    private const int ShortestPrefix = 6;
    private const int ShortestSerial = 6;

    /// <summary>AI 8112: format, who pays, offer, serial number.</summary>
    internal static bool FindsInPaperless(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (FindsNonDigit(text, out flaw))
            return true;
        var coupon = new CouponCursor(text);
        var holds = coupon.OneOf("01")
            && coupon.Sized("0123456", ShortestPrefix)
            && coupon.Fixed(OfferCode)
            && coupon.Sized(Any, ShortestSerial)
            && coupon.Ends();
        flaw = coupon.Flaw;
        return !holds;
    }

    /// <summary>
    /// AI 8110: whose coupon, offer, what is saved, what must be bought; then optional fields, each opened by a digit
    /// and in the order of these digits.
    /// </summary>
    internal static bool FindsInNorthAmerican(ReadOnlySpan<char> text, int thisYear, out Flaw flaw)
    {
        if (FindsNonDigit(text, out flaw))
            return true;
        var coupon = new CouponCursor(text);
        var holds = coupon.Sized("0123456", ShortestPrefix)
            && coupon.Fixed(OfferCode)
            && coupon.Sized("12345", 0)
            && Purchase(ref coupon)
            && (!coupon.Opens('1') || (coupon.OneOf("0123") && PurchaseElsewhere(ref coupon)))
            && (!coupon.Opens('2') || PurchaseElsewhere(ref coupon))
            && Dates(ref coupon, thisYear)
            && (!coupon.Opens('5') || coupon.Sized(Any, ShortestSerial))
            && (!coupon.Opens('6') || coupon.Sized("1234567", ShortestPrefix))
            && (!coupon.Opens('9') || Handling(ref coupon))
            && coupon.Ends();
        flaw = coupon.Flaw;
        return !holds;
    }

    // How much must be bought, counted how, and of which family of products.
    private static bool Purchase(ref CouponCursor coupon) =>
        coupon.Sized("12345", 0) && coupon.OneOf("012349") && coupon.Fixed(FamilyCode);

    // A second or third purchase can be of another company; 9 says that it is of the same.
    private static bool PurchaseElsewhere(ref CouponCursor coupon) =>
        Purchase(ref coupon) && coupon.Sized("01234569", ShortestPrefix, mayBeLeftOut: true);

    // Expiry, then start; each with the digit that opens it.
    private static bool Dates(ref CouponCursor coupon, int thisYear)
    {
        var expiry = ReadOnlySpan<char>.Empty;
        if (coupon.Opens('3'))
        {
            if (!coupon.Date(thisYear))
                return false;
            expiry = coupon.Field;
        }
        if (!coupon.Opens('4'))
            return true;
        if (!coupon.Date(thisYear))
            return false;
        // Compared as they stand, as the reference does: no coupon holds for as long as its two digits of a year.
        return expiry.IsEmpty || coupon.Field.SequenceCompareTo(expiry) <= 0 || coupon.Fails(coupon.At - 14, 14);
    }

    // What the saving is, which purchase it applies to, whether it is the store's own (any digit), whether the store
    // may multiply it.
    private static bool Handling(ref CouponCursor coupon) =>
        coupon.OneOf("01256") && coupon.OneOf("012") && coupon.OneOf(Any) && coupon.OneOf("01");
}
