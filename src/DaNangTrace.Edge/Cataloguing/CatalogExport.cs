using System.Diagnostics.CodeAnalysis;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>
/// Writes records and their pictures into a folder from which <c>catalog make</c> makes them again. What breaks off
/// leaves the folder empty, as it was.
/// </summary>
internal sealed class CatalogExport : IDisposable
{
    private const string RecordsName = "records.ndjson";
    private const string PortalName = "circular02";

    private readonly string _folder;
    private bool _isWhole;

    private CatalogExport(string folder) => _folder = folder;

    /// <summary>Records that were written.</summary>
    public int Records { get; private set; }

    /// <summary>Pictures that were written, each once.</summary>
    public int Pictures { get; private set; }

    /// <summary>Records whose picture is not on this kiosk.</summary>
    public int WithoutPicture { get; private set; }

    /// <summary>Makes the folder.</summary>
    /// <returns>Whether nothing else is in it: that would be mixed with what is written.</returns>
    /// <exception cref="IOException">It can't be made.</exception>
    public static bool TryBegin(string folder, [NotNullWhen(true)] out CatalogExport? export)
    {
        export = null;
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any())
            return false;
        export = new CatalogExport(folder);
        return true;
    }

    /// <summary>Of those for the national portal, how many lack something.</summary>
    public int Incomplete { get; private set; }

    /// <summary>Writes all as the national portal wants them, as JSON and as a table.</summary>
    /// <param name="origins">The records.</param>
    /// <param name="pictureOf">The file of a picture by its hash.</param>
    /// <exception cref="IOException">The disk does not take it, or a picture can't be read.</exception>
    public void WriteForPortal(IEnumerable<Origin> origins, Func<string, string?> pictureOf)
    {
        using var json = new PartFile(Path.Combine(_folder, PortalName + ".json"));
        using var table = new PartFile(Path.Combine(_folder, PortalName + ".csv"));
        // At once: between two readings another catalog may have come.
        CircularExport.Write(origins.Select(Counted), json.Stream, table.Stream);
        json.Finish();
        table.Finish();
        _isWhole = true;

        CircularRecord Counted(Origin origin)
        {
            Records++;
            var hasPicture = origin.Image is { } hash && TryAddPicture(hash, pictureOf(hash));
            var record = CircularRecord.Of(origin, _ => hasPicture);
            Incomplete += record.IsComplete ? 0 : 1;
            return record;
        }
    }

    /// <summary>Writes all.</summary>
    /// <param name="lines">The records.</param>
    /// <param name="pictureOf">The file of a picture by its hash; null where records have none.</param>
    /// <exception cref="IOException">The disk does not take it, or a picture can't be read.</exception>
    public void Write(IEnumerable<byte[]> lines, Func<string, string?>? pictureOf = null)
    {
        using var file = new PartFile(Path.Combine(_folder, RecordsName));
        foreach (var line in lines)
        {
            file.Stream.Write(line);
            file.Stream.WriteByte((byte)'\n');
            Records++;
            if (pictureOf is not null && PackJson.TryReadOrigin(line, out var origin, out _)
                && origin.Image is { } hash)
                TryAddPicture(hash, pictureOf(hash));
        }
        file.Finish();
        _isWhole = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isWhole)
            return;
        foreach (var one in new DirectoryInfo(_folder).EnumerateFileSystemInfos())
        {
            if (one is DirectoryInfo pictures)
                pictures.Delete(recursive: true);
            else
                one.Delete();
        }
    }

    private bool TryAddPicture(string hash, string? from)
    {
        var to = Path.Combine(_folder, PackManifest.ImageFolder, hash);
        // Many records have the same.
        if (File.Exists(to))
            return true;
        if (from is null)
        {
            WithoutPicture++;
            return false;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
        Pictures++;
        return true;
    }
}
