using System.Text;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Report descriptors as scanners and other HID devices have them, and reports of such scanners.</summary>
internal static class HidDescriptors
{
    /// <summary>
    /// Report 2: count, three bytes of AIM identifier, 56 of data, two of the maker's, eight bits of which the first
    /// says that more follows. Beside it a trigger report and two of the maker's own page, for output.
    /// </summary>
    public static readonly byte[] Counted = Convert.FromHexString(
        "058C0902A101" + "0912A1028502" + "150026FF007508" // scanned data report, bytes
        + "95010501093B8102" // byte count
        + "9503058C09FB09FC09FD8102" // symbology identifier
        + "953809FE820201" // decoded data
        + "0666FF9502090409008102" // the maker's
        + "058C25017501950809FF8102C0" // decode data continued, the usage running on over the padding
        + "0914A1028504150025017501950809000960095F9186C0"
        + "0666FF750826FF000901A10285FD953E09229282" + "01C0" + "C0");

    /// <summary>Report 7: data of 32 bytes first, then the identifier in one item, then one bit; no count.</summary>
    public static readonly byte[] Uncounted = Convert.FromHexString(
        "058C0902A1018507" + "150026FF0075089520" + "09FE820201" + "950319FB29FD8102"
        + "25017501950109FF8102" + "75078103" + "C0");

    /// <summary>One report without id: a count of two bytes, 300 of data, and a status report is none.</summary>
    public static readonly byte[] WithoutIds = Convert.FromHexString(
        "058C0902A101" + "150027FFFF00007510950105010" + "93B8102" + "7508962C01058C09FE8202" + "01C0");

    /// <summary>A scanner whose data field is on the maker's page.</summary>
    public static readonly byte[] WithoutData = Convert.FromHexString(
        "058C0902A1018502150026FF00750895380666FF09018102C0");

    /// <summary>A keyboard, as every wedge has it.</summary>
    public static readonly byte[] Keyboard = Convert.FromHexString(
        "05010906A101050719E029E71500250175019508810295017508810395067508150025650507190029658100C0");

    /// <summary>The second interface that Honeywell offers: the maker's page FF8C.</summary>
    public static readonly byte[] MakersPage = Convert.FromHexString(
        "068CFF0902A1018502150026FF007508953F09FE8102C0");

    /// <summary>Symbol's simple COM: one report of 64 bytes on a page of the maker's.</summary>
    public static readonly byte[] SimpleCom = Convert.FromHexString(
        "0600FF0901A101150026FF00750895400901810" + "2C0");

    /// <summary>A report of the layout <c>aim</c>.</summary>
    public static byte[] Report(string data, string identifier = "]E0", bool more = false) =>
        Report(Encoding.Latin1.GetBytes(data), identifier, more);

    /// <summary>A report of the layout <c>aim</c>, or with identifier and data some bytes later.</summary>
    public static byte[] Report(byte[] data, string identifier, bool more, int shift = 0)
    {
        var report = new byte[64];
        (report[0], report[1], report[63]) = (2, (byte)data.Length, (byte)(more ? 1 : 0));
        Encoding.Latin1.GetBytes(identifier).CopyTo(report, 2 + shift);
        data.CopyTo(report, 5 + shift);
        return report;
    }

    /// <summary>The reports that carry a code of any length.</summary>
    public static byte[] Reports(string code, string identifier = "]Q1")
    {
        var pieces = code.Chunk(56).ToList();
        return [.. pieces.SelectMany((piece, at) =>
            Report(new string(piece), identifier, more: at < pieces.Count - 1))];
    }
}
