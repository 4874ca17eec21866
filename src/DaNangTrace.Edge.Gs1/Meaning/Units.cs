namespace DaNangTrace.Edge.Gs1;

/// <summary>The units of the AIs 310n to 369n.</summary>
internal static class Units
{
    /// <summary>The unit of an AI by its first three digits; null if it measures nothing.</summary>
    internal static string? Of(ReadOnlySpan<char> three) => three switch
    {
        "310" or "330" => "kg",
        "311" or "312" or "313" or "331" or "332" or "333" => "m",
        "314" or "334" => "m²",
        "315" or "335" => "l",
        "316" or "336" => "m³",
        "337" => "kg/m²",
        "320" or "340" => "lb",
        "321" or "324" or "327" or "341" or "344" or "347" => "in",
        "322" or "325" or "328" or "342" or "345" or "348" => "ft",
        "323" or "326" or "329" or "343" or "346" or "349" => "yd",
        "350" or "353" => "in²",
        "351" or "354" => "ft²",
        "352" or "355" => "yd²",
        "356" => "tr oz",
        "357" => "oz",
        "360" or "362" => "qt (US)",
        "361" or "363" => "gal (US)",
        "364" or "367" => "in³",
        "365" or "368" => "ft³",
        "366" or "369" => "yd³",
        _ => null,
    };
}
