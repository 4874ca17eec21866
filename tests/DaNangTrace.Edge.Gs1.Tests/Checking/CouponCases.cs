using static DaNangTrace.Edge.Gs1.Tests.Checking.LinterCase;
using Code = DaNangTrace.Edge.Gs1.FaultCode;

namespace DaNangTrace.Edge.Gs1.Tests.Checking;

/// <summary>Coupons, put together from their fields.</summary>
internal static class CouponCases
{
    // Company prefix of six digits, offer code, saving of one digit, then what must be bought: 21 digits.
    private const string Least = "0" + "614141" + "000001" + "1" + "5" + "1" + "2" + "0" + "110";

    private const string Second = "1" + "0" + "1" + "1" + "0" + "111" + "9";
    private const string Third = "2" + "1" + "1" + "9" + "112" + "0" + "614142";
    private const string Expiry = "3" + "261231";
    private const string Start = "4" + "260101";
    private const string Serial = "5" + "0" + "123456";
    private const string Retailer = "6" + "1" + "6141413";
    private const string Handling = "9" + "0" + "1" + "0" + "1";

    internal static LinterCase[] North() =>
    [
        .. Accepted(Linter.Couponcode, Least, Least + Second, Least + Third, Least + Expiry, Least + Start),
        .. Accepted(Linter.Couponcode, Least + Serial, Least + Retailer, Least + Handling),
        .. Accepted(Linter.Couponcode, Least + Second + Third + Expiry + Start + Serial + Retailer + Handling),
        // The longest of each field that tells its length.
        .. Accepted(Linter.Couponcode, "6" + "614141012345" + "000001" + "5" + "12345" + "5" + "00002" + "9" + "110"),
        .. Accepted(Linter.Couponcode, Least + "59" + "123456789012345" + "67" + "6141410123456"),
        .. Accepted(Linter.Couponcode, Least + "1" + "3" + "1" + "1" + "4" + "111" + "6" + "614142012345"),
        .. Accepted(Linter.Couponcode, Least + "3" + "260101" + "4" + "260101"),
        .. Accepted(Linter.Couponcode, Least + "96" + "2" + "9" + "0"),

        Refused(Linter.Couponcode, "A" + Least, Code.NotDigits, 0, 1),
        // Who and what.
        Refused(Linter.Couponcode, "", Code.Coupon, 0, 1),
        Refused(Linter.Couponcode, "7" + Least[1..], Code.Coupon, 0, 1),
        Refused(Linter.Couponcode, Least[..1], Code.Coupon, 0, 1),
        Refused(Linter.Couponcode, Least[..5], Code.Coupon, 1, 4),
        Refused(Linter.Couponcode, Least[..7], Code.Coupon, 0, 7),
        Refused(Linter.Couponcode, Least[..12], Code.Coupon, 7, 5),
        // The saving.
        Refused(Linter.Couponcode, Least[..13], Code.Coupon, 0, 13),
        Refused(Linter.Couponcode, Least[..13] + "0" + Least[14..], Code.Coupon, 13, 1),
        Refused(Linter.Couponcode, Least[..13] + "6" + Least[14..], Code.Coupon, 13, 1),
        Refused(Linter.Couponcode, Least[..13] + "5123", Code.Coupon, 14, 3),
        // What must be bought.
        Refused(Linter.Couponcode, Least[..15], Code.Coupon, 0, 15),
        Refused(Linter.Couponcode, Least[..15] + "0" + Least[16..], Code.Coupon, 15, 1),
        Refused(Linter.Couponcode, Least[..17] + "5" + Least[18..], Code.Coupon, 17, 1),
        Refused(Linter.Couponcode, Least[..17] + "8" + Least[18..], Code.Coupon, 17, 1),
        Refused(Linter.Couponcode, Least[..20], Code.Coupon, 18, 2),
        // Further purchases.
        Refused(Linter.Couponcode, Least + "1", Code.Coupon, 0, 22),
        Refused(Linter.Couponcode, Least + "14" + Second[2..], Code.Coupon, 22, 1),
        Refused(Linter.Couponcode, Least + Second[..^1], Code.Coupon, 0, 29),
        Refused(Linter.Couponcode, Least + Second[..^1] + "7", Code.Coupon, 29, 1),
        Refused(Linter.Couponcode, Least + Second[..^1] + "8", Code.Coupon, 29, 1),
        Refused(Linter.Couponcode, Least + Third[..^1], Code.Coupon, 29, 5),
        // Dates.
        Refused(Linter.Couponcode, Least + "3" + "26123", Code.Coupon, 22, 5),
        Refused(Linter.Couponcode, Least + "3" + "261301", Code.Coupon, 22, 6),
        Refused(Linter.Couponcode, Least + "3" + "261200", Code.Coupon, 22, 6),
        Refused(Linter.Couponcode, Least + "4" + "260229", Code.Coupon, 22, 6),
        Refused(Linter.Couponcode, Least + "3" + "260101" + "4" + "260102", Code.Coupon, 21, 14),
        // Serial number, retailer, handling.
        Refused(Linter.Couponcode, Least + "5", Code.Coupon, 0, 22),
        Refused(Linter.Couponcode, Least + Serial[..^1], Code.Coupon, 23, 5),
        Refused(Linter.Couponcode, Least + "60" + "614141", Code.Coupon, 22, 1),
        Refused(Linter.Couponcode, Least + "68" + "61414101234567", Code.Coupon, 22, 1),
        Refused(Linter.Couponcode, Least + "61" + "12345", Code.Coupon, 23, 5),
        Refused(Linter.Couponcode, Least + "93000", Code.Coupon, 22, 1),
        Refused(Linter.Couponcode, Least + "90300", Code.Coupon, 23, 1),
        Refused(Linter.Couponcode, Least + "90002", Code.Coupon, 25, 1),
        Refused(Linter.Couponcode, Least + "900", Code.Coupon, 0, 24),
        // Optional fields unknown, twice or in another order are left over.
        Refused(Linter.Couponcode, Least + "7", Code.Coupon, 21, 1),
        Refused(Linter.Couponcode, Least + Handling + "0", Code.Coupon, 26, 1),
        Refused(Linter.Couponcode, Least + Expiry + Expiry, Code.Coupon, 28, 7),
        Refused(Linter.Couponcode, Least + Start + Expiry, Code.Coupon, 28, 7),
    ];

    // Format, funder, offer code, serial number: 21 digits.
    internal static LinterCase[] Paperless() =>
    [
        .. Accepted(Linter.Couponposoffer, "0" + "0614141" + "000001" + "0123456"),
        .. Accepted(Linter.Couponposoffer, "1" + "6614141012345" + "000001" + "9123456789012345"),
        Refused(Linter.Couponposoffer, "", Code.Coupon, 0, 1),
        Refused(Linter.Couponposoffer, "2" + "0614141" + "000001" + "0123456", Code.Coupon, 0, 1),
        Refused(Linter.Couponposoffer, "0", Code.Coupon, 0, 1),
        Refused(Linter.Couponposoffer, "0" + "7614141" + "000001" + "0123456", Code.Coupon, 1, 1),
        Refused(Linter.Couponposoffer, "0" + "061414", Code.Coupon, 2, 5),
        Refused(Linter.Couponposoffer, "0" + "0614141", Code.Coupon, 0, 8),
        Refused(Linter.Couponposoffer, "0" + "0614141" + "00000", Code.Coupon, 8, 5),
        Refused(Linter.Couponposoffer, "0" + "0614141" + "000001", Code.Coupon, 0, 14),
        Refused(Linter.Couponposoffer, "0" + "0614141" + "000001" + "012345", Code.Coupon, 15, 5),
        Refused(Linter.Couponposoffer, "0" + "0614141" + "000001" + "01234567", Code.Coupon, 21, 1),
        Refused(Linter.Couponposoffer, "0" + "0614141" + "000001" + "012345-", Code.NotDigits, 20, 1),
    ];
}
