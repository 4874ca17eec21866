namespace DaNangTrace.Edge.Demo;

/// <summary>A folder that is removed at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private TemporaryFolder(string path) => Path = path;

    public string Path { get; }

    public static TemporaryFolder Make() => new(Directory.CreateTempSubdirectory("dntrace-demo-").FullName);

    public void Dispose()
    {
        // Ctrl-C may come twice.
        if (!Directory.Exists(Path))
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"dntrace: the temporary folder {Path} could not be removed: {e.Message}");
        }
    }
}
