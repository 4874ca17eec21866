using System.Runtime.InteropServices;
using static System.FormattableString;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A small disk that can be full, read-only or without power; unmounted with the test, whoever uses it.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    // A kiosk with the sample catalogue takes less than one.
    private const int Megabytes = 4;

    private readonly string _image;
    private CancellationTokenSource? _full;
    private Task _filling = Task.CompletedTask;

    private SmallDisk(string folder, string image) => (Folder, _image) = (folder, image);

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>In memory: it can be full, and read-only as long as nobody has a file open for writing.</summary>
    public static async Task<SmallDisk> InMemoryAsync(string folder)
    {
        RealParts.NeedMount();
        Directory.CreateDirectory(folder);
        await MountAsync("-t", "tmpfs", "-o", Invariant($"size={Megabytes}m"), "tmpfs", folder);
        return new SmallDisk(folder, "");
    }

    /// <summary>
    /// Ext4 in a file, as on a card: a fault makes it read-only under everybody's hands, and its power can go.
    /// </summary>
    /// <param name="folder">Where it is mounted.</param>
    /// <param name="image">The file.</param>
    /// <param name="megabytes">How large it is; what was never written takes no room.</param>
    public static async Task<SmallDisk> OnCardAsync(string folder, string image, int megabytes = Megabytes)
    {
        RealParts.NeedMount();
        var format = RealParts.NeedExt4();
        Directory.CreateDirectory(folder);
        await using (var file = File.Create(image))
            file.SetLength((long)megabytes << 20);
        await RunAsync(format, "-q", image);
        var disk = new SmallDisk(folder, image);
        await disk.MountCardAsync();
        return disk;
    }

    /// <summary>Leaves no room, and takes what becomes free, as a log that runs wild does.</summary>
    public async Task FillAsync()
    {
        _full = new CancellationTokenSource();
        var filled = new TaskCompletionSource();
        _filling = FillAsync(filled, _full.Token);
        await filled.Task;
    }

    /// <summary>Makes room again.</summary>
    public async Task FreeAsync()
    {
        if (_full is null)
            return;
        await _full.CancelAsync();
        await _filling;
        File.Delete(Path.Combine(Folder, "filler"));
        _full.Dispose();
        _full = null;
    }

    /// <summary>Refuses every write; the kernel allows this only while nobody has a file open for writing.</summary>
    public Task ProtectAsync() => MountAsync("-o", "remount,ro", Folder);

    /// <summary>Takes writes again.</summary>
    public Task UnprotectAsync() => MountAsync("-o", "remount,rw", Folder);

    /// <summary>The kernel finds a fault of the card and writes on it no more.</summary>
    public async Task FailAsync()
    {
        // One mount a line: device, folder, kind, options.
        var device = File.ReadLines("/proc/self/mounts")
            .Select(line => line.Split(' ')).Last(mount => mount[1] == Folder)[0];
        await File.WriteAllTextAsync($"/sys/fs/ext4/{Path.GetFileName(device)}/trigger_fs_error", "1");
    }

    /// <summary>The power goes and comes back: what is not on the card by now never gets there.</summary>
    public async Task CutPowerAsync()
    {
        using (var root = Unix.Open(Folder, Unix.ReadOnly | Unix.CloseOnExec))
        {
            Assert.True(
                !root.IsInvalid && Unix.Control(root, Unix.ShutDown, Unix.WithoutJournal) == 0,
                $"the power of {Folder} can't be cut: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        await UnmountAsync();
        // Its journal brings the card to where it was.
        await MountCardAsync();
    }

    /// <summary>A technician checks the card and puts it back; nobody may use it.</summary>
    public async Task RepairAsync()
    {
        await UnmountAsync();
        // It exits with 1 where it repaired something.
        await StatusAsync("e2fsck", "-p", _image);
        await MountCardAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await FreeAsync();
        await StatusAsync("umount", "--lazy", Folder);
    }

    private async Task FillAsync(TaskCompletionSource filled, CancellationToken free)
    {
        var block = new byte[4096];
        using var file = File.OpenHandle(
            Path.Combine(Folder, "filler"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        for (var at = 0L; !free.IsCancellationRequested;)
        {
            try
            {
                RandomAccess.Write(file, block, at);
                at += block.Length;
            }
            catch (IOException)
            {
                filled.TrySetResult();
                await Task.Delay(5, CancellationToken.None);
            }
        }
    }

    // A test beside this one that starts a program has our files open for a moment: until that program begins.
    private async Task UnmountAsync()
    {
        var said = "";
        try
        {
            await Until.TrueAsync(
                async () =>
                {
                    (var status, said) = await StatusAsync("umount", Folder);
                    return status == 0;
                },
                $"nobody uses {Folder}");
            // In another mount namespace it may be mounted yet; what is mounted anew then is what failed.
            await Until.TrueAsync(
                async () =>
                {
                    (_, said) = await StatusAsync("losetup", "--associated", _image);
                    return said.Length == 0;
                },
                $"nobody holds {_image}");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}: {said}", e);
        }
    }

    private Task MountCardAsync() => MountAsync("-o", "loop,errors=remount-ro", _image, Folder);

    private static async Task MountAsync(params string[] arguments)
    {
        var (status, said) = await StatusAsync("mount", arguments);
        RealParts.NeedAllowed(status == 0, $"mount {string.Join(' ', arguments)}: {said}");
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (status, said) = await StatusAsync(program, arguments);
        Assert.True(status == 0, $"{program} {string.Join(' ', arguments)}: {said}");
    }

    private static async Task<(int Status, string Said)> StatusAsync(string program, params string[] arguments)
    {
        await using var child = Child.Start(program, arguments);
        return (await child.ExitAsync(), child.Tail());
    }
}
