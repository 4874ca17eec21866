using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>What the resolver said of one code.</summary>
/// <param name="Set">Its links; null where it knows nothing, or was not heard.</param>
/// <param name="Silence">Why it was not heard; null where it was.</param>
/// <param name="Recalls">What its links say of recalls: read at once, since nothing weighs more.</param>
internal sealed record Answered(
    Linkset? Set, CityWord.Silent? Silence, Task<Found<IReadOnlyList<RecalledProduct>>> Recalls)
{
    /// <summary>It said that it knows nothing.</summary>
    public static readonly Answered Nothing = Of(null);

    /// <summary>Whether it said that it knows nothing.</summary>
    public bool IsUnknown => Set is null && Silence is null;

    /// <summary>Whether it leads to data.</summary>
    public bool HasData => Set?.Find(Linkset.MasterData) is not null || Set?.Find(Linkset.Product) is not null;

    /// <summary>It was not heard, or null: it knows nothing.</summary>
    public static Answered Of(CityWord.Silent? silence) =>
        new(null, silence, Task.FromResult(default(Found<IReadOnlyList<RecalledProduct>>)));
}

/// <summary>What the resolver said of a lot or an item, and of its product.</summary>
/// <param name="Own">Of the lot or item; null where none was asked about.</param>
/// <param name="General">Of the product.</param>
internal sealed record Links(Answered? Own, Answered General)
{
    /// <summary>What that is without any link; null where there are some.</summary>
    public CityWord? Bare => (Own, General) switch
    {
        ({ Set: not null }, _) or (_, { Set: not null }) => null,
        // It may be the lot alone that is registered.
        ({ Silence: { } silence }, { IsUnknown: var isUnknown }) => silence with { IsProductUnknown = isUnknown },
        (_, { Silence: { } silence }) => silence,
        _ => new CityWord.NotRegistered(),
    };

    /// <summary>Why only one of the two was heard; null where both were.</summary>
    public CityWord.Silent? Missed => (Own, General) switch
    {
        ({ Silence: { } silence }, _) => InTime(silence, "the product, and not in time for its lot or item"),
        (_, { Silence: { } silence }) => InTime(silence, "the lot or item, and not in time for its product"),
        _ => null,
    };

    /// <summary>Where data may be: of the lot before that of the product, and what is meant for programs first.
    /// </summary>
    public IEnumerable<Uri> Data =>
        ((Uri?[])
        [
            Own?.Set?.Find(Linkset.MasterData), General.Set?.Find(Linkset.MasterData),
            Own?.Set?.Find(Linkset.Product), General.Set?.Find(Linkset.Product),
        ])
        .OfType<Uri>().Distinct();

    /// <summary>What both say of recalls, and why one of them could not be heard: one may name what the other does not.
    /// </summary>
    public async Task<Found<IReadOnlyList<RecalledProduct>>> RecallsAsync()
    {
        var own = Own is null ? default : await Own.Recalls;
        var general = await General.Recalls;
        return new([.. own.Value ?? [], .. general.Value ?? []], Missed ?? own.Silence ?? general.Silence);
    }

    /// <summary>Where a link leads: the lot's before the product's.</summary>
    public Uri? Find(string type) => Own?.Set?.Find(type) ?? General.Set?.Find(type);

    private static CityWord.Silent InTime(CityWord.Silent silence, string what) => silence.Why == Silence.TimeLimit
        ? silence with { Words = $"the resolver answered for {what}" }
        : silence;
}
