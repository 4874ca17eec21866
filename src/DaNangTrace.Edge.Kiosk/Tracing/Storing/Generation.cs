using DaNangTrace.Edge.Wire.Packs;
using LiteDB;
using LiteDB.Engine;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// One generation of the catalog: a folder with <c>origins.db</c> (LiteDB) and <c>images/</c>. It is read only, so that
/// nothing of it can be half written.
/// <para>Constraints: LiteDB 5 is corrupted by two threads and stays unusable after a fault. So one lock guards the
/// engine, and one that failed is opened anew.</para>
/// <para>Format: collections <c>origins</c> (key → record) and <c>codes</c> (<c>{vendor}/{trace code}</c> →
/// key), as <see cref="BlockWriter"/> writes them, and <c>about</c>, one document.</para>
/// </summary>
internal sealed class Generation : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "origins.db";

    /// <summary>The collection of the records.</summary>
    public const string Origins = "origins";

    /// <summary>The collection of the trace codes.</summary>
    public const string Codes = "codes";

    /// <summary>The collection of what it says of itself.</summary>
    public const string About = "about";

    private readonly Lock _gate = new();
    private Engine? _engine;
    private bool _isDisposed;

    private readonly (DateTime Written, long Length) _stamp;

    private Generation(string folder, Engine engine, AboutGeneration about) =>
        (Folder, _engine, Facts, _stamp) = (folder, engine, about, StampOf(folder));

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>What it says of itself.</summary>
    public AboutGeneration Facts { get; }

    /// <summary>Opens a generation.</summary>
    /// <exception cref="CatalogException">It can't be read.</exception>
    public static Generation Open(string folder)
    {
        Engine? engine = null;
        try
        {
            engine = new Engine(folder);
            return new Generation(folder, engine, engine.About());
        }
        catch (Exception e) when (CatalogException.IsBroken(e))
        {
            engine?.Dispose();
            throw CatalogException.Of(folder, e);
        }
    }

    /// <summary>Whether another file stands in its place by now: the same pack was imported again.</summary>
    public bool WasReplaced() => StampOf(Folder) != _stamp;

    /// <summary>The records of a key, as they stand in the pack.</summary>
    /// <exception cref="CatalogException">It could not be read; the next look-up tries anew.</exception>
    public List<byte[]> Find(string key) => Ask(engine => engine.Records.Find(key));

    /// <summary>The keys of the records with a stamp's trace code.</summary>
    /// <param name="stamp">What the stamp is found by.</param>
    /// <exception cref="CatalogException">As <see cref="Find"/>.</exception>
    public List<byte[]> FindStamp(string stamp) => Ask(engine => engine.TraceCodes.Find(stamp));

    /// <summary>All records in the order of their keys. By an engine of its own: it takes minutes.</summary>
    /// <exception cref="CatalogException">A part of it could not be read.</exception>
    public static IEnumerable<(string Key, byte[] Value)> ReadAll(string folder) =>
        Translated(folder, engine => engine.Records.All());

    /// <summary>All stamps with the keys of their records, in their order.</summary>
    /// <exception cref="CatalogException">A part of it could not be read.</exception>
    public static IEnumerable<(string Key, byte[] Value)> ReadCodes(string folder) =>
        Translated(folder, engine => engine.TraceCodes.All());

    private static IEnumerable<(string Key, byte[] Value)> Translated(
        string folder, Func<Engine, IEnumerable<(string Key, byte[] Value)>> read)
    {
        Engine? engine = null;
        IEnumerator<(string Key, byte[] Value)>? all = null;
        try
        {
            while (true)
            {
                try
                {
                    engine ??= new Engine(folder);
                    all ??= read(engine).GetEnumerator();
                    if (!all.MoveNext())
                        break;
                }
                catch (Exception e) when (CatalogException.IsBroken(e))
                {
                    throw CatalogException.Of(folder, e);
                }
                yield return all.Current;
            }
        }
        finally
        {
            all?.Dispose();
            engine?.Dispose();
        }
    }

    /// <summary>The file of a picture; null where this generation has none of that name.</summary>
    /// <param name="hash">64 hexadecimal digits in lower case.</param>
    public string? PictureOf(string hash)
    {
        var file = PictureFile(Folder, hash);
        return File.Exists(file) ? file : null;
    }

    /// <summary>Where a generation keeps a picture: 256 folders, so that none grows long.</summary>
    public static string PictureFile(string folder, string hash) =>
        Path.Combine(folder, PackManifest.ImageFolder, hash[..2], hash);

    /// <summary>The files of all pictures that a generation keeps.</summary>
    /// <exception cref="IOException">They can't be listed.</exception>
    public static IEnumerable<string> PictureFiles(string folder)
    {
        var images = Path.Combine(folder, PackManifest.ImageFolder);
        return Directory.Exists(images)
            ? Directory.EnumerateFiles(images, "*", SearchOption.AllDirectories)
            : [];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _engine?.Dispose();
            _engine = null;
        }
    }

    /// <summary>When its file was written, and how long it is: another one has another stamp.</summary>
    public static (DateTime Written, long Length) StampOf(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private T Ask<T>(Func<Engine, T> question)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                return question(_engine ??= new Engine(Folder));
            }
            catch (Exception e) when (CatalogException.IsBroken(e))
            {
                _engine?.Dispose();
                _engine = null;
                throw CatalogException.Of(Folder, e);
            }
        }
    }

    /// <summary>LiteDB over the file; its log is in memory, since nothing is ever written.</summary>
    private sealed class Engine : IDisposable
    {
        // A page of LiteDB.
        private const int PageLength = 8192;

        private readonly FileStream _file;
        private readonly LiteDatabase _database;

        public Engine(string folder)
        {
            _file = new FileStream(
                Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete,
                PageLength, FileOptions.RandomAccess);
            try
            {
                _database = new LiteDatabase(new LiteEngine(new EngineSettings
                {
                    DataStream = _file,
                    LogStream = new MemoryStream(),
                    Collation = Collation.Binary,
                    ReadOnly = true,
                }));
            }
            catch
            {
                _file.Dispose();
                throw;
            }
            Records = new BlockReader(_database, Origins);
            TraceCodes = new BlockReader(_database, Codes);
        }

        public BlockReader Records { get; }

        public BlockReader TraceCodes { get; }

        public AboutGeneration About() =>
            AboutGeneration.Of(_database.GetCollection(Generation.About).FindById("generation"));

        public void Dispose()
        {
            try
            {
                _database.Dispose();
            }
            catch (Exception e) when (CatalogException.IsBroken(e))
            {
                // It was broken already, which is why it is closed; what it held in memory is nobody's.
            }
            _file.Dispose();
        }
    }
}
