using System.Runtime.InteropServices;
using System.Text;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire.Packs;
using LiteDB;
using LiteDB.Engine;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Writes a generation beside the others, in a folder that nobody reads before it is whole: closed, on the disk, and
/// only then renamed. A crash at any point leaves a folder that the next import removes.
/// </summary>
internal sealed partial class GenerationWriter : IDisposable
{
    // AT_FDCWD, RENAME_EXCHANGE.
    private const int WorkingDirectory = -100;
    private const uint Exchange = 2;

    private readonly string _folder;
    private readonly FileStream _file;
    private readonly LiteDatabase _database;
    private readonly BlockWriter _origins;
    private readonly CodeSorter _codes;
    private readonly RecordQueue _queue;
    private bool _isClosed;

    /// <summary>Begins a generation.</summary>
    /// <param name="folder">Its folder for the time being; it must not be there.</param>
    public GenerationWriter(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        _file = new FileStream(
            Path.Combine(folder, Generation.FileName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        // The log in memory: a file that was not finished is thrown away, so nothing of it needs to be recovered.
        _database = new LiteDatabase(new LiteEngine(new EngineSettings
        {
            DataStream = _file,
            LogStream = new MemoryStream(),
            Collation = Collation.Binary,
        }));
        _origins = new BlockWriter(_database, Generation.Origins);
        try
        {
            _codes = new CodeSorter(folder + ".codes");
        }
        catch
        {
            // Left to itself, LiteDB's finalizer could end the process.
            _database.Dispose();
            _file.Dispose();
            throw;
        }
        _queue = new RecordQueue(Store);
    }

    /// <summary>Bytes that it has written so far.</summary>
    public long Length => _file.Length;

    /// <summary>Adds a record; they come in the order of their keys.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="line">As it stands in the pack.</param>
    /// <param name="origin">The same, read.</param>
    /// <exception cref="IOException">An earlier one could not be stored.</exception>
    public void Add(string key, ReadOnlySpan<byte> line, Origin origin) =>
        _queue.Add(key, line, RecordKey.OfStamp(origin), origin.Image);

    /// <summary>After the last record.</summary>
    /// <returns>How many pictures the records name; and a stamp that too many records have.</returns>
    /// <exception cref="IOException">A record could not be stored.</exception>
    public (int Pictures, string? CrowdedStamp) EndRecords()
    {
        _queue.End();
        _origins.End();
        return (_codes.CountPictures(), _codes.Crowded());
    }

    /// <summary>The pictures that the records name, each once.</summary>
    public IEnumerable<string> Pictures() => _codes.Pictures();

    /// <summary>Takes over a picture that another generation has: both share its bytes on the disk.</summary>
    /// <returns>Whether it could be shared.</returns>
    public bool TrySharePicture(string file, string hash)
    {
        var own = Generation.PictureFile(_folder, hash);
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        return Link(file, own) == 0;
    }

    /// <summary>Adds a picture.</summary>
    public void AddPicture(string hash, ReadOnlySpan<byte> bytes)
    {
        var own = Generation.PictureFile(_folder, hash);
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        File.WriteAllBytes(own, bytes);
    }

    /// <summary>Writes what is left and closes the file; on return all of it is on the disk.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Close(AboutGeneration about)
    {
        var codes = new BlockWriter(_database, Generation.Codes);
        foreach (var (code, key) in _codes.Codes())
            codes.Add(code, Encoding.ASCII.GetBytes(key));
        codes.End();
        _codes.Dispose();
        _database.GetCollection(Generation.About).Insert(about.ToDocument());
        _database.Checkpoint();
        _database.Dispose();
        _file.Dispose();
        _isClosed = true;
    }

    /// <summary>Puts all that was written on the disk; before it, a generation may not get its name.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public void Keep()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories)
            .Append(_folder))
        {
            if (!DiskTruth.TryKeep(path))
                throw new IOException($"the disk does not take {path}: see its free space and its health");
        }
    }

    /// <summary>
    /// Gives it its name, by which it is found from then on. Where one of that name is there, which was damaged, both
    /// change places in one step.
    /// </summary>
    public void Name(string folder)
    {
        if (!Directory.Exists(folder))
            Directory.Move(_folder, folder);
        else if (Rename(WorkingDirectory, _folder, WorkingDirectory, folder, Exchange) != 0)
            throw new IOException($"{_folder} and {folder} can't change places");
        if (!DiskTruth.TryKeep(Path.GetDirectoryName(folder)!))
            throw new IOException($"the disk does not take the name of {folder}: see its free space and its health");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        if (!_isClosed)
        {
            _codes.Dispose();
            try
            {
                // It would write what it holds; the file goes, so a full disk is no matter any more.
                _database.Dispose();
            }
            catch (Exception e) when (CatalogException.IsBroken(e))
            {
                // As said.
            }
            _file.Dispose();
        }
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private void Store(RecordQueue.Entry entry)
    {
        _origins.Add(entry.Key, entry.Line.Span);
        if (entry.Stamp is { } stamp)
            _codes.AddStamp(stamp, entry.Key);
        if (entry.Image is { } hash)
            _codes.AddPicture(hash);
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int fromFolder, string from, int toFolder, string to, uint how);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
