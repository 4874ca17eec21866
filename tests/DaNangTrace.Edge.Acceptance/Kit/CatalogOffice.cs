using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>The city's office that makes packs: with a key of openssl's, by the published program.</summary>
internal sealed class CatalogOffice : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _made;

    private CatalogOffice()
    {
    }

    /// <summary>The public key that kiosks trust.</summary>
    public string PublicKey => _folder.File("city.pem");

    public string PrivateKey => _folder.File("city-key.pem");

    public static async Task<CatalogOffice> OpenAsync()
    {
        var office = new CatalogOffice();
        await OpenSslAsync(
            "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", office.PrivateKey);
        await OpenSslAsync("pkey", "-in", office.PrivateKey, "-pubout", "-out", office.PublicKey);
        return office;
    }

    /// <summary>A picture that records may name by the hash that is returned.</summary>
    public async Task<string> AddPictureAsync(byte[] bytes)
    {
        Directory.CreateDirectory(_folder.File("images"));
        await File.WriteAllBytesAsync(_folder.File("images/picture.png"), bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>Makes a pack.</summary>
    /// <returns>Its folder.</returns>
    public async Task<string> MakeAsync(string kind, long version, params IEnumerable<string> lines)
    {
        var input = _folder.File(string.Create(CultureInfo.InvariantCulture, $"{kind}-{version}.ndjson"));
        await File.WriteAllLinesAsync(input, lines.Select(line => line.Trim()));
        var pack = _folder.File(string.Create(CultureInfo.InvariantCulture, $"pack-{_made++}"));
        var answer = await Cli.RunAsync(
        [
            "catalog", "make", input, "--kind", kind, "--version", $"{version}", "--key", PrivateKey, "--out", pack,
        ]);
        Assert.True(answer.ExitCode == 0, $"{answer}");
        return pack;
    }

    /// <summary>Makes a pack with the notice that announces it.</summary>
    /// <returns>Its folder.</returns>
    public async Task<string> MakeFromAsync(string address, string kind, long version, params IEnumerable<string> lines)
    {
        var input = _folder.File(string.Create(CultureInfo.InvariantCulture, $"{kind}-{version}-{_made}.ndjson"));
        await File.WriteAllLinesAsync(input, lines.Select(line => line.Trim()));
        var pack = _folder.File(string.Create(CultureInfo.InvariantCulture, $"pack-{_made++}"));
        var answer = await Cli.RunAsync(
        [
            "catalog", "make", input, "--kind", kind, "--version", $"{version}", "--key", PrivateKey, "--out", pack,
            "--url", address,
        ]);
        Assert.True(answer.ExitCode == 0, $"{answer}");
        Assert.Contains("mosquitto_pub -r -q 1 -t dnt/v1/MARKET/", answer.Output, StringComparison.Ordinal);
        return pack;
    }

    /// <summary>The same records under another version, signed by openssl as a city would.</summary>
    public async Task<string> RenumberAsync(string pack, long version)
    {
        var other = _folder.File(string.Create(CultureInfo.InvariantCulture, $"again-{version}"));
        Directory.CreateDirectory(other);
        File.Copy(
            Directory.GetFiles(pack, "catalog-*.ndjson.gz").Single(),
            Path.Combine(other, string.Create(CultureInfo.InvariantCulture, $"catalog-{version}.ndjson.gz")));
        File.Copy(Path.Combine(pack, "manifest.json"), Path.Combine(other, "manifest.json"));
        await ChangeManifestAsync(other, manifest => manifest["version"] = version);
        return other;
    }

    /// <summary>Changes a pack's manifest and signs it again.</summary>
    public async Task ChangeManifestAsync(string pack, Action<JsonObject> change)
    {
        var file = Path.Combine(pack, "manifest.json");
        var manifest = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        change(manifest);
        await File.WriteAllTextAsync(file, manifest.ToJsonString());
        await OpenSslAsync("dgst", "-sha256", "-sign", PrivateKey, "-out", file + ".sig", file);
    }

    /// <summary>
    /// Puts other lines into a pack under a right signature, as an office with a program of its own might make them.
    /// </summary>
    public async Task ChangeRecordsAsync(string pack, string text, int? count = null)
    {
        var file = Directory.GetFiles(pack, "catalog-*.ndjson.gz").Single();
        var lines = Encoding.UTF8.GetBytes(text);
        await using (var packed = new GZipStream(File.Create(file), CompressionMode.Compress))
            await packed.WriteAsync(lines);
        var bytes = await File.ReadAllBytesAsync(file);
        await ChangeManifestAsync(pack, manifest =>
        {
            manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes));
            (manifest["size"], manifest["expandedSize"]) = (bytes.Length, lines.Length);
            if (count is not null)
                manifest["count"] = count;
        });
    }

    /// <summary>The program imports a pack.</summary>
    public Task<Answered> ImportAsync(string pack, string data) =>
        Cli.RunAsync(["catalog", "import", pack, "--data", data, "--trust", PublicKey]);

    /// <summary>Copies a pack, to be made wrong.</summary>
    public string Copy(string pack)
    {
        var copy = _folder.File(string.Create(CultureInfo.InvariantCulture, $"pack-{_made++}"));
        foreach (var file in Directory.GetFiles(pack, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(pack, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return copy;
    }

    public void Dispose() => _folder.Dispose();

    private static async Task OpenSslAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"openssl {string.Join(' ', arguments)}: {complaint}");
    }
}
