using System.Collections.Concurrent;
using System.Net;
using System.Text;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Time.Testing;
using Polly;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

/// <summary>Which documents an answer is put together of, and how long each is waited for.</summary>
public sealed class CityResolverTests : IDisposable
{
    private const string Gtin = "08936012345674";
    private const string Product = $"/01/{Gtin}";
    private const string Lot = $"/01/{Gtin}/10/A1";

    private static readonly Question OfLot = new(Gtin, "A1", null);

    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly ScriptedWeb _web = new();
    private readonly CityPatience _patience;
    private readonly CityResolver _resolver;

    public CityResolverTests()
    {
        var options = new CityOptions { Resolver = "https://id.example/" };
        _patience = new CityPatience(options, _time);
        _resolver = new CityResolver(new CityLink(options, _web), options, _patience, _time);
    }

    [Fact]
    public async Task A_lot_without_data_cuts_no_product_short()
    {
        _web.Links(Lot, ("certificationInfo", "/papers"));
        _web.Document("/papers", "[]");
        var product = _web.Later(Product);
        _web.Document("/data", Data);
        var asked = AskAsync();
        await _web.AskedAsync(Product, Lot);

        _time.Advance(TimeSpan.FromSeconds(1.6));
        product.SetResult(ScriptedWeb.LinksetOf(("masterData", "/data")));

        var known = Assert.IsType<CityWord.Known>(await asked);
        Assert.Equal((true, CityParts.None), (known.IsOfProduct, known.Unheard));
    }

    [Fact]
    public async Task A_product_with_data_waits_for_its_lot_as_long_as_there_is_time_for_the_data()
    {
        _web.Links(Product, ("masterData", "/data"));
        _web.Later(Lot);
        _web.Document("/data", Data);
        var asked = AskAsync();
        await _web.AskedAsync(Product, Lot);
        _time.Advance(TimeSpan.FromSeconds(1.4));
        await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(_web.WasAsked("/data"));

        _time.Advance(TimeSpan.FromSeconds(0.1));

        var known = Assert.IsType<CityWord.Known>(await asked);
        Assert.Equal((true, CityParts.Own | CityParts.Recalls), (known.IsOfProduct, known.Unheard));
        Assert.Contains("not in time for its lot", known.Lacks!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recall_of_the_lot_is_told_though_the_product_is_silent()
    {
        _web.Links(Lot, ("recallStatus", "/recalls"));
        _web.Document("/recalls", RecallOfLot);
        _web.Later(Product);
        var asked = AskAsync();
        await _web.AskedAsync(Product, Lot);

        _time.Advance(TimeSpan.FromSeconds(1.8));

        Assert.Single(Assert.IsType<CityWord.Known>(await asked).Origin.Recalls);
    }

    [Fact]
    public async Task Where_the_lots_data_leads_to_nothing_the_products_is_read()
    {
        _web.Links(Lot, ("masterData", "/lost"));
        _web.Links(Product, ("masterData", "/data"));
        _web.Document("/data", Data);

        var known = Assert.IsType<CityWord.Known>(await AskAsync());
        Assert.Equal("Bánh", known.Origin.Name["vi"]);
    }

    [Fact]
    public async Task Data_that_can_not_be_read_is_told_though_the_page_has_some()
    {
        _web.Links(Product, ("masterData", "/bad"), ("pip", "/data"));
        _web.Document("/bad", "<html></html>");
        _web.Document("/data", Data);

        var known = Assert.IsType<CityWord.Known>(await AskAsync());
        // So it is soon asked again.
        Assert.Equal(CityParts.Own, known.Unheard);
        Assert.Contains("no JSON", known.Lacks!.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_hangs_hides_no_other()
    {
        _web.Links(Lot, ("masterData", "/hangs"));
        _web.Later("/hangs");
        _web.Links(Product, ("masterData", "/data"));
        _web.Document("/data", Data);
        var asked = AskAsync();
        await _web.AskedAsync("/hangs");
        Assert.False(_web.WasAsked("/data"));

        var known = Assert.IsType<CityWord.Known>(await OverAsync(asked));
        Assert.Equal(CityParts.Own, known.Unheard);
    }

    [Fact]
    public async Task The_lots_own_data_is_read_though_it_is_a_little_slower()
    {
        _web.Links(Lot, ("masterData", "/own"));
        var own = _web.Later("/own");
        _web.Links(Product, ("masterData", "/data"));
        _web.Document("/data", Data);
        var asked = AskAsync();
        await _web.AskedAsync("/own");
        _time.Advance(TimeSpan.FromMilliseconds(450));
        await _web.AskedAsync("/data");
        own.SetResult(Data.Replace(
            "\"@type\"", "\"gs1:hasBatchLotNumber\": \"A1\", \"@type\"", StringComparison.Ordinal));

        var known = Assert.IsType<CityWord.Known>(await asked);
        Assert.Equal(("A1", CityParts.None), (known.Origin.Lot, known.Unheard));
    }

    [Fact]
    public async Task A_recall_that_takes_its_time_is_read_while_the_product_is_waited_for()
    {
        _web.Links(Lot, ("recallStatus", "/recalls"));
        var recalls = _web.Later("/recalls");
        _web.Later(Product);
        var asked = AskAsync();
        await _web.AskedAsync(Product, Lot, "/recalls");
        _time.Advance(TimeSpan.FromSeconds(1.7));
        recalls.SetResult(RecallOfLot);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Single(Assert.IsType<CityWord.Known>(await asked).Origin.Recalls);
    }

    [Fact]
    public async Task A_recall_that_lot_and_product_lead_to_is_asked_for_once()
    {
        _web.Links(Lot, ("masterData", "/data"), ("recallStatus", "/recalls"));
        _web.Links(Product, ("recallStatus", "/recalls"));
        _web.Document("/data", Data);
        _web.Document("/recalls", RecallOfLot);

        Assert.Single(Assert.IsType<CityWord.Known>(await AskAsync()).Origin.Recalls);
        Assert.Equal(1, _web.TimesAsked("/recalls"));
    }

    [Fact]
    public async Task A_product_that_is_not_registered_is_noted_beside_its_lots_silence()
    {
        _web.Later(Lot);
        var asked = AskAsync();
        await _web.AskedAsync(Product, Lot);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(Assert.IsType<CityWord.Silent>(await asked).IsProductUnknown);
    }

    [Fact]
    public async Task A_resolver_that_is_back_for_products_is_asked_on_though_its_lots_hang()
    {
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>();
        _patience.Build(pipeline, isResolver: true);
        _web.Watch(pipeline.Build());
        _web.Later(Product);
        _web.Later(Lot);
        for (var n = 0; n < 2; n++)
            Assert.IsType<CityWord.Silent>(await OverAsync(AskAsync()));
        Assert.True(_patience.IsPausing);

        _web.Document("/data", Data);
        _time.Advance(CityPatience.Pause + TimeSpan.FromSeconds(1));
        for (var n = 0; n < 5; n++)
        {
            // Over a network its answer takes a moment, in which the lot's question is refused.
            _web.Forget(Product);
            var product = _web.Later(Product);
            using var later = _time.CreateTimer(
                _ => product.TrySetResult(ScriptedWeb.LinksetOf(("masterData", "/data"))), null,
                TimeSpan.FromMilliseconds(250), Timeout.InfiniteTimeSpan);
            Assert.IsType<CityWord.Known>(await OverAsync(AskAsync()));
            Assert.False(_patience.IsPausing);
        }
    }

    public void Dispose() => _web.Dispose();

    private async Task<CityWord> OverAsync(Task<CityWord> asked)
    {
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return asked.IsCompleted;
            },
            "an answer");
        return await asked;
    }

    private static string RecallOfLot => $$"""
        [ { "v": 1, "gtin": "{{Gtin}}", "productName": { "vi": "Bánh" },
            "recall": { "authority": { "vi": "Sở" }, "reason": { "vi": "Nhiễm" }, "lots": [ { "from": "A1" } ] } } ]
        """;

    private static string Data => $$"""
        { "@type": "gs1:Product", "gs1:gtin": "{{Gtin}}",
          "gs1:productName": [ { "@value": "Bánh", "@language": "vi" } ] }
        """;

    private Task<CityWord> AskAsync() => _resolver.AskAsync(OfLot, TestContext.Current.CancellationToken);

    /// <summary>A web of one host that answers when a test says so, and 404 to all else.</summary>
    private sealed class ScriptedWeb : HttpMessageHandler, IHttpClientFactory
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _answers = new();
        private readonly ConcurrentDictionary<string, int> _asked = new();

        private ResiliencePipeline<HttpResponseMessage>? _watch;

        // As the program does: of documents each host has a circuit of its own.
        public HttpClient CreateClient(string name) => _watch is null || name != CityLink.ResolverClient
            ? new HttpClient(this, disposeHandler: false)
            : new HttpClient(new ResilienceHandler(_watch) { InnerHandler = this }, disposeHandler: false);

        public void Watch(ResiliencePipeline<HttpResponseMessage> pipeline) => _watch = pipeline;

        public void Forget(string path) => _answers.TryRemove(path, out _);

        public bool WasAsked(string path) => TimesAsked(path) > 0;

        public int TimesAsked(string path) => _asked.GetValueOrDefault(path);

        public Task AskedAsync(params string[] paths) => Wait.UntilAsync(() => paths.All(WasAsked), "all is asked for");

        public TaskCompletionSource<string> Later(string path) => _answers.GetOrAdd(
            path, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));

        public void Document(string path, string text) => Later(path).SetResult(text);

        public void Links(string path, params (string Type, string To)[] links) => Document(path, LinksetOf(links));

        public static string LinksetOf(params (string Type, string To)[] links) => $$"""
            { "linkset": [ { {{string.Join(", ", links.Select(link => $$"""
              "https://ref.gs1.org/voc/{{link.Type}}": [ { "href": "{{link.To}}", "type": "application/ld+json" } ]
              """))}} } ] }
            """;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            _asked.AddOrUpdate(path, 1, (_, times) => times + 1);
            return _answers.TryGetValue(path, out var answer)
                ? new HttpResponseMessage
                {
                    Content = new StringContent(
                        await answer.Task.WaitAsync(cancellationToken), Encoding.UTF8, "application/json"),
                }
                : new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }
}
