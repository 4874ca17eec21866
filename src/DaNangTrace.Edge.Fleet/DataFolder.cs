namespace DaNangTrace.Edge.Fleet;

/// <summary>The program's folder, ours alone while this is held: the store has one writer.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnersOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream heldFile;

    private DataFolder(string folder, FileStream heldFile)
    {
        this.heldFile = heldFile;
        StoreFile = Path.Join(folder, "fleet.db");
    }

    /// <summary>Path of the database.</summary>
    internal string StoreFile { get; }

    /// <summary>Makes the folder if there is none, for its owner's eyes only, and takes it.</summary>
    /// <exception cref="IOException">It can't be made, or another run has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static DataFolder Take(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnersOnly);
        try
        {
            var held = new FileStream(
                Path.Join(folder, "fleet.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(folder, held);
        }
        catch (IOException e) when (File.Exists(Path.Join(folder, "fleet.lock")))
        {
            throw new IOException("another dntrace-fleet has this folder; end it, or give another by --data", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => heldFile.Dispose();
}
