namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A named pipe behind a link as udev makes it: what is plugged in again has another name.</summary>
internal sealed class KeyboardPipe(TempFolder folder) : IDisposable
{
    private FileStream? _writer;
    private int _number;

    /// <summary>The link.</summary>
    public string Link { get; } = folder.File("scanner-event-kbd");

    /// <summary>What the link leads to now.</summary>
    public string Node => folder.File($"event{_number}");

    public void PlugIn()
    {
        _number++;
        _writer = NamedPipe.Hold(NamedPipe.Make(Node));
        File.CreateSymbolicLink(Link, Node);
    }

    public void Send(ReadOnlySpan<byte> bytes) => _writer!.Write(bytes);

    public void Unplug()
    {
        File.Delete(Link);
        File.Delete(Node);
        Dispose();
    }

    public void Dispose() => _writer?.Dispose();
}
