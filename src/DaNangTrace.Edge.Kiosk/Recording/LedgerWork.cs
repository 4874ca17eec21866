using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What stands in the ledger's queue: sightings to append, and questions to its file.</content>
public partial class Ledger
{
    internal abstract class Work
    {
        public abstract void Run(Ledger ledger);

        public abstract void Fail(Exception e);
    }

    internal sealed class Append(Sighting sighting) : Work
    {
        public Sighting Sighting => sighting;

        public TaskCompletionSource<Recorded> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(Ledger ledger) =>
            throw new InvalidOperationException("an append is kept in a batch");

        public override void Fail(Exception e) => Answer.TrySetException(e);
    }

    private sealed class Ask<T>(Func<LedgerStore, T> question) : Work
    {
        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(Ledger ledger)
        {
            try
            {
                var answer = question(ledger._store);
                ledger.Refigure();
                Answer.SetResult(answer);
            }
            catch (Exception e)
            {
                // Who asked hears it, and so does the ledger. To whoever asks a folder that is gone is a file that
                // can't be read.
                Answer.TrySetException(e is IOException or UnauthorizedAccessException
                    ? new SqliteException(e.Message, LedgerFault.CantOpen)
                    : e);
                throw;
            }
        }

        public override void Fail(Exception e) => Answer.TrySetException(e);
    }

    /// <summary>Sightings that are kept together.</summary>
    protected internal sealed class Batch
    {
        private readonly Ledger _ledger;
        private readonly Append[] _appends;
        private long[]? _places;

        internal Batch(Ledger ledger, Append[] appends) => (_ledger, _appends) = (ledger, appends);

        internal IReadOnlyList<Append> Appends => _appends;

        /// <summary>Writes all in one transaction; on return they would survive a power cut.</summary>
        public void Commit()
        {
            _places = _ledger._store.Append([.. _appends.Select(append => append.Sighting)], _ledger.IsSettleDue);
            _ledger.Committed(_appends.Length);
        }

        /// <summary>Tells those who wait that their sightings are kept.</summary>
        public void Answer()
        {
            // Before the commit only a planted fault comes here; the places are those that would be given.
            var next = _ledger._store.LastSeq + 1;
            for (var i = 0; i < _appends.Length; i++)
                _appends[i].Answer.TrySetResult(new Recorded.Kept(_places?[i] ?? next + i));
        }
    }
}
