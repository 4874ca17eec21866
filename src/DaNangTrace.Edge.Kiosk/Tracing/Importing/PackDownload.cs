using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// Downloads a pack into <c>catalog/incoming</c>, a recall list into a folder of its own, from where it is imported as
/// from a stick.
/// <para>Constraints: the address is one that a technician typed or the city announced; what a server says is a
/// stranger's word. So redirects are not followed, nothing is read beyond the size that was signed, a server that
/// stands still is given up, and nothing but manifest and signature is asked for before it is known who signed. One of
/// a kind downloads at a time, and holds the folder until it is disposed.</para>
/// <para>Operation: the file of the lines goes to <c>{sha256}.part</c>; what is there of it is not asked for again
/// (RFC 9110, 14.2; with the entity tag of the first part, 13.1.5). Pictures are asked for one by one, those that no
/// generation of this kiosk has.</para>
/// </summary>
public sealed class PackDownload : IDisposable
{
    private const int ReadLength = 128 * 1024;

    private readonly GenerationFolders _folders;
    private readonly Uri _address;
    private readonly CatalogOptions _options;
    private readonly PackCheck _check;
    private readonly PackServerLink _link;
    private string _incoming;
    private FileStream? _held;

    /// <summary>Prepares a download.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="address">The pack's folder; see <see cref="TryRead"/>.</param>
    /// <param name="options">Whose packs are taken, and how large they may grow.</param>
    /// <param name="trust">The keys.</param>
    /// <param name="clock">Whether a pack's day has come.</param>
    /// <param name="http">Asks; see <see cref="PackClient"/>.</param>
    public PackDownload(
        string folder, Uri address, CatalogOptions options, TrustedKeys trust, KioskClock clock, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _folders = new GenerationFolders(Path.Combine(folder, GenerationFolders.Name));
        _incoming = _folders.Incoming;
        Notes = PackNotes.InFile(folder, clock);
        (_address, _options) = (address, options);
        _link = new PackServerLink(address, http, clock.Time);
        _check = new PackCheck(trust, clock);
    }

    /// <summary>Hears why and when the server is asked again; nobody does if null.</summary>
    public Action<string>? Retrying { get => _link.Retrying; init => _link.Retrying = value; }

    /// <summary>How often a server that brings nothing is asked.</summary>
    internal int MostAttempts { get => _link.MostAttempts; init => _link.MostAttempts = value; }

    /// <summary>Manifest and signature that are at hand; null asks the server for them.</summary>
    internal PackNotice? Notice { get; init; }

    /// <summary>Where it is noted what was taken.</summary>
    internal PackNotes Notes { get; init; }

    /// <summary>The address of a pack's folder, from what somebody typed.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Uri.TryCreate(text, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")
            || address.Query.Length > 0 || address.Fragment.Length > 0)
            return false;
        var path = address.AbsoluteUri;
        if (path.EndsWith("/" + PackManifest.FileName, StringComparison.Ordinal))
            path = path[..^PackManifest.FileName.Length];
        address = new Uri(path.EndsWith('/') ? path : path + "/");
        return true;
    }

    /// <summary>Downloads the pack.</summary>
    /// <returns>The pack, to be imported; or why it is refused.</returns>
    /// <exception cref="IOException">The server can't be reached, or does not have it.</exception>
    /// <exception cref="OperationCanceledException">It was given up; what came stays for the next time.</exception>
    public async Task<(PackFolder? Pack, PackRefusal? Refusal)> FetchAsync(
        Action<ImportProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            var signed = Notice?.Manifest
                ?? await FetchSmallAsync(PackManifest.FileName, PackLimit.MaxManifest, stop);
            var signature = Notice?.Signature
                ?? await FetchSmallAsync(PackManifest.SignatureName, PackLimit.MaxSignature, stop);
            var manifest = _check.ManifestOf(signed, signature, _address.AbsoluteUri);
            _held ??= _folders.TryHoldIncoming(manifest.Kind);
            if (_held is null)
                return (null, new PackRefusal(
                    PackFault.Busy, $"another fetch into {_folders.Path} is under way: let it end"));
            _incoming = _folders.IncomingOf(manifest.Kind);
            Directory.CreateDirectory(_incoming);
            await File.WriteAllBytesAsync(Path.Combine(_incoming, PackManifest.FileName), signed, stop);
            await File.WriteAllBytesAsync(Path.Combine(_incoming, PackManifest.SignatureName), signature, stop);
            var pack = new Downloaded(this);
            RemoveOthers(manifest);
            // What was taken is not downloaded again, unless what came of it is gone or damaged.
            if (TakenPack.IsHere(_folders, Notes.Accepted(manifest.Kind), manifest))
                return (pack, null);
            CheckRoom(manifest);
            await FetchRecordsAsync(manifest, progress, stop);
            return (pack, null);
        }
        catch (PackFaultException e)
        {
            RemoveSmall();
            // Who typed an address knows nothing of the folder behind it.
            var words = e.Message.Replace(_incoming, _address.AbsoluteUri, StringComparison.Ordinal);
            return (null, e.Refusal with { Message = words });
        }
    }

    /// <summary>Removes what was downloaded.</summary>
    public void Remove() => GenerationFolders.Remove(_incoming);

    /// <summary>Lets others download.</summary>
    public void Dispose() => _held?.Dispose();

    // Parts of a pack that the server has no more would fill the quota.
    private void RemoveOthers(PackManifest manifest)
    {
        string[] own =
        [
            PackManifest.FileName, PackManifest.SignatureName, manifest.RecordsName,
            Path.GetFileName(PartOf(manifest)), TagOf(Path.GetFileName(PartOf(manifest))),
        ];
        var others = Directory.GetFiles(_incoming)
            .Where(file => !own.Contains(Path.GetFileName(file), StringComparer.Ordinal)).ToList();
        foreach (var file in others)
            File.Delete(file);
        if (others.Count > 0)
            GenerationFolders.Remove(Path.Combine(_incoming, PackManifest.ImageFolder));
    }

    // A recall list lies with the ledger.
    private void CheckRoom(PackManifest manifest)
    {
        if (manifest.Kind != PackManifest.Full)
            return;
        using var import = _folders.TryHold();
        var room = new Room(_folders, _options.QuotaBytes);
        // Beside an import nothing may go; else what the import would remove goes before the download needs its room.
        if (import is null)
            room.Check(manifest, LeftOf(manifest), isImporting: true);
        else
            room.Claim(manifest, LeftOf(manifest));
    }

    // A refusal is no word about the part of a pack that came before.
    private void RemoveSmall()
    {
        if (_held is null || !Directory.Exists(_incoming))
            return;
        File.Delete(Path.Combine(_incoming, PackManifest.FileName));
        File.Delete(Path.Combine(_incoming, PackManifest.SignatureName));
        if (!Directory.EnumerateFileSystemEntries(_incoming).Any())
            Directory.Delete(_incoming);
    }

    private async Task<byte[]> FetchSmallAsync(string name, int most, CancellationToken stop)
    {
        var bytes = await _link.ReadSmallAsync(name, most, isFixed: false, stop);
        if (bytes is null)
            throw name == PackManifest.SignatureName
                ? new PackFaultException(
                    PackFault.NoSignature, $"{_address} has no {name}: an unsigned pack is not taken")
                : new PackFaultException(
                    PackFault.Missing, $"{_address} has no {name}: expected the folder of a pack");
        // Where a network wants a log-in first, its page answers any address.
        if (name == PackManifest.FileName && !IsObject(bytes))
            throw new PackFaultException(PackFault.BadManifest, $"{_address}{name} is no manifest (a web page?)");
        return bytes;
    }

    private static bool IsObject(byte[] json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string WholeOf(PackManifest manifest) => Path.Combine(_incoming, manifest.RecordsName);

    private string PartOf(PackManifest manifest) => Path.Combine(_incoming, $"{manifest.Sha256}.part");

    private static string TagOf(string part) => part + ".etag";

    private bool IsWhole(PackManifest manifest) =>
        new FileInfo(WholeOf(manifest)) is { Exists: true } whole && whole.Length == manifest.Size;

    private long LeftOf(PackManifest manifest)
    {
        if (IsWhole(manifest))
            return 0;
        var part = new FileInfo(PartOf(manifest));
        return part.Exists ? Math.Max(0, manifest.Size - part.Length) : manifest.Size;
    }

    private async Task FetchRecordsAsync(
        PackManifest manifest, Action<ImportProgress> progress, CancellationToken stop)
    {
        if (IsWhole(manifest))
            return;
        var part = PartOf(manifest);
        await _link.RetriedAsync(async () =>
        {
            await FetchRestAsync(manifest, part, progress, stop);
            return true;
        }, stop);
        File.Move(part, WholeOf(manifest), overwrite: true);
        File.Delete(TagOf(part));
    }

    private async Task FetchRestAsync(
        PackManifest manifest, string part, Action<ImportProgress> progress, CancellationToken stop)
    {
        using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        if (file.Length > manifest.Size)
            file.SetLength(0);
        if (file.Length == manifest.Size)
            return;
        var tag = File.Exists(TagOf(part)) ? await File.ReadAllTextAsync(TagOf(part), stop) : null;
        using var idle = _link.Idle(stop);
        using var response = await _link.AskAsync(manifest.RecordsName, file.Length, tag, idle)
            ?? throw new PackFaultException(PackFault.Missing, $"{_address} has no {manifest.RecordsName}");
        // A server that does not know ranges, or has another file by now, begins at the beginning.
        if (!PackServerLink.GoesOn(response, file.Length))
            file.SetLength(0);
        if (response.Headers.ETag is { IsWeak: false } strong)
            await File.WriteAllTextAsync(TagOf(part), strong.Tag, stop);
        file.Position = file.Length;
        using var body = await response.Content.ReadAsStreamAsync(idle.Token);
        var buffer = new byte[ReadLength];
        while (true)
        {
            var count = await idle.WatchAsync(body.ReadAsync(buffer, idle.Token));
            if (count == 0)
                break;
            if (file.Length + count > manifest.Size)
            {
                file.SetLength(0);
                throw new PackFaultException(
                    PackFault.WrongSize,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_address}{manifest.RecordsName} is longer than the {manifest.Size} bytes that were signed"));
            }
            await file.WriteAsync(buffer.AsMemory(0, count), stop);
            _link.Came(count);
            progress(new ImportProgress(ImportStep.Download, file.Length, manifest.Size));
        }
        if (file.Length < manifest.Size)
            throw new HttpRequestException($"{_address}{manifest.RecordsName} broke off");
    }

    /// <summary>
    /// What was downloaded, and pictures as they are asked for. One that came is kept, so that an import that broke off
    /// does not ask for it again.
    /// </summary>
    private sealed class Downloaded(PackDownload download) : PackFolder(download._incoming)
    {
        protected internal override byte[]? TryReadPicture(string hash, CancellationToken stop)
        {
            // A power cut may have left a file that is not whole.
            if (base.TryReadPicture(hash, stop) is { } kept && Pictures.IsOf(hash, kept))
                return kept;
            var name = $"{PackManifest.ImageFolder}/{hash}";
            var bytes = download._link.ReadSmallAsync(name, PackLimit.MaxImage, isFixed: true, stop)
                .GetAwaiter().GetResult();
            if (bytes is null || !Pictures.IsOf(hash, bytes))
                return bytes;
            var file = FileOf(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
            return bytes;
        }

        // Else a picture would be on the disk twice until the import has ended.
        protected internal override string? OwnFileOf(string hash) => FileOf(hash);

        private string FileOf(string hash) => Path.Combine(Folder, PackManifest.ImageFolder, hash);
    }
}
