namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>What a field of a report means (USB HID Usage Tables): a page and a number on it.</summary>
internal readonly record struct HidUsage(ushort Page, ushort Id)
{
    /// <summary>The page of bar code scanners.</summary>
    public const ushort ScannerPage = 0x8C;

    /// <summary>How many bytes of the data field are filled (generic desktop page).</summary>
    public static readonly HidUsage ByteCount = new(0x01, 0x3B);

    /// <summary>The first byte of the AIM identifier; the two behind it are the next usages.</summary>
    public static readonly HidUsage SymbologyIdentifier1 = new(ScannerPage, 0xFB);

    /// <summary>The second byte of the AIM identifier.</summary>
    public static readonly HidUsage SymbologyIdentifier2 = new(ScannerPage, 0xFC);

    /// <summary>The third byte of the AIM identifier.</summary>
    public static readonly HidUsage SymbologyIdentifier3 = new(ScannerPage, 0xFD);

    /// <summary>The bytes of the code.</summary>
    public static readonly HidUsage DecodedData = new(ScannerPage, 0xFE);

    /// <summary>Whether the next report carries more of the same code.</summary>
    public static readonly HidUsage DecodeDataContinued = new(ScannerPage, 0xFF);
}
