using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A pack that the tests make by hand, so that they can make it wrong; its signer is a key of the tests' own.
/// </summary>
internal sealed class TestPack : IDisposable
{
    /// <summary>A product of nobody's.</summary>
    public const string Product = """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""";

    /// <summary>How a PNG begins.</summary>
    public static byte[] Png => [0x89, .. "PNG\r\n\u001A\n\0\0\0\rIHDR"u8, 1, 2, 3];

    public const string Gtin = "08936012345674";

    private readonly TempFolder _folder = new();

    public TestPack(ECDsa signer) => Signer = signer;

    public ECDsa Signer { get; }

    public string Kind { get; init; } = PackManifest.Full;

    public long Version { get; init; } = 1;

    public DateTimeOffset ValidFrom { get; init; } = Samples.Noon;

    public string[] Lines { get; init; } = [Product];

    /// <summary>Changes the manifest before it is signed.</summary>
    public Func<PackManifest, PackManifest> Change { get; init; } = manifest => manifest;

    public string Path => _folder.Path;

    public PackFolder Folder => new(Path);

    public string RecordsFile => _folder.File(PackManifest.RecordsNameOf(Version));

    /// <summary>Writes all files.</summary>
    public TestPack Write()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Lines.Select(line => line + "\n")));
        using (var file = File.Create(RecordsFile))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
            gzip.Write(text);
        // .NET writes nothing at all for nothing; gzip writes a member that holds nothing.
        if (text.Length == 0)
            File.WriteAllBytes(RecordsFile, Convert.FromHexString("1f8b080000000000000303000000000000000000"));
        var packed = File.ReadAllBytes(RecordsFile);
        Sign(Change(new PackManifest(
            1, Kind, Version, Lines.Length, Convert.ToHexStringLower(SHA256.HashData(packed)), packed.Length,
            text.Length,
            ValidFrom, TrustedKeys.IdOf(Signer))));
        return this;
    }

    /// <summary>Writes a manifest and its signature.</summary>
    public void Sign(PackManifest manifest)
    {
        var bytes = PackJson.ToBytes(manifest);
        File.WriteAllBytes(_folder.File(PackManifest.FileName), bytes);
        File.WriteAllBytes(
            _folder.File(PackManifest.SignatureName),
            Signer.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>Adds a picture, under the name that its bytes give it or another one.</summary>
    public string AddPicture(byte[] bytes, string? name = null)
    {
        name ??= Convert.ToHexStringLower(SHA256.HashData(bytes));
        Directory.CreateDirectory(_folder.File(PackManifest.ImageFolder));
        File.WriteAllBytes(System.IO.Path.Combine(Path, PackManifest.ImageFolder, name), bytes);
        return name;
    }

    public void Dispose() => _folder.Dispose();
}
