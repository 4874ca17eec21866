using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>How each fact is known goes with the fact, whichever record it comes from.</summary>
public sealed class EvidenceTests : IDisposable
{
    private const string Gtin = "08936012345674";

    private readonly TempFolder _folder = new();
    private readonly KioskClock _clock = Samples.Clock();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_fact_has_the_evidence_that_stands_beside_it()
    {
        var origin = Found("", $$$$"""
            {"v":1,"gtin":"{{{{Gtin}}}}","productName":{"vi":"x"},
            "certification":[{"certificationStandard":"OCOP","evidence":{"grade":"inspected","by":{"vi":"A"},"on":"2025-12-01"}}],
            "stages":[{"kind":"make","evidence":{"grade":"matched","by":{"vi":"B"}}},{"kind":"sell"}],
            "standards":[{"name":"TCVN 1","evidence":{"grade":"declared"}}],
            "stall":{"name":{"vi":"Sạp"},"evidence":{"grade":"matched","by":{"vi":"C"}}},
            "evidenceOf":{"productName":{"grade":"inspected","by":{"vi":"D"}}} }
            """);

        Assert.Equal("inspected A 2025-12-01", Words(origin.Certificates[0].Evidence));
        Assert.Equal(["matched B", ""], origin.Stages.Select(one => Words(one.Evidence)));
        Assert.Equal("declared", Words(origin.Standards[0].Evidence));
        Assert.Equal("matched C", Words(origin.Stall!.Evidence));
        Assert.Equal("inspected D", Words(origin.EvidenceOf!.Name));
    }

    [Fact]
    public void What_has_none_of_its_own_is_known_as_the_record_says()
    {
        var origin = Found("", $$$$"""
            {"v":1,"gtin":"{{{{Gtin}}}}","productName":{"vi":"x"},"productDescription":{"vi":"x"},"brandName":"x","model":"x",
            "shelfLife":{"vi":"x"},"traceCode":"x","traceCodeVendor":"v","image":"{{{{new string('0', 64)}}}}",
            "provenanceStatement":{"text":{"vi":"x"}},"manufacturer":{"organizationName":"x"},
            "productionDate":{"date":"2026-01-01"},"expirationDate":{"date":"2026-12-01"},
            "certification":[{"certificationStandard":"OCOP"}],"stages":[{"kind":"make"}],"standards":[{"name":"x"}],
            "stall":{"name":{"vi":"x"},"evidence":{"grade":"matched","by":{"vi":"B"}}},
            "evidence":{"grade":"declared","by":{"vi":"A"}},
            "evidenceOf":{"brandName":{"grade":"inspected","by":{"vi":"C"}}} }
            """);

        var texts = origin.EvidenceOf!;
        Assert.All(
            [
                texts.Name, texts.Description, texts.Image, texts.Model, texts.ShelfLife, texts.TraceCode,
                origin.Place!.Evidence, origin.Maker!.Evidence, origin.Made!.Evidence, origin.Expires!.Evidence,
                origin.Certificates[0].Evidence, origin.Stages[0].Evidence, origin.Standards[0].Evidence,
            ],
            evidence => Assert.Equal("declared A", Words(evidence)));
        Assert.Equal("matched B", Words(origin.Stall!.Evidence));
        Assert.Equal("inspected C", Words(texts.Brand));
    }

    [Fact]
    public void What_a_lot_leaves_out_is_known_as_the_products_record_says_and_not_as_the_lots()
    {
        var origin = Found(
            "L1",
            $$$$"""
            {"v":1,"gtin":"{{{{Gtin}}}}","productName":{"vi":"x"},"brandName":"x","model":"x","shelfLife":{"vi":"6 tháng"},
            "manufacturer":{"organizationName":"x"},"certification":[{"certificationStandard":"OCOP"}],
            "evidence":{"grade":"declared","by":{"vi":"A"}}}
            """,
            $$$$"""
            {"v":1,"gtin":"{{{{Gtin}}}}","hasBatchLotNumber":"L1","model":"y","productionDate":{"date":"2026-01-01"},
            "stages":[{"kind":"make"}],"evidence":{"grade":"inspected","by":{"vi":"B"}}}
            """);

        Assert.Equal(
            ["declared A", "declared A", "declared A", "declared A"],
            ((Evidence?[])
            [
                origin.EvidenceOf!.Name, origin.EvidenceOf.Brand, origin.Maker!.Evidence,
                origin.Certificates[0].Evidence,
            ]).Select(Words));
        Assert.Equal(
            ["inspected B", "inspected B", "inspected B"],
            ((Evidence?[])[origin.EvidenceOf.Model, origin.Made!.Evidence, origin.Stages[0].Evidence]).Select(Words));
        // The product's shelf life went with its days: the lot's day of making stands alone, and no text is there to
        // be known.
        Assert.Null(origin.ShelfLife);
        Assert.Null(origin.EvidenceOf.ShelfLife);
    }

    private Origin Found(string lot, params string[] records)
    {
        var seed = _folder.Write("seed.ndjson", string.Join('\n', records.Select(one => one.ReplaceLineEndings(""))));
        using var catalog = Samples.Catalog(_folder, _clock, seed);
        return Assert.IsType<LookUp.Found>(catalog.Find(Gtin, lot.Length == 0 ? null : lot, null)).Origin;
    }

    private static string Words(Evidence? evidence) => evidence is null
        ? ""
        : $"{evidence.Grade} {evidence.By?["vi"]} {evidence.On:yyyy-MM-dd}".TrimEnd();
}
