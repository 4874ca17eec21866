namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// The city's GS1-Conformant Resolver (standard 1.2) as a source of origins.
/// <code>
///   lot or serial ─► linkset ─404─► of the product ─404─► not registered
///                       │
///                       ├─► masterData, else pip ─► origin (GS1 Web Vocabulary)
///                       ├─► recallStatus         ─► its recalls          beside each other,
///                       ├─► certificationInfo    ─► its certificates     and without them it answers too
///                       └─► traceability, epcis  ─► its way
/// </code>
/// All of that within the time limit. Nothing but the code's GTIN, lot and serial number is told to anybody.
/// </summary>
/// <param name="link">Asks for one document.</param>
/// <param name="options">The time limit.</param>
/// <param name="patience">Knows when the resolver is left alone.</param>
/// <param name="time">Its clock.</param>
internal sealed class CityResolver(CityLink link, CityOptions options, CityPatience patience, TimeProvider time)
    : IOriginSource
{
    /// <inheritdoc/>
    public bool IsWorthAsking => !patience.IsPausing;

    /// <inheritdoc/>
    public async Task<CityWord> AskAsync(Question question, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var limit = new CancellationTokenSource(options.TimeLimit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var links = await AskLinksAsync(question, end.Token);
            // A lot may be unknown, or have links of its own and no data: that is the product's.
            if (links.Silence is null && !question.IsOfProduct && links.Data is null)
                links = (await AskLinksAsync(question.OfProduct(), end.Token)) with { Own = links.Set };
            return links switch
            {
                { Silence: { } silence } => silence,
                { Set: null, Own: null } => new CityWord.NotRegistered(),
                { Data: { } data } => await ReadAsync(links, data, question, end.Token),
                _ => new CityWord.Silent(
                    Silence.NothingReadable,
                    "the resolver knows the product and names no data of it that a kiosk can read"),
            };
        }
        catch (DocumentException e)
        {
            return new CityWord.Silent(Silence.Malformed, $"the resolver's answer can't be used: {e.Message}");
        }
    }

    private async Task<Links> AskLinksAsync(Question question, CancellationToken end) =>
        await link.AskResolverAsync(question, end) switch
        {
            Fetched.Document found => new Links(Linkset.Read(found.Bytes, found.Address, question.Gtin), null),
            Fetched.Failed failed => new Links(null, failed.Silence),
            _ => new Links(null, null),
        };

    private async Task<CityWord> ReadAsync(Links links, Uri data, Question question, CancellationToken end)
    {
        // Beside each other: a shopper waits for the slowest, and not for their sum.
        var product = ReadAsync(data, bytes => WebVocabulary.Read(bytes, question), end);
        var recalls = ReadAsync(links.Find(Linkset.RecallStatus), bytes => RecallWord.Read(bytes, question.Gtin), end);
        var certificates = ReadAsync(links.Find(Linkset.Certification), WebVocabulary.ReadCertificates, end);
        var steps = ReadAsync(
            links.Find(Linkset.Traceability) ?? links.Find(Linkset.Epcis), bytes => EpcisSteps.Read(bytes, question),
            end);
        await Task.WhenAll(product, recalls, certificates, steps);
        var read = await product;
        if (read.Value is not { } origin)
            return read.Silence ?? new CityWord.Silent(
                Silence.NothingReadable, "the resolver names data of the product, and there is none");
        var (warnings, papers, way) = (await recalls, await certificates, await steps);
        var lacks = warnings.Silence ?? papers.Silence ?? way.Silence;
        var isOfProduct = !question.IsOfProduct && origin is { Lot: null, Serial: null };
        return new CityWord.Known(
            (isOfProduct ? OfAnyLot.In(origin) : origin) with
            {
                Recalls = [.. origin.Recalls, .. warnings.Value ?? []],
                Certificates = [.. origin.Certificates.Concat(papers.Value ?? []).Distinct()
                    .Take(RecordBounds.MostListed)],
                Stages = way.Value is { Count: > 0 } told ? told : origin.Stages,
            },
            isOfProduct)
        {
            IsWhole = lacks is null,
            Lacks = lacks,
            AreRecallsHeard = warnings.Silence is null,
        };
    }

    private async Task<(T? Value, CityWord.Silent? Silence)> ReadAsync<T>(
        Uri? address, Func<byte[], T> read, CancellationToken end)
        where T : class
    {
        if (address is null)
            return (null, null);
        switch (await link.AskForAsync(address, end))
        {
            case Fetched.Failed failed:
                return (null, failed.Silence);
            case Fetched.Document found:
                try
                {
                    return (read(found.Bytes), null);
                }
                catch (DocumentException e)
                {
                    return (null, new CityWord.Silent(
                        Silence.Malformed,
                        $"what {found.Address.GetLeftPart(UriPartial.Authority)} answered can't be used: {e.Message}"));
                }
            default:
                return (null, null);
        }
    }

    /// <param name="Set">What was found; null where nothing was.</param>
    /// <param name="Silence">Why nothing was heard; null where there was an answer.</param>
    private sealed record Links(Linkset? Set, CityWord.Silent? Silence)
    {
        /// <summary>What the lot has of its own, where the data is the product's; it comes first.</summary>
        public Linkset? Own { get; init; }

        public Uri? Data => Find(Linkset.MasterData) ?? Find(Linkset.Product);

        public Uri? Find(string type) => Own?.Find(type) ?? Set?.Find(type);
    }
}
