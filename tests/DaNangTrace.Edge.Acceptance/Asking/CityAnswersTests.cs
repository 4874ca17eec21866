using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Acceptance.Recording;

namespace DaNangTrace.Edge.Acceptance.Asking;

/// <summary>
/// Every way in which a resolver answers, and what the published program shows, records and says of it. Each with a
/// kiosk of its own, so that nothing is known of the city before.
/// </summary>
public sealed partial class CityAnswersTests : IDisposable
{
    private const string Title = "The city's resolver answers, or does not";

    private const string Explained = """
        A real HTTPS server on loopback, and a scan of a code that the catalog does not hold: (01)08936012345674(10)A1
        where a lot is named. *HOST* is the resolver's. The screen says *reading* at once, in each row but those that
        wait for nothing.
        """;

    private const string Gtin = "08936012345674";
    private const string Product = $"/01/{Gtin}";
    private const string Lot = $"/01/{Gtin}/10/A1";
    private const string LinksetType = "application/linkset+json";
    private const string OfProduct = $"01{Gtin}";
    private const string OfLot = $"01{Gtin}10A1";

    private const string Recall = $$"""
        [ { "v": 1, "gtin": "{{Gtin}}", "productName": { "vi": "Bánh dừa nướng" },
            "recall": { "authority": { "vi": "Sở Y tế" }, "reason": { "vi": "Nhiễm khuẩn" },
                        "lots": [ { "from": "A1" } ] } } ]
        """;

    // For what hangs it is the kiosk's own; a busy machine answers later than that.
    private const string Default = "00:00:02";
    private const string Long = "00:00:10";

    private readonly List<string[]> _rows = [];
    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task Each_answer_is_shown_recorded_and_told()
    {
        await KnowAsync();
        await PointElsewhereAsync();
        await BeSlowAsync();
        await TalkNonsenseAsync();
        await FailAsync();
        await BeUntrustedAsync();

        FaultTable.Compare(
            Title, Explained, ["The resolver", "The screen", "Recorded", "`/health` of the city"], _rows);
    }

    public void Dispose() => _authority.Dispose();

    private async Task KnowAsync()
    {
        await RowAsync("knows the product, its certificates, its way and that nothing is recalled", OfProduct, server =>
        {
            server.Know(
                Product, ("masterData", "/data"), ("certificationInfo", "/papers"), ("epcis", "/events"),
                ("recallStatus", "/recalls"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
            server.On("/papers", "application/ld+json", """{"certificationStandard":"OCOP","certificationValue":"4"}""");
            server.On("/recalls", "application/json", "[]");
            server.On("/events", "application/ld+json", $$"""
                { "epcisBody": { "eventList": [ { "type": "ObjectEvent", "bizStep": "packing",
                  "eventTime": "2026-11-02T08:00:00+07:00", "epcList": [ "https://id.gs1.org/01/{{Gtin}}" ],
                  "bizLocation": { "id": "https://id.gs1.org/414/8936012345605" } } ] } }
                """);
        });
        await RowAsync("knows the lot", OfLot, server =>
        {
            server.Know(Lot, ("masterData", "/data"));
            server.Product("/data", Gtin, "Bánh dừa nướng", """, "gs1:hasBatchLotNumber": "A1" """);
        });
        await RowAsync("has data behind pip alone", OfProduct, server =>
        {
            server.Know(Product, ("pip", "/data"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
        });
        await RowAsync("has lost its master data (404), and has pip", OfProduct, server =>
        {
            server.Know(Product, ("masterData", "/lost"), ("pip", "/data"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
        });
        await RowAsync("does not know the lot (404), and knows the product", OfLot, Good);
        await RowAsync("knows the lot without data, and the product's data", OfLot, server =>
        {
            Good(server);
            server.Know(Lot, ("recallStatus", "/recalls"));
            server.On("/recalls", "application/json", Recall);
        });
        await RowAsync("knows that the lot is recalled", OfLot, server =>
        {
            server.Know(Lot, ("masterData", "/data"), ("recallStatus", "/recalls"));
            server.Product("/data", Gtin, "Bánh dừa nướng", """, "gs1:hasBatchLotNumber": "A1" """);
            server.On("/recalls", "application/json", Recall);
        });
        await RowAsync("knows that the lot is recalled, and its data can't be read", OfLot, server =>
        {
            server.Know(Lot, ("masterData", "/data"), ("recallStatus", "/recalls"));
            server.On("/recalls", "application/json", Recall);
            server.On("/data", "application/ld+json", "<html></html>");
        });
        await RowAsync("knows the lot, and that the product is recalled", OfLot, server =>
        {
            server.Know(Lot, ("masterData", "/data"));
            server.Know(Product, ("recallStatus", "/recalls"));
            server.Product("/data", Gtin, "Bánh dừa nướng", """, "gs1:hasBatchLotNumber": "A1" """);
            server.On("/recalls", "application/json", Recall);
        });
        await RowAsync("knows neither lot nor product (404, 404)", OfLot, _ => { });
        await RowAsync("knew it once (410)", OfProduct, server => server.On(Product, LinksetType, "", 410));
        await RowAsync("has several answers (300), as a linkset", OfProduct, server =>
        {
            Good(server);
            server.On(Product, LinksetType, server.LinksetOf(Product, ("masterData", "/data")), 300);
        });
    }

    private async Task PointElsewhereAsync()
    {
        await RowAsync("leads on to another path of its own", OfProduct, server =>
        {
            server.On(Product, context => Redirect(context, "/moved"));
            server.Know("/moved", ("masterData", "/data"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
        });
        await RowAsync("leads round in circles", OfProduct, server =>
            server.On(Product, context => Redirect(context, Product)));
        await using var other = await ResolverServer.StartAsync(_authority.ForBroker());
        other.Product("/data", Gtin, "Bánh dừa nướng");
        await RowAsync("leads to a host that is not allowed", OfProduct, server =>
            server.On(Product, context => Redirect(context, other.Address + Product[1..])), other: other);
        await RowAsync("has its data at a host that is not allowed", OfProduct, server =>
            server.Know(Product, ("masterData", other.Address + "data")), other: other);
        Assert.Equal(0, other.Connections);
        await RowAsync(
            "has its data at a host that is allowed", OfProduct,
            server => server.Know(Product, ("masterData", other.Address + "data")),
            city => city["hosts"] = new JsonArray(other.Authority), other);
        Assert.Equal(1, other.Connections);
        await RowAsync("has its data at an address without TLS", OfProduct, server =>
            server.Know(Product, ("masterData", $"http://{server.Authority}/data")));
    }

    private async Task BeSlowAsync()
    {
        await RowAsync("answers after a second", OfProduct, server =>
        {
            Good(server);
            var linkset = server.LinksetOf(Product, ("masterData", "/data"));
            server.On(Product, async context =>
            {
                await Task.Delay(1000);
                context.Response.ContentType = LinksetType;
                await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(linkset));
            });
        });
        await RowAsync("takes the question and never answers", OfProduct, server => server.Hang(Product),
            timeLimit: Default);
        await RowAsync("begins an answer and never ends it", OfProduct, server => server.Hang(Product, isBegun: true),
            timeLimit: Default);
        await RowAsync("knows the product, and hangs where it is asked for the lot", OfLot, server =>
        {
            Good(server);
            server.Hang(Lot);
        }, timeLimit: Default);
        await RowAsync("knows the lot, and hangs where it is asked for the product", OfLot, server =>
        {
            server.Know(Lot, ("masterData", "/data"));
            server.Product("/data", Gtin, "Bánh dừa nướng", """, "gs1:hasBatchLotNumber": "A1" """);
            server.Hang(Product);
        }, timeLimit: Default);
        await RowAsync("knows that the lot is recalled, and hangs where it is asked for the product", OfLot, server =>
        {
            server.Know(Lot, ("recallStatus", "/recalls"));
            server.On("/recalls", "application/json", Recall);
            server.Hang(Product);
        }, timeLimit: Default);
        await RowAsync("knows it, and its word on recalls never comes", OfProduct, server =>
        {
            server.Know(Product, ("masterData", "/data"), ("recallStatus", "/recalls"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
            server.Hang("/recalls");
        }, timeLimit: Default);
    }

    private async Task TalkNonsenseAsync()
    {
        await RowAsync("answers more than may be, and says so", OfProduct, server => server.On(Product, async context =>
        {
            context.Response.ContentType = LinksetType;
            context.Response.ContentLength = 300_000;
            await context.Response.Body.WriteAsync(new byte[300_000]);
        }));
        await RowAsync("answers without end", OfProduct, server => server.On(Product, async context =>
        {
            context.Response.ContentType = LinksetType;
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[64 * 1024]);
        }));
        await RowAsync("answers with a page", OfProduct, server => server.On(Product, "text/html", "<html></html>"));
        await RowAsync("answers no JSON", OfProduct, server => server.On(Product, LinksetType, "<html></html>"));
        await RowAsync("answers half a linkset", OfProduct, server =>
            server.On(Product, LinksetType, server.LinksetOf(Product, ("masterData", "/data"))[..60]));
        await RowAsync("knows the product, and answers no JSON for the lot", OfLot, server =>
        {
            Good(server);
            server.On(Lot, LinksetType, "<html></html>");
        });
        await RowAsync("answers JSON that is no linkset", OfProduct, server =>
            server.On(Product, LinksetType, """{ "links": [] }"""));
        await RowAsync("answers with the links of another product", OfProduct, server =>
            server.On(Product, LinksetType, server.LinksetOf("/01/09520001000010", ("masterData", "/data"))));
        await RowAsync("knows the product, and has no data of it", OfProduct, server =>
            server.Know(Product, ("relatedVideo", "/video")));
        await RowAsync("has data of another product", OfProduct, server =>
        {
            server.Know(Product, ("masterData", "/data"));
            server.Product("/data", "09520001000010", "Nước mắm");
        });
        await RowAsync("has data that names no product", OfProduct, server =>
        {
            server.Know(Product, ("masterData", "/data"));
            server.On("/data", "application/ld+json", "{}");
        });
        await RowAsync("knows it, and its word on recalls is a page", OfProduct, server =>
        {
            Good(server);
            server.On(Product, LinksetType, """
                { "linkset": [ {
                  "https://ref.gs1.org/voc/masterData": [ { "href": "/data", "type": "application/ld+json" } ],
                  "https://ref.gs1.org/voc/recallStatus": [ { "href": "/recalls", "type": "text/html" } ] } ] }
                """);
        });
        await RowAsync("knows it, and its word on recalls is not there (404)", OfProduct, server =>
        {
            server.Know(Product, ("masterData", "/data"), ("recallStatus", "/recalls"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
        });
        await RowAsync("knows it, and its word on recalls can't be read", OfProduct, server =>
        {
            server.Know(Product, ("masterData", "/data"), ("recallStatus", "/recalls"));
            server.Product("/data", Gtin, "Bánh dừa nướng");
            server.On("/recalls", "application/json", """{ "recalled": false }""");
        });
    }

    private async Task FailAsync()
    {
        var failures = 0;
        await RowAsync("fails once (503), then answers", OfProduct, server =>
        {
            Good(server);
            var linkset = server.LinksetOf(Product, ("masterData", "/data"));
            server.On(Product, async context =>
            {
                if (Interlocked.Increment(ref failures) == 1)
                {
                    context.Response.StatusCode = 503;
                    return;
                }
                context.Response.ContentType = LinksetType;
                await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(linkset));
            });
        });
        await RowAsync("fails (500)", OfProduct, server => server.On(Product, LinksetType, "", 500));
        await RowAsync("refuses (403)", OfProduct, server => server.On(Product, LinksetType, "", 403));
        await RowAsync("breaks off in an answer", OfProduct, server => server.On(Product, async context =>
        {
            context.Response.ContentType = LinksetType;
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        }));
        await RowAsync("is not there", OfProduct, _ => { }, isThere: false);
    }

    private async Task BeUntrustedAsync()
    {
        await RowAsync("shows a certificate that has expired", OfProduct, Good,
            certificate: _authority.ForBroker(isExpired: true));
        await RowAsync("shows a certificate for another name", OfProduct, Good,
            certificate: _authority.ForBroker("other.example"));
        using var stranger = new TestAuthority("Somebody Else's Root");
        await RowAsync("shows a certificate of another authority", OfProduct, Good, certificate: stranger.ForBroker());
        await RowAsync("speaks without TLS", OfProduct, Good, hasTls: false);
    }

    private static void Good(ResolverServer server)
    {
        server.Know(Product, ("masterData", "/data"));
        server.Product("/data", Gtin, "Bánh dừa nướng");
    }

    private static Task Redirect(Microsoft.AspNetCore.Http.HttpContext context, string to)
    {
        context.Response.StatusCode = 307;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }
}
