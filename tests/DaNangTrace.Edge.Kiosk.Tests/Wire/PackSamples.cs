namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>A whole example of each part of a pack, with all its fields.</summary>
internal static class PackSamples
{
    public static readonly string Record = """
        {"v":1,"gtin":"09520001000027","hasBatchLotNumber":"NM-2411","hasSerialNumber":"S1","traceCode":"TEM-1",
        "traceCodeVendor":"tem",
        "productName":{"vi":"Nước mắm","en":"Fish sauce"},"productDescription":{"vi":"Cá và muối"},
        "image":"0000000000000000000000000000000000000000000000000000000000000000",
        "brandName":"Nhãn","model":"M",
        "provenanceStatement":{"text":{"vi":"Nam Ô"},
        "evidence":{"grade":"matched","by":{"vi":"Chợ"},"on":"2025-12-31"}},
        "manufacturer":{"organizationName":"Cơ sở","address":{"vi":"Nam Ô"},"evidence":null},
        "productionDate":{"date":"2025-12-01"},"expirationDate":{"date":"2026-12-01"},"shelfLife":{"vi":"12 tháng"},
        "certification":[{"certificationStandard":"OCOP","certificationValue":4,"certificationIdentification":"1",
        "certificationAgency":"A","certificationEndDate":"2027-01-01"}],
        "stages":[{"kind":"make","label":{"vi":"Làm"},"place":{"vi":"Nam Ô"},"time":"2025-12-01","traceCode":"T",
        "globalLocationNumber":"9520001009013"}],
        "stall":{"name":{"vi":"Sạp 24"},"market":"han","number":"24"},"standards":[{"name":"TCVN 5107:2018"}],
        "recalls":[{"authority":{"vi":"Chi cục"},"reason":{"vi":"Mẫu"},"lots":[{"from":"A1","to":"A9"}],
        "serials":[{"from":"S"}]}],
        "hint":{"kind":"seenOften","on":"2025-12-31"},"evidence":{"grade":"declared"},
        "evidenceOf":{"productName":{"grade":"inspected","by":{"vi":"Chi cục"}}}}
        """.ReplaceLineEndings("");

    public static readonly string Recalled = """
        {"v":1,"gtin":"09520004707176","productName":{"vi":"Chả bò"},
        "recall":{"authority":{"vi":"Chi cục"},"reason":{"vi":"Mẫu"},"notice":"01","date":"2025-12-31",
        "lots":[{"from":"CB-0717","to":"CB-0719"}],"serials":[{"from":"S"}],"advice":{"vi":"Mang trả"},
        "contact":{"vi":"Ban"}}}
        """.ReplaceLineEndings("");

    public static readonly string Manifest = """
        {"v":1,"kind":"recall","version":7,"count":2,
        "sha256":"00000000000000000000000000000000000000000000000000000000000000aa",
        "size":311,"expandedSize":1024,"validFrom":"2026-01-01T00:00:00+00:00",
        "keyId":"00000000000000000000000000000000000000000000000000000000000000bb"}
        """.ReplaceLineEndings("");
}
