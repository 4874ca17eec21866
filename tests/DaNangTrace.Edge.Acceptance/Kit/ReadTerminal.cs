using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A terminal that somebody sits at: what is written to it is read, and kept.</summary>
internal sealed class ReadTerminal(string path) : IDisposable
{
    private readonly List<byte> _seen = [];
    private PtyPair _pair = new(path);

    /// <summary>What a program opens.</summary>
    public string Path => path;

    /// <summary>Waits until this was written.</summary>
    public async Task HasAsync(string text)
    {
        try
        {
            await Until.TrueAsync(() => Seen().Contains(text, StringComparison.Ordinal), Told(text));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it has {Told(Seen())}", e);
        }
    }

    /// <summary>The session at its other end ends.</summary>
    public void Unplug()
    {
        _pair.Dispose();
        _seen.Clear();
    }

    /// <summary>Another one begins.</summary>
    public void PlugIn() => _pair = new PtyPair(path);

    public void Dispose() => _pair.Dispose();

    private static string Told(string text) => text.Replace("\e", "ESC", StringComparison.Ordinal);

    private string Seen()
    {
        Read();
        return Encoding.UTF8.GetString([.. _seen]);
    }

    // Only what is there: before anybody opened it there is nothing to wait for.
    private void Read()
    {
        var buffer = new byte[4096];
        Span<SystemCalls.PollFile> files =
        [
            new() { Descriptor = (int)_pair.Master.DangerousGetHandle(), Wanted = SystemCalls.PollIn },
        ];
        while (SystemCalls.Poll(files, 1, 0) > 0 && (files[0].Happened & SystemCalls.PollIn) != 0
            && (int)SystemCalls.Read(_pair.Master, buffer, buffer.Length) is > 0 and var count)
            _seen.AddRange(buffer.AsSpan(0, count));
    }
}
