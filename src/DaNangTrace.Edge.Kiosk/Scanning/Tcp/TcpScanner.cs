using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Scanning.Tcp;

/// <summary>
/// Codes from network connections, for demos and tests: each connection sends codes as a serial scanner does. It
/// listens on loopback unless the settings name another address, since whoever reaches it can scan.
/// </summary>
public sealed partial class TcpScanner : IScanner
{
    // A demo has one or two senders; more are a program that forgets to hang up.
    private const int MaxConnections = 4;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    // A connection tells by itself when it is gone.
    private static readonly DevicePresence AlwaysThere = new(() => true, () => { }, () => { });

    private readonly FrameFormat _format;
    private readonly string _port;
    private readonly KioskClock _clock;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private string _listening = "";
    private int _connected;

    /// <param name="options">Its settings.</param>
    /// <param name="tally">Counts.</param>
    /// <param name="clock">The kiosk's clock.</param>
    /// <param name="log">Tells of its life.</param>
    public TcpScanner(ScannerOptions options, ScannerTally tally, KioskClock clock, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (Name, Tally, _clock, _log) = (options.Name, tally, clock, log);
        _port = options.Port ?? "";
        _format = FrameFormat.Of(options);
        Condition = new Condition(clock.Time);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public ScannerTally Tally { get; }

    /// <summary>What watches it; null for none.</summary>
    public ScanTap? Tap { get; init; }

    /// <summary>The most pieces of a connection that are read ahead of the lane.</summary>
    internal int Ahead { get; init; } = ScanPump.MostPieces;

    /// <inheritdoc/>
    public async Task RunAsync(ScanTaker take, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(take);
        using var turn = new SemaphoreSlim(1);
        while (!stop.IsCancellationRequested)
        {
            var problem = TryRead(_port, out var address)
                ? await ListenAsync(address, InTurn(take, turn), stop)
                : $"{_port} is no port: correct it in scanning.scanners to a number of at most 65535, or ADDRESS:PORT";
            if (stop.IsCancellationRequested)
                return;
            if (Condition.Set(Wellness.Down, problem))
                LogDown(Name, problem);
            await Task.Delay(RetryPause, _clock.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads <c>9101</c>, which is loopback, or <c>ADDRESS:PORT</c>.</summary>
    internal static bool TryRead(string port, [NotNullWhen(true)] out IPEndPoint? address)
    {
        address = ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IPEndPoint(IPAddress.Loopback, number)
            : null;
        // Without its port an address would be taken for one with port 0.
        return address is not null
            || (port.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(port, out address));
    }

    // Connections are read side by side, but a scanner hands on one code after the other.
    private static ScanTaker InTurn(ScanTaker take, SemaphoreSlim turn) => async (scan, stop) =>
    {
        await turn.WaitAsync(stop);
        try
        {
            await take(scan, stop);
        }
        finally
        {
            turn.Release();
        }
    };

    /// <summary>Takes connections until it can't any more.</summary>
    /// <returns>Why not, and what to do.</returns>
    private async Task<string> ListenAsync(IPEndPoint address, ScanTaker take, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var serving = new List<Task>();
        try
        {
            // Here already it may fail: where this machine has no IPv6, or this process too many files open.
            using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(address);
            listener.Listen(MaxConnections);
            Begin((IPEndPoint)listener.LocalEndPoint!);
            while (true)
            {
                if (await AcceptAsync(listener, ending.Token) is not { } connection)
                    continue;
                serving.RemoveAll(one => one.IsCompletedSuccessfully);
                if (TryEnter())
                {
                    serving.Add(ServeAsync(connection, take, ending));
                }
                else
                {
                    Tally.Count(ScanFault.Connection);
                    connection.Dispose();
                }
            }
        }
        catch (SocketException e)
        {
            return ProblemOf(address, e);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return "stopped";
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(serving);
        }
    }

    // Null where the other side hung up before it was its turn, or its connection can't be watched over.
    private static async Task<OpenConnection?> AcceptAsync(Socket listener, CancellationToken stop)
    {
        try
        {
            return OpenConnection.Of(await listener.AcceptAsync(stop));
        }
        catch (SocketException e)
            when (e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
        {
            return null;
        }
    }

    private async Task ServeAsync(OpenConnection connection, ScanTaker take, CancellationTokenSource ending)
    {
        var isDone = false;
        try
        {
            var pump = new ScanPump(Name, _clock, AttachedScanner.WatchInterval)
            {
                Tap = Tap,
                Ahead = Ahead,
            };
            var decoder = new Framer(_format, Tally);
            await pump.RunAsync(connection, decoder, AlwaysThere, take, ending.Token);
            isDone = true;
        }
        finally
        {
            Leave();
            // A fault of the program is not for this connection alone: the listening ends, and it is heard.
            if (!isDone)
                await ending.CancelAsync();
        }
    }

    private void Begin(IPEndPoint address)
    {
        lock (_gate)
        {
            _listening = IPAddress.IsLoopback(address.Address)
                ? $"listening on {address}"
                : $"listening on {address}, where anyone on that network can scan";
            Tell();
        }
        if (IPAddress.IsLoopback(address.Address))
            LogListening(Name, address);
        else
            LogListeningToNetwork(Name, address);
    }

    private bool TryEnter()
    {
        lock (_gate)
        {
            if (_connected == MaxConnections)
                return false;
            _connected++;
            Tell();
            return true;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _connected--;
            Tell();
        }
    }

    private void Tell() => Condition.Set(
        Wellness.Ok, string.Create(CultureInfo.InvariantCulture, $"{_listening}, {_connected} connected"));

    private static string ProblemOf(IPEndPoint address, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"{address} is in use by another program: stop that one (ss -ltnp names it), or choose another port",
        SocketError.AccessDenied =>
            $"{address} may not be listened on by this user: choose a port of 1024 or more",
        SocketError.AddressNotAvailable =>
            $"{address} is no address of this machine: correct port in scanning.scanners (ip address shows them)",
        _ => $"{address} can't be listened on ({e.Message}): it is tried again by itself",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Scanner {Scanner} listens on {Address}")]
    private partial void LogListening(string scanner, IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "Scanner {Scanner} listens on {Address}: anyone on that network can scan")]
    private partial void LogListeningToNetwork(string scanner, IPEndPoint address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scanner {Scanner} can't scan: {Problem}")]
    private partial void LogDown(string scanner, string problem);
}
