namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// The kiosk's data folder, held by one program at a time: two writers would tear the ledger's chain.
/// </summary>
public sealed class DataFolder : IDisposable
{
    internal const int WouldBlock = 11;

    // An import holds it for the moment in which it makes a ledger's file.
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private const int ReadOnlyFileSystem = 30;

    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? held) => (Path, _lock) = (path, held);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>As <see cref="Take"/>, for a kiosk that starts: another program has a second to let it go.</summary>
    public static async Task<DataFolder> TakeAsync(string path, TimeProvider time, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Take(path);
            }
            catch (IOException e) when (e.InnerException?.HResult == WouldBlock && attempt < Attempts)
            {
                await Task.Delay(Pause, time, stop);
            }
        }
    }

    /// <summary>Makes the folder if it is not there, and takes hold of it.</summary>
    /// <exception cref="IOException">
    /// It can't be made or written, or another program holds it; the message says what to do.
    /// </exception>
    public static DataFolder Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The data folder {path} can't be made ({e.Message}): make it for this user, or set kiosk.dataFolder.",
                e);
        }
        var file = System.IO.Path.Combine(path, "dntrace.lock");
        try
        {
            return new DataFolder(
                path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new IOException(
                $"The data folder {path} is in use by another dntrace: stop that one, or set kiosk.dataFolder.", e);
        }
        catch (IOException e) when (e.HResult == ReadOnlyFileSystem)
        {
            // How a worn-out card ends: shoppers are still served, and health says that nothing is recorded. Nobody can
            // write here, so nobody needs to be kept out.
            return new DataFolder(path, null);
        }
        catch (IOException e)
        {
            throw new IOException(
                $"The data folder {path} can't be used ({e.Message}): mend that, or set kiosk.dataFolder.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"The data folder {path} can't be written by this user: give it to the user that runs dntrace.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();
}
