using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A network namespace of a test's own. A shell holds it, which ends with the test however that ends, and everything
/// inside with it.
/// </summary>
internal sealed class NetworkSpace : IAsyncDisposable
{
    // Its input ends with the test, with a killed one too. What still ran inside would keep the namespace.
    private const string Hold = """
        own=$(readlink /proc/self/ns/net) || exit
        echo open
        read -r end
        for process in /proc/[0-9]*; do
          [ "$process" = "/proc/$$" ] || [ "$(readlink "$process/ns/net")" != "$own" ] || kill -9 "${process#/proc/}"
        done 2> /dev/null
        """;

    private readonly Child _holder;

    private NetworkSpace(Child holder, string address) => (_holder, Address) = (holder, address);

    /// <summary>Where the other end of its cable finds it.</summary>
    public string Address { get; }

    /// <summary>The process that holds it.</summary>
    public int Holder => _holder.Id;

    /// <summary>Opens one that has nothing yet, not even a loopback.</summary>
    /// <param name="address">The address that it is going to have.</param>
    public static async Task<NetworkSpace> OpenAsync(string address)
    {
        RealParts.NeedNetworkSpaces();
        var holder = Child.Start("unshare", ["--net", "sh", "-c", Hold]);
        try
        {
            await Until.TrueAsync(() => holder.HasEnded || holder.Lines.Contains("open"), "a network namespace");
            RealParts.NeedAllowed(!holder.HasEnded, $"unshare --net: {holder.Tail()}");
            return new NetworkSpace(holder, address);
        }
        catch
        {
            await holder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a program inside; nsenter becomes it, so that signals reach it.</summary>
    public Child Start(string program, IEnumerable<string> arguments) =>
        Child.Start("nsenter", [$"--net=/proc/{Holder}/ns/net", "--", program, .. arguments]);

    /// <summary>Runs a script inside.</summary>
    public async Task<(int Status, string Said)> RunAsync(string script)
    {
        await using var child = Start("sh", ["-ec", script]);
        return (await child.ExitAsync(), child.Tail());
    }

    /// <summary>A handler whose connections begin inside.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = async (context, stop) =>
        {
            var socket = await SocketAsync();
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, stop);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>A socket that belongs inside, whoever uses it.</summary>
    public async Task<Socket> SocketAsync()
    {
        using var space = File.OpenHandle($"/proc/{Holder}/ns/net", share: FileShare.ReadWrite);
        var made = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread that went inside stays there: so it is one that is not used again.
        new Thread(() =>
        {
            try
            {
                if (Unix.Enter(space, Unix.NetworkNamespace) != 0)
                    throw new IOException($"setns: error {Marshal.GetLastPInvokeError()}");
                made.SetResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                made.SetException(e);
            }
        }).Start();
        return await made.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_holder.HasEnded)
        {
            _holder.Input.Close();
            await _holder.ExitAsync();
        }
        await _holder.DisposeAsync();
    }
}
