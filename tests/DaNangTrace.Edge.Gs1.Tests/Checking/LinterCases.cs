using static DaNangTrace.Edge.Gs1.Tests.Checking.LinterCase;
using Code = DaNangTrace.Edge.Gs1.FaultCode;

namespace DaNangTrace.Edge.Gs1.Tests.Checking;

/// <summary>What each linter accepts and refuses, at the edges of what it accepts.</summary>
internal static class LinterCases
{
    internal static readonly LinterCase[] All = [.. Sums(), .. Keys(), .. Dates(), .. Numbers(), .. Lists(),
        .. Texts(), .. CouponCases.North(), .. CouponCases.Paperless()];

    private static LinterCase[] Sums() =>
    [
        .. Accepted(Linter.Csum, "893601234567890120", "08936012345674", "8936012345674", "96385074", "17", "0", "00"),
        Refused(Linter.Csum, "893601234567890121", Code.CheckDigit, 17, 1),
        Refused(Linter.Csum, "08936012345673", Code.CheckDigit, 13, 1),
        Refused(Linter.Csum, "80936012345674", Code.CheckDigit, 13, 1),
        Refused(Linter.Csum, "8936012345673", Code.CheckDigit, 12, 1),
        Refused(Linter.Csum, "1", Code.CheckDigit, 0, 1),
        Refused(Linter.Csum, "", Code.CheckDigit, 0, 1),
        Refused(Linter.Csum, "0893601234567X", Code.NotDigits, 13, 1),
        Refused(Linter.Csum, ":893601234567", Code.NotDigits, 0, 1),
        Refused(Linter.Csum, "89360/2345674", Code.NotDigits, 5, 1),
        Refused(Linter.Csum, "89360123456７4", Code.NotDigits, 11, 1),

        .. Accepted(Linter.Csumalpha, "8936012LOTKB", "8936012a-Z_%4K", "1987654Ad4X4bL5ttr2310c2K", "22", "!22"),
        .. Accepted(Linter.Csumalpha, new string('z', 97) + "UA"),
        Refused(Linter.Csumalpha, "8936012LOTKC", Code.CheckCharacters, 10, 2),
        Refused(Linter.Csumalpha, "8936012LOTBK", Code.CheckCharacters, 10, 2),
        Refused(Linter.Csumalpha, "8936012LTOKB", Code.CheckCharacters, 10, 2),
        Refused(Linter.Csumalpha, "8936012LOTkb", Code.CheckCharacters, 10, 2),
        Refused(Linter.Csumalpha, "23", Code.CheckCharacters, 0, 2),
        Refused(Linter.Csumalpha, "8936012#LOTKB", Code.Character, 7, 1),
        .. RefusedWhole(Linter.Csumalpha, Code.CheckCharacters, "", "2", new string('z', 98) + "UA"),

        .. Accepted(Linter.Iban, "GB82WEST12345698765432", "NO9386011117947", "NO751234567"),
        .. Accepted(Linter.Iban, "MT18AAAAAAAAAA12345678901234567890"),
        Refused(Linter.Iban, "GB83WEST12345698765432", Code.Iban, 2, 2),
        Refused(Linter.Iban, "GB82WEST12345698765423", Code.Iban, 2, 2),
        Refused(Linter.Iban, "XX551234567", Code.Iban, 0, 2),
        Refused(Linter.Iban, "gb82WEST12345698765432", Code.Iban, 0, 2),
        Refused(Linter.Iban, "GB82WEST1234569876543-", Code.Iban, 21, 1),
        Refused(Linter.Iban, "GBX2WEST12345698765432", Code.Iban, 2, 2),
        Refused(Linter.Iban, "GB.2WEST12345698765432", Code.Iban, 2, 1),
        .. RefusedWhole(Linter.Iban, Code.Iban, "", "GB8", "NO09123456", "MT86AAAAAAAAAAA12345678901234567890"),
    ];

    private static LinterCase[] Keys() =>
    [
        .. Accepted(Linter.Gcppos1, "8936012345674", "0000", "1234ABC"),
        Refused(Linter.Gcppos1, "893", Code.CompanyPrefix, 0, 3),
        Refused(Linter.Gcppos1, "", Code.CompanyPrefix, 0, 1),
        Refused(Linter.Gcppos1, "A936", Code.CompanyPrefix, 0, 1),
        Refused(Linter.Gcppos1, "893-012", Code.CompanyPrefix, 3, 1),

        .. Accepted(Linter.Gcppos2, "08936012345674", "00000", "X1234"),
        Refused(Linter.Gcppos2, "0893", Code.CompanyPrefix, 1, 3),
        Refused(Linter.Gcppos2, "0", Code.CompanyPrefix, 0, 1),
        Refused(Linter.Gcppos2, "", Code.CompanyPrefix, 0, 1),
        Refused(Linter.Gcppos2, "08A36", Code.CompanyPrefix, 2, 1),
    ];

    private static LinterCase[] Dates() =>
    [
        .. Accepted(Linter.Yymmd0, "261130", "260200", "261200", "280229", "000229", "760229", "770228"),
        Refused(Linter.Yymmd0, "261300", Code.Month, 2, 2),
        Refused(Linter.Yymmd0, "260001", Code.Month, 2, 2),
        Refused(Linter.Yymmd0, "260229", Code.Day, 4, 2),
        Refused(Linter.Yymmd0, "261131", Code.Day, 4, 2),
        Refused(Linter.Yymmd0, "261232", Code.Day, 4, 2),
        Refused(Linter.Yymmd0, "2611O0", Code.NotDigits, 4, 1),
        .. RefusedWhole(Linter.Yymmd0, Code.Day, "", "26113", "2611300"),

        .. Accepted(Linter.Yymmdd, "261130", "260228", "280229", "260101", "261231"),
        Refused(Linter.Yymmdd, "261100", Code.Day, 4, 2),
        Refused(Linter.Yymmdd, "260431", Code.Day, 4, 2),
        Refused(Linter.Yymmdd, "261301", Code.Month, 2, 2),
        Refused(Linter.Yymmdd, "-61130", Code.NotDigits, 0, 1),
        .. RefusedWhole(Linter.Yymmdd, Code.Day, "", "2611", "20261130"),

        .. Accepted(Linter.Yyyymmdd, "20261130", "20000229", "00000229", "00010101", "99991231"),
        Refused(Linter.Yyyymmdd, "19000229", Code.Day, 6, 2),
        Refused(Linter.Yyyymmdd, "20260229", Code.Day, 6, 2),
        Refused(Linter.Yyyymmdd, "20261100", Code.Day, 6, 2),
        Refused(Linter.Yyyymmdd, "20261301", Code.Month, 4, 2),
        Refused(Linter.Yyyymmdd, "20260001", Code.Month, 4, 2),
        Refused(Linter.Yyyymmdd, "2026113O", Code.NotDigits, 7, 1),
        .. RefusedWhole(Linter.Yyyymmdd, Code.Day, "", "261130", "202611300"),

        .. Accepted(Linter.Hh, "00", "23"),
        Refused(Linter.Hh, "2X", Code.NotDigits, 1, 1),
        .. RefusedWhole(Linter.Hh, Code.Time, "24", "99", "", "1", "001"),
        .. Accepted(Linter.Mi, "00", "59"),
        Refused(Linter.Mi, "X0", Code.NotDigits, 0, 1),
        .. RefusedWhole(Linter.Mi, Code.Time, "60", "99", "", "1", "001"),
        .. Accepted(Linter.Ss, "00", "59"),
        Refused(Linter.Ss, "5X", Code.NotDigits, 1, 1),
        .. RefusedWhole(Linter.Ss, Code.Time, "60", "99", "", "1", "001"),

        .. Accepted(Linter.Hhmi, "0000", "2359"),
        Refused(Linter.Hhmi, "2400", Code.Time, 0, 2),
        Refused(Linter.Hhmi, "2360", Code.Time, 2, 2),
        Refused(Linter.Hhmi, "23X9", Code.NotDigits, 2, 1),
        .. RefusedWhole(Linter.Hhmi, Code.Time, "", "12", "235", "23590"),
    ];

    private static LinterCase[] Numbers() =>
    [
        .. Accepted(Linter.Latitude, "0000000000", "1060544000", "1800000000"),
        .. RefusedWhole(Linter.Latitude, Code.Latitude, "1800000001", "9999999999", "", "000000000", "00000000000"),
        Refused(Linter.Latitude, "180000000X", Code.NotDigits, 9, 1),
        .. Accepted(Linter.Longitude, "0000000000", "1082022000", "3600000000"),
        .. RefusedWhole(Linter.Longitude, Code.Longitude, "3600000001", "9999999999", "", "000000000", "00000000000"),
        Refused(Linter.Longitude, "X600000000", Code.NotDigits, 0, 1),

        .. Accepted(Linter.Nonzero, "1", "0001", "1000"),
        .. RefusedWhole(Linter.Nonzero, Code.ZeroValue, "0", "0000", ""),
        Refused(Linter.Nonzero, "00A", Code.NotDigits, 2, 1),
        .. Accepted(Linter.Nozeroprefix, "1", "10", "123456789012", ""),
        Refused(Linter.Nozeroprefix, "0", Code.ZeroPrefix, 0, 1),
        Refused(Linter.Nozeroprefix, "012", Code.ZeroPrefix, 0, 1),
        Refused(Linter.Nozeroprefix, "1A", Code.NotDigits, 1, 1),
        .. Accepted(Linter.Zero, "0", "000"),
        .. RefusedWhole(Linter.Zero, Code.ZeroRequired, "1", "001", "O", ""),

        .. Accepted(Linter.Pieceoftotal, "0101", "0102", "9999", "11", "00090009"),
        Refused(Linter.Pieceoftotal, "0001", Code.PieceOfTotal, 0, 2),
        Refused(Linter.Pieceoftotal, "0100", Code.PieceOfTotal, 2, 2),
        Refused(Linter.Pieceoftotal, "0A01", Code.NotDigits, 1, 1),
        .. RefusedWhole(Linter.Pieceoftotal, Code.PieceOfTotal, "0201", "1009", "", "1", "123"),

        .. Accepted(Linter.Posinseqslash, "1/1", "1/9", "9/10", "12345678901234567890/12345678901234567891"),
        Refused(Linter.Posinseqslash, "0/2", Code.SequencePosition, 0, 1),
        Refused(Linter.Posinseqslash, "01/2", Code.SequencePosition, 0, 2),
        Refused(Linter.Posinseqslash, "1/02", Code.SequencePosition, 2, 2),
        .. RefusedWhole(Linter.Posinseqslash, Code.SequencePosition, "2/1", "10/9", "", "/", "1/", "/1", "123"),
        .. RefusedWhole(Linter.Posinseqslash, Code.SequencePosition, "1/2/3", "A/1", "1/A", "1 /2"),
    ];

    private static LinterCase[] Lists() =>
    [
        .. Accepted(Linter.Iso3166, "704", "004", "894"),
        .. RefusedWhole(Linter.Iso3166, Code.Country, "000", "003", "005", "895", "999", "", "70", "7040", "7O4"),
        .. Accepted(Linter.Iso3166999, "704", "004", "999"),
        .. RefusedWhole(Linter.Iso3166999, Code.Country, "000", "998", "", "99", "9990", "99A"),
        .. Accepted(Linter.Iso3166alpha2, "VN", "AD", "ZW"),
        .. RefusedWhole(Linter.Iso3166alpha2, Code.Country, "vn", "AA", "ZZ", "XK", "EU", "", "V", "VNM", "7N"),
        .. Accepted(Linter.Iso4217, "704", "008", "978", "999"),
        .. RefusedWhole(Linter.Iso4217, Code.Currency, "000", "007", "998", "280", "", "70", "7040", "VND"),
        .. Accepted(Linter.Iso5218, "0", "1", "2", "9"),
        .. RefusedWhole(Linter.Iso5218, Code.Sex, "3", "8", "", "00", "M"),
        .. Accepted(Linter.Mediatype, "01", "09", "10", "80", "99"),
        .. RefusedWhole(Linter.Mediatype, Code.MediaType, "00", "11", "79", "", "1", "010", "8X", "0:"),
        .. Accepted(Linter.Packagetype, "1A", "8", "9", "200", "APE", "X20", "ZZ"),
        .. RefusedWhole(Linter.Packagetype, Code.PackageType, "1C", "0", "A", "ap", "APF", "ZZZ", ""),
        .. RefusedWhole(Linter.Packagetype, Code.PackageType, "1A ", "BOXX", "é1"),
        .. Accepted(Linter.Importeridx, "-", "0", "9", "A", "Z", "_", "a", "z"),
        .. RefusedWhole(Linter.Importeridx, Code.ImporterIndex, ",", ".", "/", ":", "@", "[", "^", "{", "", "AA", "é"),
        .. Accepted(Linter.Winding, "0", "1", "9"),
        .. RefusedWhole(Linter.Winding, Code.Winding, "2", "8", "", "00", "A"),
        .. Accepted(Linter.Yesno, "0", "1"),
        .. RefusedWhole(Linter.Yesno, Code.YesNo, "2", "9", "", "01", "Y"),
    ];

    private static LinterCase[] Texts() =>
    [
        .. Accepted(Linter.Hyphen, "-", "--"),
        .. RefusedWhole(Linter.Hyphen, Code.Hyphen, "+", "_", "0", "-0", "", "–"),
        .. Accepted(Linter.Hasnondigit, "A", "1234A", "-123", "12/34"),
        .. RefusedWhole(Linter.Hasnondigit, Code.NonDigitRequired, "0", "1234567890", ""),
        .. Accepted(Linter.Pcenc, "", "ABC", "%20", "A%c3%A9B", "%2525"),
        Refused(Linter.Pcenc, "A%", Code.PercentEncoding, 1, 1),
        Refused(Linter.Pcenc, "AB%2", Code.PercentEncoding, 2, 2),
        Refused(Linter.Pcenc, "%2G1", Code.PercentEncoding, 0, 3),
        Refused(Linter.Pcenc, "%20%%20", Code.PercentEncoding, 3, 3),
        Refused(Linter.Pcenc, "%20%20%", Code.PercentEncoding, 6, 1),
    ];
}
