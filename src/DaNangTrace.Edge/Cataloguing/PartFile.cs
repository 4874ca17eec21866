namespace DaNangTrace.Edge.Cataloguing;

/// <summary>
/// A file that gets its name when all is in it: what broke off leaves none that looks whole, and nothing beside it.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _path;
    private readonly string _part;
    private bool _isWhole;

    /// <summary>Begins it.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public PartFile(string path)
    {
        (_path, _part) = (path, path + ".part");
        Stream = File.Create(_part, bufferSize: 1 << 16);
    }

    /// <summary>Takes what stands in it.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives it its name.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Finish()
    {
        // Else a power cut may leave the name, and nothing in it.
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_part, _path);
        _isWhole = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isWhole)
            return;
        try
        {
            Stream.Dispose();
        }
        finally
        {
            File.Delete(_part);
        }
    }
}
