using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Acceptance.Recording;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>
/// Every way in which a pack is refused, and what the published program says. Its catalog answers as before each time.
/// </summary>
public sealed partial class PackRefusalTableTests : IAsyncLifetime
{
    private const string Title = "A pack of the catalog is refused";

    private const string Explained =
        "`dntrace catalog import` with packs that were signed by openssl and then made wrong, into a data folder that "
        + """
        holds
        full pack 2 and recall list 2. Each was refused whole: exit code 1, `verify` finds every record of version 2
        afterwards, and nothing else lies in the folder.
        """;

    private const string Recall =
        """{"v":1,"gtin":"08936012345674","recall":{"authority":{"vi":"x"},"reason":{"vi":"y"}}}""";

    private const string Records = "catalog-3.ndjson.gz";

    private readonly List<string[]> _rows = [];
    private readonly TempFolder _data = new();
    private CatalogOffice? _office;
    private string _second = "";
    private string _third = "";

    public async ValueTask InitializeAsync()
    {
        RealParts.NeedProgram();
        _office = await CatalogOffice.OpenAsync();
        Directory.CreateDirectory(_data.Path);
        _second = await _office.MakeAsync("full", 2, Lines());
        foreach (var taken in (string[])[_second, await _office.MakeAsync("recall", 2, Recall)])
            Assert.Equal(0, (await _office.ImportAsync(taken, _data.Path)).ExitCode);
        _third = await _office.MakeAsync("full", 3, Lines());
    }

    public ValueTask DisposeAsync()
    {
        _office?.Dispose();
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_refusal_is_told()
    {
        await RefuseForeignAsync();
        await RefuseDamagedAsync();
        await RefuseOldAndMistakenAsync();
        await RefuseTooLargeAsync();
        await RefuseOthersAsync();
        await RefuseRecordsAsync();
        await RefusePicturesAsync();

        FaultTable.Compare(Title, Explained, ["What was wrong", "The kiosk said"], _rows);
    }

    private async Task RefuseForeignAsync()
    {
        using var other = await CatalogOffice.OpenAsync();
        await RefusedAsync("no key is trusted on the kiosk", _ => Task.CompletedTask, trust: []);
        await RefusedAsync("no manifest", pack => DeleteAsync(pack, "manifest.json"));
        await RefusedAsync("unsigned", pack => DeleteAsync(pack, "manifest.json.sig"));
        await RefusedAsync("signed with another key", _ => Task.CompletedTask, trust: [other.PublicKey]);
        await RefusedAsync("a signature of another pack", pack => CopyAsync(_second, pack, "manifest.json.sig"));
        await RefusedAsync("one bit of the manifest flipped",
            pack => FlipAsync(Path.Combine(pack, "manifest.json"), 60));
        await RefusedAsync("one bit of the signature flipped",
            pack => FlipAsync(Path.Combine(pack, "manifest.json.sig"), 40));
        await RefusedAsync("manifest and signature of another pack, same version", async pack =>
        {
            var another = await _office!.MakeAsync("full", 3, Lines().Skip(1));
            await CopyAsync(another, pack, "manifest.json", "manifest.json.sig");
        });
    }

    private async Task RefuseDamagedAsync()
    {
        var whole = await File.ReadAllBytesAsync(
            Path.Combine(_third, Records), TestContext.Current.CancellationToken);
        await RefusedAsync("the file of the records is missing", pack => DeleteAsync(pack, Records));
        for (var length = 0; length < whole.Length; length += 4096)
        {
            var cut = length;
            await RefusedAsync("truncated at every 4 KiB", pack => File.WriteAllBytesAsync(
                Path.Combine(pack, Records), whole[..cut]));
        }
        foreach (var at in (int[])[0, 10, whole.Length / 2, whole.Length - 1])
            await RefusedAsync("one bit of the records flipped", pack => FlipAsync(
                Path.Combine(pack, Records), at));
    }

    private async Task RefuseOldAndMistakenAsync()
    {
        await RefusedAsync("older", _ => Task.CompletedTask, await _office!.MakeAsync("full", 1, Lines()));
        await RefusedAsync("another pack with the version that was taken", _ => Task.CompletedTask,
            await _office!.MakeAsync("full", 2, Lines().Skip(1)));
        await RefusedAsync("an older recall list", _ => Task.CompletedTask,
            await _office!.MakeAsync("recall", 1, Recall));
        await RefusedAsync("a recall list that calls itself a full pack",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["kind"] = "full"),
            await _office!.MakeAsync("recall", 3, Recall));
        await RefusedAsync("a full pack that calls itself a recall list",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["kind"] = "recall"));
        await RefusedAsync("a kind that nobody knows",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["kind"] = "delta"));
    }

    private async Task RefuseTooLargeAsync()
    {
        await RefusedAsync("too large: more records than a kiosk takes",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["count"] = PackLimit.Full.Count + 1));
        await RefusedAsync("too large: a file of more than 2 GiB",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["size"] = PackLimit.Full.Size + 1));
        await RefusedAsync("a bomb: unpacks to more than a kiosk takes, and says so",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["expandedSize"] = 9L << 30));
        await RefusedAsync("a bomb: unpacks to a thousand times of what it says", async pack =>
        {
            var bomb = Bomb();
            await File.WriteAllBytesAsync(Path.Combine(pack, Records), bomb);
            await _office!.ChangeManifestAsync(pack, manifest =>
            {
                manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bomb));
                (manifest["size"], manifest["expandedSize"]) = (bomb.Length, 64 << 10);
            });
        });
        await RefusedAsync("it would not fit into the quota",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["expandedSize"] = 8L << 30));
    }

    private async Task RefuseOthersAsync()
    {
        await RefusedAsync("fewer records than it says",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["count"] = 2001));
        await RefusedAsync("no gzip", async pack =>
        {
            var text = "hello"u8.ToArray();
            await File.WriteAllBytesAsync(Path.Combine(pack, Records), text);
            await _office!.ChangeManifestAsync(pack, manifest =>
                (manifest["sha256"], manifest["size"]) =
                    (Convert.ToHexStringLower(SHA256.HashData(text)), text.Length));
        });
        await RefusedAsync("data of a day that is yet to come",
            pack => _office!.ChangeManifestAsync(
                pack, manifest => manifest["validFrom"] = "2999-01-01T00:00:00+00:00"));
    }

    private async Task RefuseRecordsAsync()
    {
        await RefusedAsync("records that are not in their order",
            pack => _office!.ChangeRecordsAsync(pack, string.Join('\n', Lines().Reverse())));
        await RefusedAsync("a full pack without a record", pack => _office!.ChangeRecordsAsync(pack, "\n", count: 0));
        await RefusedAsync("a version that is no version",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["version"] = 0));
        await RefusedAsync("the key that its manifest names is not the one that signed it",
            pack => _office!.ChangeManifestAsync(pack, manifest => manifest["keyId"] = new string('0', 64)));
        Directory.CreateDirectory(_data.File("catalog"));
        await using (new FileStream(
            _data.File("catalog/import.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
            await RefusedAsync("another import is under way", _ => Task.CompletedTask);
    }

    private async Task RefusePicturesAsync()
    {
        byte[] png = [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 1, 2, 3, 4];
        await PictureAsync("a picture of other bytes than its name says", png, [.. png, 5]);
        await PictureAsync("a picture that is none", "hello, hello, hello"u8.ToArray(), null);
        await PictureAsync("a picture of more than 200 kB", [.. png, .. new byte[PackLimit.MaxImage]], null);

        Task PictureAsync(string what, byte[] named, byte[]? there) => RefusedAsync(what, async pack =>
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(named));
            Directory.CreateDirectory(Path.Combine(pack, "images"));
            await File.WriteAllBytesAsync(Path.Combine(pack, "images", hash), there ?? named);
            await _office!.ChangeRecordsAsync(
                pack, $$"""{"v":1,"gtin":"08936012345674","productName":{"vi":"x"},"image":"{{hash}}"}""", count: 1);
        });
    }

    private async Task RefusedAsync(
        string what, Func<string, Task> spoil, string? from = null, string[]? trust = null)
    {
        var pack = _office!.Copy(from ?? _third);
        await spoil(pack);
        await IsRefusedAsync(what, pack, trust ?? [_office.PublicKey]);
    }

    private async Task IsRefusedAsync(string what, string pack, string[] trust)
    {
        var answer = await Cli.RunAsync(
            ["catalog", "import", pack, "--data", _data.Path, .. trust.SelectMany(key => new[] { "--trust", key })]);
        Assert.Equal((what, 1), (what, answer.ExitCode));
        var said = answer.Error.Split('\n').Single(line => line.StartsWith("dntrace: ", StringComparison.Ordinal));
        var row = new[]
        {
            what,
            Words(said["dntrace: the pack was refused, and nothing has changed: ".Length..]
                .Replace(pack, "DIR", StringComparison.Ordinal)
                .Replace(_data.Path, "DATA", StringComparison.Ordinal)),
        };
        if (!_rows.Exists(known => known.SequenceEqual(row)))
            _rows.Add(row);
        var verified = await Cli.RunAsync(["catalog", "verify", "--data", _data.Path]);
        Assert.Equal((what, "Right: 2000 records, 0 pictures.\n"), (what, verified.Output));
        Assert.Equal(
            ["import-recalls.lock", "import.lock", "v2"],
            Directory.GetFileSystemEntries(_data.File("catalog")).Select(path => Path.GetFileName(path)).Order());
    }

    // Keys and sizes differ from run to run.
    private static string Words(string said) => Numbers().Replace(KeyIds().Replace(said, "KEY"), "N");

    [GeneratedRegex("[0-9a-f]{16,}")]
    private static partial Regex KeyIds();

    [GeneratedRegex(@"\b[0-9]{3,}(\.[0-9]+)?\b")]
    private static partial Regex Numbers();

    private static Task DeleteAsync(string pack, string name)
    {
        File.Delete(Path.Combine(pack, name));
        return Task.CompletedTask;
    }

    private static Task CopyAsync(string from, string to, params string[] names)
    {
        foreach (var name in names)
            File.Copy(Path.Combine(from, name), Path.Combine(to, name), overwrite: true);
        return Task.CompletedTask;
    }

    private static async Task FlipAsync(string file, int at)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            var line = new byte[32 * 1024];
            Array.Fill(line, (byte)' ');
            line[^1] = (byte)'\n';
            for (var i = 0; i < 2048; i++)
                gzip.Write(line);
        }
        return packed.ToArray();
    }

    private static IEnumerable<string> Lines() => Enumerable.Range(0, 2000).Select(n => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"v":1,"gtin":"08936012345674","hasSerialNumber":"{{{n:0000}}}-{{{n * 2654435761L % 1000003:x}}}",
        "productName":{"vi":"Món mẫu"}}
        """).ReplaceLineEndings(""));
}
