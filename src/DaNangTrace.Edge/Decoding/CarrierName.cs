namespace DaNangTrace.Edge.Decoding;

/// <summary>The plain names of data carriers by their AIM identifiers (ISO/IEC 15424).</summary>
internal static class CarrierName
{
    /// <summary>Null where the identifier is none that we know.</summary>
    internal static string? Of(string? identifier) => identifier switch
    {
        // E0 is sent for UPC-E as well, expanded to thirteen digits.
        "E0" => "EAN-13 or UPC-A",
        "E1" => "EAN add-on, 2 digits",
        "E2" => "EAN add-on, 5 digits",
        "E3" => "EAN-13 or UPC-A with add-on",
        "E4" => "EAN-8",
        "C1" => "GS1-128",
        "d2" => "GS1 DataMatrix",
        "d5" => "GS1 DataMatrix (ECI)",
        "Q3" => "GS1 QR Code",
        "Q4" => "GS1 QR Code (ECI)",
        "J1" => "GS1 DotCode",
        "e0" => "GS1 DataBar",
        "e1" or "e2" or "e3" => "GS1 Composite",
        "I1" => "ITF-14",
        [var symbology, _] => FamilyOf(symbology),
        _ => null,
    };

    private static string? FamilyOf(char symbology) => symbology switch
    {
        'A' => "Code 39",
        'B' => "Telepen",
        'C' => "Code 128",
        'd' => "Data Matrix",
        'e' => "GS1 DataBar",
        'F' => "Codabar",
        'G' => "Code 93",
        'H' => "Code 11",
        'h' => "Han Xin Code",
        'I' => "Interleaved 2 of 5",
        'J' => "DotCode",
        'K' => "Code 16K",
        'L' => "PDF417",
        'M' => "MSI",
        'P' => "Plessey",
        'Q' => "QR Code",
        'R' or 'S' => "Code 2 of 5",
        'T' => "Code 49",
        'U' => "MaxiCode",
        'z' => "Aztec Code",
        _ => null,
    };
}
