using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>What was asked of a kiosk by commands, and which receipts must come of it: one each.</summary>
/// <param name="city">Where the receipts arrive.</param>
internal sealed class CommandTwin(RandomCity city)
{
    private readonly List<Said> _said = [];
    private readonly HashSet<string> _judged = [];
    private int _lost;

    /// <param name="Id">The command's.</param>
    /// <param name="Result">What the receipt must say; null for a range that is sent.</param>
    /// <param name="From">The first place.</param>
    /// <param name="To">The last place.</param>
    /// <param name="Missing">Places that were not there when it was said.</param>
    /// <param name="AgainRefused">How many repeated messages the city had refused by then.</param>
    public sealed record Said(
        string Id, string? Result, long From, long To, IReadOnlySet<long> Missing, int AgainRefused);

    public IEnumerable<Said> Orders => _said.Where(said => said.Result is null);

    public int Waiting => city.Locked(() => _said.Skip(_lost).Count(said => !HasReceipt(said)));

    public void Add(Said said) => _said.Add(said);

    /// <summary>The kiosk stopped: what it had not answered, it need not answer any more.</summary>
    public void Lose() => _lost = _said.Count;

    /// <summary>Compares the receipts.</summary>
    /// <param name="gone">Places that are not there now.</param>
    public string? Look(Func<long, bool> gone) => city.Locked(() =>
    {
        foreach (var group in city.Receipts.CountBy(receipt => (receipt.Id, Kind(receipt))))
        {
            var said = _said.Count(one => (one.Id, one.Result ?? "sent") == group.Key);
            if (group.Value > said)
                return $"{group.Key} has {group.Value} receipts, it was said {said} times";
        }
        foreach (var said in _said.Skip(_lost))
        {
            if (!HasReceipt(said))
                return $"{said.Id} ({said.Result}) has no receipt";
        }
        return Orders.Select(said => Judge(said, gone)).FirstOrDefault(fault => fault is not null) ?? LookAtRows();
    });

    private static string Kind(Receipt receipt) => Kind(receipt.Result);

    private static string Kind(string result) => result is Receipt.Done or Receipt.Failed ? "sent" : result;

    private bool HasReceipt(Said said)
    {
        var wanted = (said.Id, said.Result ?? "sent");
        // It is tried three times, over three links if need be, and then dropped.
        return city.Missed.Any(missed => missed.Value >= 3
                && (missed.Key.Id, Kind(missed.Key.Result)) == wanted)
            || city.Receipts.Count(receipt => (receipt.Id, Kind(receipt)) == wanted)
            >= _said.Skip(_lost).Count(one => (one.Id, one.Result ?? "sent") == wanted);
    }

    private string? Judge(Said said, Func<long, bool> gone)
    {
        // Once: what was not there then may come later.
        if (city.Receipts.Find(one => one.Id == said.Id && Kind(one) == "sent") is not { } receipt
            || !_judged.Add(said.Id))
            return null;
        var named = GoneOf(receipt);
        var size = said.To - said.From + 1;
        if (receipt.Result == Receipt.Failed)
            return city.AgainRefused > said.AgainRefused ? null : $"{said.Id} failed though nothing was refused";
        if (named.FirstOrDefault(seq => seq < said.From || seq > said.To || !gone(seq)) is > 0 and var there)
            return $"{said.Id}: {there} is named as gone";
        if (said.Missing.Except(named).FirstOrDefault() is > 0 and var missing)
            return $"{said.Id}: {missing} is not named as gone";
        return receipt.Sent < size - named.Count || receipt.Sent > size
            ? $"{said.Id}: {receipt.Sent} sent and {named.Count} gone, of {size}"
            : null;
    }

    private static HashSet<long> GoneOf(Receipt receipt)
    {
        var gone = new HashSet<long>();
        foreach (var stretch in receipt.Gone)
        {
            for (var seq = stretch[0]; seq <= stretch[1]; seq++)
                gone.Add(seq);
        }
        return gone;
    }

    // What a receipt says to be sent has arrived once more, as often as receipts say so.
    private string? LookAtRows()
    {
        var told = new Dictionary<long, int>();
        foreach (var said in Orders)
        {
            if (city.Receipts.Find(one => one.Id == said.Id && one.Result == Receipt.Done) is not { } receipt)
                continue;
            var gone = GoneOf(receipt);
            for (var seq = said.From; seq <= said.To; seq++)
                told[seq] = told.GetValueOrDefault(seq) + (gone.Contains(seq) ? 0 : 1);
        }
        return told.Where(one => city.Again.GetValueOrDefault(one.Key) < one.Value)
            .Select(one => $"row {one.Key} was sent again "
                + $"{city.Again.GetValueOrDefault(one.Key)} times, not {one.Value}")
            .FirstOrDefault();
    }
}
