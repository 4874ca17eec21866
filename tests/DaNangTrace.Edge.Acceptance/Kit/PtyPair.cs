using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A serial line: what is written here arrives at the kiosk. The kiosk opens <see cref="Path"/>, a symbolic link as
/// udev makes it, which may lead to another device after
/// <see cref="Unplug"/> and <see cref="PlugIn"/>.
/// </summary>
internal sealed class PtyPair : IDisposable
{
    private SafeFileHandle? _master;

    public PtyPair(string link)
    {
        Path = link;
        PlugIn();
    }

    /// <summary>What the kiosk opens.</summary>
    public string Path { get; }

    /// <summary>The device behind the link; null while it is unplugged.</summary>
    public string? Device { get; private set; }

    /// <summary>Its other end, while it is plugged in.</summary>
    public SafeFileHandle Master => _master ?? throw new InvalidOperationException($"{Path} is unplugged");

    /// <summary>Sends bytes as they are.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var written = (int)Unix.Write(_master!, bytes, bytes.Length);
            if (written < 0)
                throw new IOException($"{Device} can't be written");
            bytes = bytes[written..];
        }
    }

    /// <summary>Sends a code and what ends it.</summary>
    public void Send(string code, string end = "\r\n") => Send(Encoding.UTF8.GetBytes(code + end));

    /// <summary>Connects a scanner: a new device, and the link that leads to it.</summary>
    public void PlugIn()
    {
        (_master, Device) = OpenMaster();
        File.CreateSymbolicLink(Path, Device);
    }

    /// <summary>Connects it again under another name than the one it had, whoever else opens lines meanwhile.</summary>
    /// <param name="before">The name that somebody else has now.</param>
    public void PlugInElsewhere(string before)
    {
        (_master, Device) = OpenMaster();
        if (Device == before)
        {
            // As long as this one is held, the next has another name.
            using var taken = _master;
            (_master, Device) = OpenMaster();
        }
        File.CreateSymbolicLink(Path, Device);
    }

    /// <summary>Pulls the cable: the device and its link vanish.</summary>
    public void Unplug()
    {
        File.Delete(Path);
        _master?.Dispose();
        (_master, Device) = (null, null);
    }

    public void Dispose() => Unplug();

    private static (SafeFileHandle Master, string Device) OpenMaster()
    {
        var master = Unix.OpenMaster(Unix.ReadWrite | Unix.NoControllingTerminal | Unix.CloseOnExec);
        Span<byte> name = stackalloc byte[128];
        if (master < 0 || Unix.Grant(master) != 0 || Unix.Unlock(master) != 0
            || Unix.NameOfSlave(master, name, name.Length) != 0)
            throw new IOException("no pseudo-terminal can be had");
        return (new SafeFileHandle(master, ownsHandle: true), Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]));
    }
}
