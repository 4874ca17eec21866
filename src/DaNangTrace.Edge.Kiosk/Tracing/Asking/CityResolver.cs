using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// The city's GS1-Conformant Resolver (standard 1.2) as a source of origins.
/// <code>
///   linkset of lot or item, beside it that of the product; 404 for both ─► not registered
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
    // The shares of the limit in which lot and product answer: what the one that came leads to finds room in the rest.
    private const double DataShare = 0.75;

    // Where it leads to no data, and the other may, that one is given longer; a recall is a small document.
    private const double LinksShare = 0.9;

    /// <inheritdoc/>
    public bool IsWorthAsking => !patience.IsPausing;

    /// <inheritdoc/>
    public async Task<CityWord> AskAsync(Question question, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (!question.IsAddressable)
        {
            var word = await AskAsync(question.OfProduct(), stop);
            return word is CityWord.Known known
                ? known with { Origin = OfAnyLot.In(known.Origin), IsOfProduct = true }
                : word;
        }
        using var limit = new CancellationTokenSource(options.TimeLimit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var documents = new CityDocuments(link, question, time, end.Token);
        var links = question.IsOfProduct
            ? new Links(null, await AskAboutAsync(question, documents, end.Token))
            : await AskBothAsync(question, documents, end.Token);
        return links.Bare ?? await ReadAsync(links, question, documents);
    }

    // Of a lot or an item both at once: a resolver need not repeat the product's links, and one that does not know the
    // lot is not to cost the time of two questions. A silence about one of them hides nothing of the other, but that
    // there may be a warning.
    private async Task<Links> AskBothAsync(Question question, CityDocuments documents, CancellationToken end)
    {
        var begun = time.GetTimestamp();
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(end);
        // After a pause one question alone is let through: the product's, and with its answer the lot's.
        var ofProduct = AskAboutAsync(question.OfProduct(), documents, soon.Token);
        var ofLot = AskAboutAsync(question, documents, soon.Token);
        var first = await await Task.WhenAny(ofLot, ofProduct);
        if (ofLot.IsCompleted && (await ofLot).Silence?.Why == Silence.NotAsked)
        {
            first = await ofProduct;
            if (first.Silence is null)
                ofLot = AskAboutAsync(question, documents, soon.Token);
        }
        var share = first.HasData ? DataShare : first.Set is not null ? LinksShare : 1;
        // What it leads to is still to be asked for.
        var left = (options.TimeLimit * share) - time.GetElapsedTime(begun);
        using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var cut = late.Token.Register(soon.Cancel);
        return new Links(await ofLot, await ofProduct);
    }

    private async Task<Answered> AskAboutAsync(Question question, CityDocuments documents, CancellationToken end)
    {
        switch (await link.AskResolverAsync(question, end))
        {
            case Fetched.Document found:
                try
                {
                    var set = Linkset.Read(found.Bytes, found.Address, question.Gtin);
                    return new Answered(set, null, documents.RecallsAsync(set));
                }
                catch (DocumentException e)
                {
                    return Answered.Of(new CityWord.Silent(
                        Silence.Malformed, $"the resolver's answer can't be used: {e.Message}"));
                }
            case Fetched.Failed failed:
                return Answered.Of(failed.Silence);
            default:
                return Answered.Nothing;
        }
    }

    private static async Task<CityWord> ReadAsync(Links links, Question question, CityDocuments documents)
    {
        // Beside each other: a shopper waits for the slowest, and not for their sum.
        var product = documents.DataAsync(links.Data);
        var certificates = documents.CertificatesAsync(links.Find(Linkset.Certification));
        var steps = documents.StepsAsync(links.Find(Linkset.Traceability) ?? links.Find(Linkset.Epcis));
        var (read, warnings) = (await product, await links.RecallsAsync());
        var (papers, way) = (await certificates, await steps);
        if (read.Value is not { } origin)
        {
            var silence = read.Silence ?? links.Missed ?? new CityWord.Silent(
                Silence.NothingReadable,
                "the resolver knows the product and names no data of it that a kiosk can read");
            return (CityWord?)BareOf(warnings.Value ?? [], question, silence)
                ?? silence with { Recalls = [.. warnings.Value?.Select(one => one.Recall) ?? []] };
        }
        var isOfProduct = !question.IsOfProduct && origin is { Lot: null, Serial: null };
        var known = new CityWord.Known(
            (isOfProduct ? OfAnyLot.In(origin) : origin) with
            {
                Certificates = [.. origin.Certificates.Concat(papers.Value ?? []).Distinct()
                    .Take(RecordBounds.MostListed)],
                Stages = way.Value is { Count: > 0 } told ? told : origin.Stages,
            },
            isOfProduct)
        {
            Unheard = (warnings.Silence is null ? 0 : CityParts.Recalls)
                | (papers.Silence is null ? 0 : CityParts.Certificates) | (way.Silence is null ? 0 : CityParts.Way)
                | (links.Own?.Silence is null && read.Silence is null ? 0 : CityParts.Own),
            Lacks = warnings.Silence ?? papers.Silence ?? way.Silence ?? read.Silence,
        };
        return known.With([.. warnings.Value?.Select(one => one.Recall) ?? []]);
    }

    // That it is recalled is told whatever else is known of it.
    private static CityWord.Known? BareOf(
        IReadOnlyList<RecalledProduct> recalls, Question question, CityWord.Silent lacks)
    {
        if (recalls.Count == 0)
            return null;
        var finding = Judgement.RecallOf(
            [.. recalls.Select(one => one.Recall)], question.Lot is { } lot ? [lot] : [],
            question.Serial is { } serial ? [serial] : [], recalls[0].Name);
        return finding is not { Match: RecallMatch.ThisItem }
            ? null
            : new CityWord.Known(
                new Origin
                {
                    Gtin = question.Gtin,
                    Name = recalls[0].Name,
                    Recalls = [.. recalls.Select(one => one.Recall)],
                },
                IsOfProduct: !question.IsOfProduct)
            {
                Unheard = CityParts.Certificates | CityParts.Way | CityParts.Data,
                Lacks = lacks,
            };
    }
}
