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

        public override void Run(Ledger ledger) => throw new InvalidOperationException("an append is kept in a batch");

        public override void Fail(Exception e) => Answer.TrySetException(e);
    }

    private sealed class Ask<T>(Func<SqliteConnection, T> question) : Work
    {
        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Run(Ledger ledger)
        {
            try
            {
                Answer.SetResult(question(ledger.Connection()));
            }
            catch (Exception e)
            {
                Answer.TrySetException(e);
                if (e is not (SqliteException or NotSupportedException))
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
        private long _first;

        internal Batch(Ledger ledger, Append[] appends)
        {
            _ledger = ledger;
            _appends = appends;
            _first = ledger._lastSeq + 1;
        }

        /// <summary>Writes all in one transaction; on return they would survive a power cut.</summary>
        public void Commit()
        {
            var connection = _ledger.Connection();
            var (seq, hash) = (_ledger._lastSeq, _ledger._lastHash);
            _first = seq + 1;
            using (var transaction = connection.BeginTransaction())
            using (var command = connection.CreateCommand())
            {
                command.CommandText = "INSERT INTO sighting (seq, bytes) VALUES ($seq, $bytes)";
                var seqParameter = command.Parameters.Add("$seq", SqliteType.Integer);
                var bytesParameter = command.Parameters.Add("$bytes", SqliteType.Blob);
                foreach (var append in _appends)
                {
                    var bytes = WireJson.ToBytes(
                        append.Sighting with { Epoch = _ledger.Epoch, Seq = ++seq, Prev = hash });
                    seqParameter.Value = seq;
                    bytesParameter.Value = bytes;
                    command.ExecuteNonQuery();
                    hash = LedgerFile.HashOf(bytes);
                }
                transaction.Commit();
            }
            Interlocked.Exchange(ref _ledger._lastSeq, seq);
            _ledger._lastHash = hash;
            Interlocked.Add(ref _ledger._pending, _appends.Length);
            if (_ledger._appended.CurrentCount == 0)
                _ledger._appended.Release();
        }

        /// <summary>Tells those who wait that their sightings are kept.</summary>
        public void Answer()
        {
            for (var i = 0; i < _appends.Length; i++)
                _appends[i].Answer.TrySetResult(new Recorded.Kept(_first + i));
        }

        internal IReadOnlyList<Append> Appends => _appends;

        internal void Fail(Recorded.Failed failed)
        {
            foreach (var append in _appends)
                append.Answer.TrySetResult(failed);
        }
    }
}
