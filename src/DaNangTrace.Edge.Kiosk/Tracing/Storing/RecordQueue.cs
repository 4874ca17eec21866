using System.Collections.Concurrent;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Hands records to a thread of its own: while one packs and stores, the other unpacks, reads and checks the next ones.
/// The engine is used by that thread alone. Bounded by bytes, whatever the records.
/// </summary>
internal sealed class RecordQueue : IDisposable
{
    private const int BatchBytes = 256 * 1024;
    private const int BatchesWaiting = 4;

    private readonly BlockingCollection<Batch> _batches = new(BatchesWaiting);
    private readonly CancellationTokenSource _failed = new();
    private readonly Task _writing;
    private Batch _batch = new();

    /// <summary>Begins.</summary>
    /// <param name="write">Stores one record.</param>
    public RecordQueue(Action<Entry> write) => _writing = Task.Factory.StartNew(
        () => WriteAll(write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>A record that is to be stored.</summary>
    internal readonly record struct Entry(string Key, ReadOnlyMemory<byte> Line, string? Stamp, string? Image);

    /// <summary>Adds a record; waits where the other side is behind.</summary>
    /// <exception cref="IOException">What was added before could not be stored.</exception>
    public void Add(string key, ReadOnlySpan<byte> line, string? stamp, string? image)
    {
        _batch.Entries.Add(new Entry(key, line.ToArray(), stamp, image));
        _batch.Bytes += line.Length;
        if (_batch.Bytes >= BatchBytes)
            Post();
    }

    /// <summary>Returns when everything is stored.</summary>
    /// <exception cref="IOException">It could not be stored.</exception>
    public void End()
    {
        if (_batch.Entries.Count > 0)
            Post();
        _batches.CompleteAdding();
        _writing.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Of one that is given up, what waits is stored for nobody; that ends within a batch.
        while (_batches.TryTake(out _))
        {
        }
        _batches.CompleteAdding();
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne();
        _batches.Dispose();
        _failed.Dispose();
    }

    private void Post()
    {
        try
        {
            _batches.Add(_batch, _failed.Token);
        }
        catch (OperationCanceledException)
        {
            // As the other side failed.
            _writing.GetAwaiter().GetResult();
        }
        _batch = new Batch();
    }

    private void WriteAll(Action<Entry> write)
    {
        try
        {
            foreach (var batch in _batches.GetConsumingEnumerable())
            {
                foreach (var entry in batch.Entries)
                    write(entry);
            }
        }
        catch
        {
            _failed.Cancel();
            throw;
        }
    }

    private sealed class Batch
    {
        public List<Entry> Entries { get; } = [];

        public int Bytes { get; set; }
    }
}
