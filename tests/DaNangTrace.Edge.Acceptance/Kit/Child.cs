using System.Diagnostics;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A process of a test: its output is kept, its signals are real, and it never outlives the test.</summary>
internal sealed class Child : IAsyncDisposable
{
    // A kiosk logs a line a scan; far more means that something repeats itself.
    private const int MostLines = 20_000;

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _outputEnded = new();
    private int _streams = 2;

    private Child(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Standard input; only where the child was started with one.</summary>
    public StreamWriter Input => _process.StandardInput;

    public static Child Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A .NET program that is killed would leave its diagnostic socket behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var child = new Child(Process.Start(start)!);
        _ = child.ReadAsync(child._process.StandardOutput);
        _ = child.ReadAsync(child._process.StandardError);
        return child;
    }

    /// <summary>All lines of both outputs so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>The first line that contains a text, when it comes.</summary>
    public async Task<string> LineAsync(string containing, int after = 0)
    {
        string? found = null;
        try
        {
            await Until.TrueAsync(
                () => (found = Find(containing, after)) is not null || HasEnded,
                $"a line with '{containing}'");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it said:\n{Tail()}");
        }
        if (found is null)
        {
            await OutputAsync();
            found = Find(containing, after);
        }
        return found ?? throw new InvalidOperationException(
            $"{_process.StartInfo.FileName} ended without a line with '{containing}':\n{Tail()}");
    }

    /// <summary>Whether it takes connections at a port of loopback.</summary>
    /// <exception cref="InvalidOperationException">It has ended; the message is the end of what it said.</exception>
    public Task<bool> ListensAsync(int port) => ListensAsync(
        "127.0.0.1", port, new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));

    /// <summary>The same by a socket of the network that it is in, which is used up.</summary>
    public async Task<bool> ListensAsync(string host, int port, Socket socket)
    {
        using var used = socket;
        if (HasEnded)
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended:\n{Tail()}");
        try
        {
            await socket.ConnectAsync(host, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Signal(int signal)
    {
        if (!HasEnded)
            _ = Unix.Signal(Id, signal);
    }

    /// <summary>Its exit code, when it ends.</summary>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        await _process.WaitForExitAsync().WaitAsync(within ?? Until.Deadline);
        await OutputAsync();
        return _process.ExitCode;
    }

    /// <summary>Its exit code; it ends within a time in which the machine has time for it.</summary>
    public async Task<int> ExitInTimeAsync(TimeSpan time)
    {
        await using var calm = new CalmWatch();
        await Until.TrueAsync(() => HasEnded || calm.Elapsed > time, "its end");
        return HasEnded
            ? await ExitAsync()
            : throw new TimeoutException($"it goes on after {time.TotalSeconds} s:\n{Tail()}");
    }

    /// <summary>The end of what it said, for messages.</summary>
    public string Tail() => string.Join('\n', Lines.TakeLast(25));

    public async ValueTask DisposeAsync()
    {
        // Stopped processes do not die of anything else.
        Signal(Unix.Kill);
        await _process.WaitForExitAsync();
        await OutputAsync();
        _process.Dispose();
    }

    // A grandchild may hold the pipes open a moment longer than the child lived.
    private async Task OutputAsync() => await Task.WhenAny(_outputEnded.Task, Task.Delay(TimeSpan.FromSeconds(5)));

    private string? Find(string containing, int after) =>
        Lines.Skip(after).FirstOrDefault(line => line.Contains(containing, StringComparison.Ordinal));

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                if (_lines.Count < MostLines)
                    _lines.Add(line);
            }
        }
        if (Interlocked.Decrement(ref _streams) == 0)
            _outputEnded.TrySetResult();
    }
}
