using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>
/// What becomes of a damaged ledger: it is set aside as <c>ledger-N.corrupt</c>, a new epoch begins at once, and beside
/// it what can be read is brought into <c>ledger-N.rescued.db</c>, which is delivered first.
/// </content>
internal sealed partial class LedgerStore
{
    // One more than a technician looks at; a card that breaks again and again must not fill itself.
    private const int MostAside = 3;

    private readonly List<RescuedLedger> _rescued = [];
    private readonly List<KeptPack> _packs = [];
    private bool _isAttached;

    /// <summary>Damaged ledgers that lie in the folder: a technician removes them with the card.</summary>
    public int SetAsides { get; private set; }

    /// <summary>What was rescued of earlier ledgers, the oldest first.</summary>
    public IReadOnlyList<RescuedLedger> Rescued => _rescued;

    /// <summary>Damaged files of which nothing has been rescued yet, the oldest first.</summary>
    public IEnumerable<string> NotRescued => NotRescuedOf(File);

    /// <summary>The oldest row that waits to be delivered; null when none does.</summary>
    public LedgerPosition? PendingFrom =>
        _rescued.Find(one => one.Pending > 0)?.PendingFrom
        ?? (LastSeq > _ranges.Settled
            ? new LedgerPosition(Epoch, _ranges.Ranges(LedgerState.Pending, 1, LastSeq).First().First)
            : null);

    /// <summary>Sets the damaged file aside, so that the next opening begins a new one.</summary>
    /// <returns>Its new name.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public string SetAside()
    {
        Close();
        PreviousEpoch = Epoch == Guid.Empty ? Salvage.EpochOf(File) : Epoch;
        _packs.AddRange(KeptPacks.Salvage(File));
        var number = Aside("corrupt").Concat(Aside("rescued.db")).Select(NumberOf).DefaultIfEmpty(0).Max() + 1;
        var aside = Path.Combine(
            Path.GetDirectoryName(File)!, string.Create(CultureInfo.InvariantCulture, $"ledger-{number}.corrupt"));
        // The file first: what stands without its log would be taken for a whole one, and its last rows be lost.
        // Opening finishes a move that broke off here.
        System.IO.File.Delete(File + "-shm");
        System.IO.File.Move(File, aside);
        MoveLogAside(aside);
        foreach (var old in Aside("corrupt").SkipLast(MostAside)
            .Where(old => System.IO.File.Exists(RescuedNameOf(old))))
        {
            System.IO.File.Delete(old);
            System.IO.File.Delete(old + "-wal");
            System.IO.File.Delete(old + "-shm");
        }
        (Epoch, LastSeq, _lastHash) = (Guid.Empty, 0, LedgerFile.NoPrevious);
        (_agedUpTo, _prunedRows) = (0, 0);
        // How far earlier ledgers have come stood in the damaged one.
        foreach (var one in _rescued)
            one.Ranges.ChangeAll();
        _areAcksChanged = _acks.Count > 0;
        _ranges = new SettledRanges(Guid.Empty);
        _doubtful.Clear();
        _found.Clear();
        (_inspectedUpTo, _hashBefore, ChangedRow) = (0, null, null);
        return aside;
    }

    /// <summary>Takes what was rescued of earlier ledgers into the way to the city.</summary>
    /// <param name="isStart">Whether one that can't be read may be made anew: once a start, not again and
    /// again.</param>
    public void Attach(bool isStart)
    {
        var connection = Open();
        _isAttached = true;
        SetAsides = Aside("corrupt").Count;
        foreach (var file in Aside("rescued.db").Where(file => !_rescued.Exists(one => one.File == file)))
        {
            var rescued = RescuedLedger.Open(file, connection);
            var aside = Path.ChangeExtension(Path.ChangeExtension(file, null), ".corrupt");
            if (isStart && rescued.Trouble is not null && System.IO.File.Exists(aside))
            {
                // Damaged in its turn; what it was made of is still there.
                rescued.Dispose();
                System.IO.File.Delete(file);
                continue;
            }
            _rescued.Add(rescued);
        }
        // The newest of them is the one before this.
        if (PreviousEpoch is null && _rescued.LastOrDefault() is { } last && last.Epoch != Guid.Empty)
            NotePreviousEpoch(connection, last.Epoch);
        while (_rescued.Count > MostAside && _rescued[0].Pending == 0)
        {
            var done = _rescued[0];
            _rescued.RemoveAt(0);
            done.Dispose();
            System.IO.File.Delete(done.File);
        }
    }

    /// <summary>Damaged ledgers beside a file of which nothing has been rescued yet, the oldest first.</summary>
    public static IEnumerable<string> NotRescuedOf(string file) =>
        AsideOf(file, "corrupt").Where(one => !System.IO.File.Exists(RescuedNameOf(one)));

    /// <summary>What was rescued beside a ledger's file, the oldest first.</summary>
    public static IReadOnlyList<string> RescuedOf(string file) => AsideOf(file, "rescued.db");

    /// <summary>Where the rows of a damaged file go.</summary>
    public static string RescuedNameOf(string aside) => Path.ChangeExtension(aside, ".rescued.db");

    // Where the file is gone and its log is not, the plug was pulled between the two.
    private void FinishSettingAside()
    {
        if (!System.IO.File.Exists(File) && Aside("corrupt").LastOrDefault() is { } aside
            && !System.IO.File.Exists(aside + "-wal"))
            MoveLogAside(aside);
    }

    private void MoveLogAside(string aside)
    {
        if (System.IO.File.Exists(File + "-wal"))
            System.IO.File.Move(File + "-wal", aside + "-wal", overwrite: true);
    }

    private void WriteRanges(SqliteTransaction transaction)
    {
        foreach (var ranges in _rescued.Select(one => one.Ranges).Append(_ranges).Where(ranges => ranges.IsChanged))
            ranges.Write(transaction.Connection!, transaction);
        WriteAcks(transaction);
    }

    private void RangesWritten()
    {
        _ranges.Written();
        _areAcksChanged = IsRefusalUnwritten = false;
        foreach (var one in _rescued)
            one.Ranges.Written();
    }

    private void NotePreviousEpoch(SqliteConnection connection, Guid epoch)
    {
        LedgerFile.Execute(connection, $"UPDATE about SET value = '{epoch}' WHERE name = 'previousEpoch'");
        PreviousEpoch = epoch;
    }

    private List<string> Aside(string ending) => AsideOf(File, ending);

    private static List<string> AsideOf(string file, string ending) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(file)!, $"ledger-*.{ending}").OrderBy(NumberOf)];

    private static int NumberOf(string file) =>
        AsideName().Match(Path.GetFileName(file)) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(@"^ledger-([0-9]{1,9})\.(corrupt|rescued\.db)$")]
    private static partial Regex AsideName();
}
