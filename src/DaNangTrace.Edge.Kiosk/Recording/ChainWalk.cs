using System.Text.Json;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Checks a chain row by row, in their order.</summary>
/// <param name="epoch">The epoch that each row must name.</param>
/// <param name="wanted">A hash to look for; null for none.</param>
/// <param name="starts">Where the chain goes on behind rows that were pruned: by place, hash and number of
/// rows.</param>
/// <param name="mayHaveHoles">Whether rows may be missing: in what was rescued of a damaged ledger.</param>
internal sealed class ChainWalk(
    Guid epoch, string? wanted, Dictionary<long, (string Sha256, long Rows)> starts, bool mayHaveHoles)
{
    private (long Seq, byte[] Bytes)? _broken;
    private string _before = LedgerFile.NoPrevious;
    private long _last;
    private bool _isBehindPruned;

    /// <summary>What was found so far.</summary>
    public Verified Verified { get; private set; } = new(epoch, 0, LedgerFile.NoPrevious, null, null);

    /// <summary>Takes the next row.</summary>
    /// <returns>False when it, or the one before it, is bad.</returns>
    public bool TryStep(long seq, byte[] bytes)
    {
        if (_broken is { } broken)
            return Judge(broken, TryRead(bytes, out var next) && next!.Prev == LedgerFile.HashOf(broken.Bytes));
        var isAfterHole = false;
        _isBehindPruned = false;
        if (seq != _last + 1 && !TrySkipTo(seq, out isAfterHole))
            return Fail(seq, $"row {_last + 1} is missing before it");
        if (!TryRead(bytes, out var sighting))
            return Fail(seq, "its bytes are no sighting");
        if (sighting!.Seq != seq)
            return Fail(seq, $"its bytes say seq {sighting.Seq}");
        if (sighting.Epoch != epoch)
            return Fail(seq, $"its bytes say epoch {sighting.Epoch}, the ledger's is {epoch}");
        if (sighting.Prev != Verified.Head && !isAfterHole)
        {
            if (seq == 1)
                return Fail(1, "its prev is not 64 zeros");
            if (_isBehindPruned)
                return Fail(seq, $"its prev is not {Verified.Head}, the hash of row {_last}, which was pruned");
            // One of two rows is wrong; the one behind them tells which.
            _broken = (seq, bytes);
            return true;
        }
        Pass(seq, LedgerFile.HashOf(bytes));
        return true;
    }

    /// <summary>All rows were taken.</summary>
    public void End()
    {
        if (_broken is { } broken)
        {
            Fail(
                broken.Seq - 1,
                $"its bytes hash to {Verified.Head}, row {broken.Seq} says otherwise: one of the two was changed");
            Verified = Verified with { Rows = Verified.Rows - 1, Head = _before };
        }
        else if (starts.Keys.DefaultIfEmpty(0).Max() is var newest && newest > _last)
        {
            // Even the newest rows were pruned.
            if (!TrySkipTo(newest + 1, out _))
                Fail(newest, $"rows from {_last + 1} on are missing, and only some of them were pruned");
        }
    }

    private static bool TryRead(byte[] bytes, out Sighting? sighting)
    {
        try
        {
            sighting = WireJson.ToSighting(bytes);
            return true;
        }
        catch (JsonException)
        {
            sighting = null;
            return false;
        }
    }

    // Who is right where two rows do not fit? If the next one fits the second, the first was changed.
    private bool Judge((long Seq, byte[] Bytes) broken, bool isSecondRight)
    {
        if (!isSecondRight)
            return Fail(broken.Seq, $"its prev is not {Verified.Head}, the hash of row {broken.Seq - 1}");
        Fail(broken.Seq - 1, $"its bytes hash to {Verified.Head}, row {broken.Seq} says otherwise");
        Verified = Verified with { Rows = Verified.Rows - 1, Head = _before };
        return false;
    }

    private bool TrySkipTo(long seq, out bool isUnreadable)
    {
        isUnreadable = false;
        var missing = seq - 1 - _last;
        if (starts.TryGetValue(seq - 1, out var start) && start.Rows == missing)
        {
            (_before, _last, _isBehindPruned) = (start.Sha256, seq - 1, true);
            Verified = Verified with { Head = start.Sha256, Newest = _last, Pruned = Verified.Pruned + missing };
            Look(_last, start.Sha256);
            return true;
        }
        if (!mayHaveHoles || missing < 0)
            return false;
        isUnreadable = true;
        Verified = Verified with { Unreadable = Verified.Unreadable + missing };
        return true;
    }

    private void Pass(long seq, string hash)
    {
        (_before, _last) = (Verified.Head, seq);
        Verified = Verified with { Rows = Verified.Rows + 1, Head = hash, Newest = seq };
        Look(seq, hash);
    }

    private void Look(long seq, string hash)
    {
        if (string.Equals(hash, wanted, StringComparison.OrdinalIgnoreCase))
            Verified = Verified with { HeadSeq = seq };
    }

    private bool Fail(long seq, string fault)
    {
        Verified = Verified with { BadSeq = seq, Fault = fault };
        return false;
    }
}
