using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using Microsoft.Extensions.Logging;
using JsonException = System.Text.Json.JsonException;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// What the city said, in LiteDB: it may be deleted at any time, since it can be asked again.
/// <para>Constraints: LiteDB 5 is corrupted by two threads and stays unusable after a fault, so one lock guards it, and
/// one that failed is thrown away. Nobody waits for a write. It is bounded.</para>
/// <para>Format: two files of a few thousand answers each, <c>answers.db</c> and <c>answers-before.db</c>; when the
/// first is full it takes the place of the second. A document: <c>_id</c> = the code as the end of a Digital Link,
/// <c>body</c> = JSON, <c>sum</c> = its checksum, since LiteDB keeps none of its pages.</para>
/// </summary>
internal sealed partial class HeardStore : IDisposable
{
    private const string FileName = "answers.db";
    private const string FormerName = "answers-before.db";

    // A market has some thousand products; 32 MiB a file are room for as many of 8 kB.
    private const int MostAnswers = 4000;
    private const long MostBytes = 32 << 20;

    // A write takes an SD card some milliseconds. Who waits longer asks the city.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    // More answers than a kiosk gets while a slow card takes one; what finds no place is asked again some day.
    private const int MostWaiting = 64;

    // A disk that is stuck for so long will not come back before the power goes.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Lock _frontGate = new();
    private readonly AnswerCache<string, Heard> _front = new();
    private readonly Channel<(string Code, byte[] Body)> _waiting = Channel.CreateBounded<(string, byte[])>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly string _folder;
    private readonly ILogger _log;
    private readonly Task _writing;
    private HeardShelf? _young;
    private HeardShelf? _old;
    private string? _told;
    private volatile bool _isDisposed;

    /// <param name="folder">Its own folder; it need not exist.</param>
    /// <param name="log">Tells of a file that had to go.</param>
    public HeardStore(string folder, ILogger log)
    {
        (_folder, _log) = (folder, log);
        // What an earlier start left is opened beside: a log to be replayed is no shopper's business.
        Opened = Task.Run(OpenWhatIsThere);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Done when what an earlier start left can be found.</summary>
    internal Task Opened { get; }

    /// <summary>What was heard of a code; null where nothing was, or where the disk does not say so soon.</summary>
    public Heard? Find(string code)
    {
        lock (_frontGate)
        {
            if (_front.Find(code) is { } known)
                return known;
        }
        if (!_gate.TryEnter(LongestWait))
            return null;
        try
        {
            var (heard, bytes) = Guarded(() => Read(code));
            if (heard is null)
                return null;
            lock (_frontGate)
            {
                // What was heard meanwhile is newer than what was read.
                if (_front.Find(code) is { } newer)
                    return newer;
                _front.Add(code, heard, bytes);
            }
            return heard;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Keeps what was heard: in memory at once, on the disk when that takes it. Never waits.</summary>
    public void Keep(string code, Heard heard)
    {
        var body = HeardJson.BytesOf(heard);
        lock (_frontGate)
            _front.Add(code, heard, body.Length);
        _waiting.Writer.TryWrite((code, body));
    }

    /// <summary>Writes what is to be kept, and waits for it.</summary>
    internal void Write(string code, byte[] body)
    {
        lock (_gate)
        {
            Guarded<object?>(() =>
            {
                Open();
                if (_young!.Count >= MostAnswers || _young.Length >= MostBytes)
                    Turn();
                _young!.Keep(code, body);
                return null;
            });
        }
    }

    /// <summary>Does something while it holds its files: a place for the tests to be a disk that hangs.</summary>
    internal void While(Action action)
    {
        lock (_gate)
            action();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _waiting.Writer.TryComplete();
        // What still waits is written, unless the disk hangs.
        _ = Task.WhenAll(Opened, _writing).Wait(LongestEnd);
        _isDisposed = true;
        if (!_gate.TryEnter(LongestWait))
            return;
        try
        {
            Close();
        }
        finally
        {
            _gate.Exit();
        }
    }

    private async Task WriteAllAsync()
    {
        await Opened;
        await foreach (var (code, body) in _waiting.Reader.ReadAllAsync())
            Write(code, body);
    }

    private void OpenWhatIsThere()
    {
        lock (_gate)
        {
            Guarded<object?>(() =>
            {
                // Nothing is made before the city has said something.
                if (File.Exists(Path.Combine(_folder, FileName)))
                    Open();
                return null;
            });
        }
    }

    private (Heard? Heard, int Bytes) Read(string code) =>
        (_young?.Find(code) ?? _old?.Find(code)) is { } body ? (HeardJson.Read(body), body.Length) : (null, 0);

    private void Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_young is not null)
            return;
        Directory.CreateDirectory(_folder);
        _young = new HeardShelf(Path.Combine(_folder, FileName));
        if (File.Exists(Path.Combine(_folder, FormerName)))
            _old = new HeardShelf(Path.Combine(_folder, FormerName));
    }

    private void Turn()
    {
        Close();
        // A log that is left was not brought into its file, and would be taken for the next one's.
        if (File.Exists(LogOf(FileName)))
            throw new IOException($"{LogOf(FileName)} could not be brought into its file");
        Delete(FormerName);
        File.Move(Path.Combine(_folder, FileName), Path.Combine(_folder, FormerName));
        Open();
    }

    // What can be asked again is not worth a repair.
    private T? Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (!_isDisposed
            && (e is JsonException or ObjectDisposedException || CatalogException.IsBroken(e)))
        {
            if (_told != e.Message)
                LogThrownAway(_folder, e.Message);
            _told = e.Message;
            ThrowAway();
            return default;
        }
    }

    private void ThrowAway()
    {
        try
        {
            Close();
            Delete(FileName);
            Delete(FormerName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was told; what is heard from now on stays in memory.
        }
    }

    private void Delete(string name)
    {
        File.Delete(Path.Combine(_folder, name));
        File.Delete(LogOf(name));
    }

    // LiteDB's log beside a file, until that is closed well.
    private string LogOf(string name) => Path.Combine(_folder, $"{Path.GetFileNameWithoutExtension(name)}-log.db");

    private void Close()
    {
        _young?.Dispose();
        _old?.Dispose();
        (_young, _old) = (null, null);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "What the city said before was thrown away, since {Folder} could not be used ({Reason}): it is asked "
            + "again")]
    private partial void LogThrownAway(string folder, string reason);
}
