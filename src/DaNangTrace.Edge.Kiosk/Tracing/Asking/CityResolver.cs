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
        var links = await AskLinksAsync(question, end.Token);
        return links switch
        {
            { Silence: { } silence } => silence,
            { Set: null, Own: null } => new CityWord.NotRegistered(),
            _ => await ReadAsync(links, question, end.Token),
        };
    }

    // Of a lot or an item both at once: a resolver need not repeat the product's links, and one that does not know the
    // lot is not to cost the time of two questions. A silence about one of them hides nothing of the other, but that
    // there may be a warning.
    private async Task<Links> AskLinksAsync(Question question, CancellationToken end)
    {
        if (question.IsOfProduct)
            return await AskAboutAsync(question, end);
        var begun = time.GetTimestamp();
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(end);
        var ofLot = AskAboutAsync(question, soon.Token);
        var ofProduct = AskAboutAsync(question.OfProduct(), soon.Token);
        var first = await await Task.WhenAny(ofLot, ofProduct);
        var share = first.HasData ? DataShare : first.Set is not null ? LinksShare : 1;
        // What it leads to is still to be asked for.
        var left = (options.TimeLimit * share) - time.GetElapsedTime(begun);
        using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var cut = late.Token.Register(soon.Cancel);
        var (own, general) = (await ofLot, await ofProduct);
        return (own, general) switch
        {
            ({ Silence: { } silence }, { Set: not null }) => general with
            {
                Missed = InTime(silence, "the product, and not in time for its lot or item"),
                IsOwnMissed = true,
            },
            ({ Set: not null }, { Silence: { } silence }) => own with
            {
                Own = own.Set,
                Missed = InTime(silence, "the lot or item, and not in time for its product"),
            },
            ({ Silence: { } silence }, { Silence: null }) =>
                own with { Silence = silence with { IsProductUnknown = true } },
            ({ Silence: not null }, _) => own,
            _ => general with { Own = own.Set },
        };
    }

    private static CityWord.Silent InTime(CityWord.Silent silence, string what) => silence.Why == Silence.TimeLimit
        ? silence with { Words = $"the resolver answered for {what}" }
        : silence;

    private async Task<Links> AskAboutAsync(Question question, CancellationToken end)
    {
        switch (await link.AskResolverAsync(question, end))
        {
            case Fetched.Document found:
                try
                {
                    return new Links(Linkset.Read(found.Bytes, found.Address, question.Gtin), null);
                }
                catch (DocumentException e)
                {
                    return new Links(null, new CityWord.Silent(
                        Silence.Malformed, $"the resolver's answer can't be used: {e.Message}"));
                }
            case Fetched.Failed failed:
                return new Links(null, failed.Silence);
            default:
                return new Links(null, null);
        }
    }

    private async Task<CityWord> ReadAsync(Links links, Question question, CancellationToken end)
    {
        // Beside each other: a shopper waits for the slowest, and not for their sum.
        var product = ReadDataAsync(links, question, end);
        var recalls = ReadRecallsAsync(links, question, end);
        var certificates = ReadAsync(links.Find(Linkset.Certification), WebVocabulary.ReadCertificates, end);
        var steps = ReadAsync(
            links.Find(Linkset.Traceability) ?? links.Find(Linkset.Epcis), bytes => EpcisSteps.Read(bytes, question),
            end);
        await Task.WhenAll(product, recalls, certificates, steps);
        var (read, warnings, papers, way) = (await product, await recalls, await certificates, await steps);
        if (read.Value is not { } origin)
        {
            var silence = read.Silence ?? links.Missed ?? new CityWord.Silent(
                Silence.NothingReadable,
                "the resolver knows the product and names no data of it that a kiosk can read");
            return (CityWord?)BareOf(warnings.Value, question, silence) ?? silence;
        }
        var isOfProduct = !question.IsOfProduct && origin is { Lot: null, Serial: null };
        return new CityWord.Known(
            (isOfProduct ? OfAnyLot.In(origin) : origin) with
            {
                Recalls = [.. origin.Recalls, .. warnings.Value?.Select(one => one.Recall) ?? []],
                Certificates = [.. origin.Certificates.Concat(papers.Value ?? []).Distinct()
                    .Take(RecordBounds.MostListed)],
                Stages = way.Value is { Count: > 0 } told ? told : origin.Stages,
            },
            isOfProduct)
        {
            Unheard = (warnings.Silence is null ? 0 : CityParts.Recalls)
                | (papers.Silence is null ? 0 : CityParts.Certificates) | (way.Silence is null ? 0 : CityParts.Way)
                | (links.IsOwnMissed ? CityParts.Own : 0),
            Lacks = warnings.Silence ?? papers.Silence ?? way.Silence ?? read.Silence,
        };
    }

    // What one of them does not have, the next may.
    private async Task<(Origin? Value, CityWord.Silent? Silence)> ReadDataAsync(
        Links links, Question question, CancellationToken end)
    {
        CityWord.Silent? silence = null;
        foreach (var address in links.Data)
        {
            var (origin, why) = await ReadAsync(address, bytes => WebVocabulary.Read(bytes, question), end);
            silence ??= why;
            if (origin is not null)
                return (origin, silence);
        }
        return (null, silence);
    }

    // That it is recalled is told whatever else is known of it.
    private static CityWord.Known? BareOf(
        IReadOnlyList<RecalledProduct>? recalls, Question question, CityWord.Silent lacks)
    {
        if (recalls is not { Count: > 0 })
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

    // Of the lot and of the product: one may name what the other does not.
    private async Task<(IReadOnlyList<RecalledProduct>? Value, CityWord.Silent? Silence)> ReadRecallsAsync(
        Links links, Question question, CancellationToken end)
    {
        Linkset[] sets = [.. ((Linkset?[])[links.Own, links.Set]).OfType<Linkset>().Distinct()];
        var found = new List<RecalledProduct>();
        var silence = links.Missed;
        var asked = sets.Where(set => set.Has(Linkset.RecallStatus)).Select(set => set.Find(Linkset.RecallStatus))
            .Distinct().Select(address => address is null
                ? Task.FromResult<(IReadOnlyList<RecalledProduct>?, CityWord.Silent?)>((null, new CityWord.Silent(
                    Silence.WrongType, "the resolver's word on recalls is none that a kiosk can read")))
                : ReadAsync(address, bytes => RecallWord.Read(bytes, question.Gtin), end, mustBe: true));
        foreach (var (value, why) in await Task.WhenAll(asked))
        {
            found.AddRange(value ?? []);
            silence ??= why;
        }
        return (found, silence);
    }

    private async Task<(T? Value, CityWord.Silent? Silence)> ReadAsync<T>(
        Uri? address, Func<byte[], T> read, CancellationToken end, bool mustBe = false)
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
                return (null, mustBe
                    ? new CityWord.Silent(
                        Silence.NothingReadable,
                        $"what the resolver points to is not at {address.GetLeftPart(UriPartial.Authority)}")
                    : null);
        }
    }

    /// <param name="Set">What was found; null where nothing was.</param>
    /// <param name="Silence">Why nothing was heard; null where there was an answer.</param>
    private sealed record Links(Linkset? Set, CityWord.Silent? Silence)
    {
        /// <summary>What the lot has of its own; it comes first.</summary>
        public Linkset? Own { get; init; }

        /// <summary>Why only one of lot and product was heard of.</summary>
        public CityWord.Silent? Missed { get; init; }

        /// <summary>Whether that was the lot or item.</summary>
        public bool IsOwnMissed { get; init; }

        /// <summary>Whether what was found leads to data.</summary>
        public bool HasData => Data.Any();

        /// <summary>Where data may be: of the lot before that of the product, and what is meant for programs first.
        /// </summary>
        public IEnumerable<Uri> Data =>
            ((Uri?[])
            [
                Own?.Find(Linkset.MasterData), Set?.Find(Linkset.MasterData), Own?.Find(Linkset.Product),
                Set?.Find(Linkset.Product),
            ])
            .OfType<Uri>().Distinct();

        public Uri? Find(string type) => Own?.Find(type) ?? Set?.Find(type);
    }
}
