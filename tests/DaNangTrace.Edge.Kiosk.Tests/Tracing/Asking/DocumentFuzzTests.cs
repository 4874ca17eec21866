using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

/// <summary>Documents of strangers, with bytes changed by chance: each is read, or told.</summary>
public sealed class DocumentFuzzTests
{
    private const string Gtin = "08936012345674";
    private const int Runs = 800;
    private static readonly Question Question = new(Gtin, "A1", null);

    [Fact]
    public void Whatever_a_products_data_is() => Fuzz("""
        {"@graph":[{"gs1:productName":[{"@value":"Tré","@language":"vi"}],"manufacturer":{"organizationName":"A"},
        "certification":[{"certificationStandard":"OCOP","certificationValue":4}],"productionDate":"2026-11-02",
        "countryOfOrigin":{"countryCode":"VN"},"gtin":"08936012345674","brand":{"brandName":"\u00e9"} }]}
        """, bytes => WebVocabulary.Read(bytes, Question));

    [Fact]
    public void Whatever_a_list_of_certificates_is() => Fuzz(
        """[{"gs1:certificationStandard":"HACCP","certificationEndDate":"2027-01-01"},{"certification":[{}]}]""",
        WebVocabulary.ReadCertificates);

    [Fact]
    public void Whatever_a_linkset_is() => Fuzz("""
        {"linkset":[{"anchor":"https://id.example/01/08936012345674","https://ref.gs1.org/voc/pip":[
        {"href":"https://data.example/p","title":"\u0111","type":"application/ld+json","hreflang":["vi"]}]}]}
        """, bytes => Linkset.Read(bytes, new Uri("https://id.example/01/08936012345674"), Gtin).Find("pip"));

    [Fact]
    public void Whatever_events_are() => Fuzz("""
        {"epcisBody":{"eventList":[{"type":"ObjectEvent","bizStep":"packing","eventTime":"2026-11-02T08:00:00+07:00",
        "eventTimeZoneOffset":"+07:00","epcList":["https://id.gs1.org/01/08936012345674/10/A1"],
        "bizLocation":{"id":"https://id.gs1.org/414/8936012345605"} }]}}
        """, bytes => EpcisSteps.Read(bytes, Question));

    [Fact]
    public void Whatever_a_recall_status_is() => Fuzz("""
        [{"v":1,"gtin":"08936012345674","recall":{"authority":{"vi":"Sở"},"reason":{"vi":"x"},"lots":[{"from":"A1"}]}}]
        """, bytes => RecallWord.Read(bytes, Gtin));

    private static void Fuzz(string sample, Func<byte[], object?> read)
    {
        const int seed = 20261129;
        var random = new Random(seed);
        var whole = Encoding.UTF8.GetBytes(sample);
        read(whole);
        var halves = (byte[][])["\\uD800"u8.ToArray(), "\\uDC00"u8.ToArray(), "\\u0000"u8.ToArray()];
        for (var run = 0; run < Runs; run++)
        {
            var bytes = whole.ToArray();
            for (var change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(2) == 0)
                halves[random.Next(halves.Length)].CopyTo(bytes, random.Next(bytes.Length - 6));
            try
            {
                _ = read(random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            }
            catch (DocumentException)
            {
                // Told.
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, run {run}: {e}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }
    }
}
