using System.Collections.Immutable;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Watching;

/// <summary>What the board shows at one moment.</summary>
/// <param name="Kiosks">Every kiosk that was heard; the store bounds their number.</param>
/// <param name="Totals">The intake's counts.</param>
/// <param name="Broker">Whether the kiosks can be heard.</param>
/// <param name="StoreTroubleSince">Since when nothing can be written; null when all is well.</param>
/// <param name="LastArrival">When the last message was stored since the program started.</param>
internal sealed record BoardView(
    ImmutableDictionary<KioskAddress, KioskCard> Kiosks,
    IntakeTotals Totals,
    BrokerView Broker,
    DateTimeOffset? StoreTroubleSince,
    DateTimeOffset? LastArrival)
{
    /// <summary>What was asked for and is known; null while that was not read.</summary>
    internal CoverageView? Coverage { get; init; }

    /// <summary>Recalled goods that were seen before their recall, the newest first; a glance, and not all.</summary>
    internal RecalledView Recalled { get; init; } = RecalledView.None;
}

/// <summary>
/// Who is there. The intake writes it, any number of pages read it: a page takes the view as it is, never a queue of
/// changes, so a slow page costs nothing and sees the newest.
/// </summary>
internal sealed class Board(TimeProvider time)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private BoardView view = new(
        ImmutableDictionary<KioskAddress, KioskCard>.Empty,
        new IntakeTotals(0, 0, 0, 0, 0),
        new BrokerView.Away(time.GetUtcNow(), WasThere: false),
        null,
        null);

    /// <summary>What it shows now.</summary>
    internal BoardView View
    {
        get
        {
            lock (gate)
                return view;
        }
    }

    /// <summary>Ends when the board shows something else than <paramref name="seen"/>.</summary>
    internal Task ChangedAsync(BoardView seen, CancellationToken stop)
    {
        lock (gate)
            return ReferenceEquals(seen, view) ? changed.Task.WaitAsync(stop) : Task.CompletedTask;
    }

    /// <summary>Shows what the store had when the program started.</summary>
    internal void Begin(IReadOnlyList<KioskCard> cards, IntakeTotals totals) =>
        Change(old => old with { Kiosks = With(old.Kiosks, cards), Totals = totals });

    /// <summary>Shows what the store just wrote.</summary>
    internal void Written(IReadOnlyList<KioskCard> cards, IntakeTotals totals)
    {
        var now = time.GetUtcNow();
        Change(old => old with
        {
            Kiosks = With(old.Kiosks, cards),
            Totals = totals,
            LastArrival = now,
            StoreTroubleSince = null,
        });
    }

    /// <summary>Shows what was counted of the store.</summary>
    internal void Counted(CoverageView coverage, RecalledView recalled) =>
        Change(old => old with { Coverage = coverage, Recalled = recalled });

    /// <summary>The store can't write.</summary>
    internal void StoreFailed()
    {
        var now = time.GetUtcNow();
        Change(old => old with { StoreTroubleSince = old.StoreTroubleSince ?? now });
    }

    /// <summary>The broker is there.</summary>
    internal void BrokerCame()
    {
        var now = time.GetUtcNow();
        Change(old => old with { Broker = new BrokerView.There(now) });
    }

    /// <summary>The broker went, or could not be reached once more.</summary>
    internal void BrokerWent()
    {
        var now = time.GetUtcNow();
        Change(old => old.Broker is BrokerView.There
            ? old with { Broker = new BrokerView.Away(now, WasThere: true) }
            : old);
    }

    private static ImmutableDictionary<KioskAddress, KioskCard> With(
        ImmutableDictionary<KioskAddress, KioskCard> kiosks, IReadOnlyList<KioskCard> cards) =>
        kiosks.SetItems(cards.Select(card => KeyValuePair.Create(card.Address, card)));

    private void Change(Func<BoardView, BoardView> how)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            var next = how(view);
            if (ReferenceEquals(next, view))
                return;
            view = next;
            told = changed;
            changed = NewSignal();
        }
        told.SetResult();
    }

    // Asynchronously: a page's drawing must not run on the intake's loop.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
