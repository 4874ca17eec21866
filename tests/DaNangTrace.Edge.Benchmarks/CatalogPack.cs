using System.IO.Compression;
using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// The city's office that signs packs. Records go into the file as they are made: what <c>dntrace catalog make</c> is
/// given comes in any order, so it holds all of it in memory, and nobody waits for that here.
/// </summary>
/// <param name="folder">Where its files are put.</param>
internal sealed class CatalogPack(string folder) : IDisposable
{
    private readonly ECDsa _signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The file of the public key that a kiosk trusts.</summary>
    public string Key
    {
        get
        {
            var file = Path.Combine(folder, "city.pem");
            if (!File.Exists(file))
                File.WriteAllText(file, _signer.ExportSubjectPublicKeyInfoPem());
            return file;
        }
    }

    /// <summary>The median of the records' lengths, without their line ends.</summary>
    public int MedianLength { get; private set; }

    /// <summary>Makes version 1.</summary>
    public (string Pack, PackManifest Manifest) Make(int records)
    {
        var pack = Directory.CreateDirectory(Path.Combine(folder, "pack-1")).FullName;
        var file = Path.Combine(pack, PackManifest.RecordsNameOf(1));
        var lengths = new int[records];
        using (var stream = File.Create(file))
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        using (var buffer = new BufferedStream(gzip, 1 << 16))
        {
            for (var record = 0; record < records; record++)
            {
                var line = CatalogRecords.LineOf(record);
                buffer.Write(line);
                buffer.WriteByte((byte)'\n');
                lengths[record] = line.Length;
            }
        }
        using var packed = File.OpenRead(file);
        var manifest = new PackManifest(
            1, PackManifest.Full, 1, records, Convert.ToHexStringLower(SHA256.HashData(packed)), packed.Length,
            lengths.Sum(one => one + 1L), TimeProvider.System.GetUtcNow(), TrustedKeys.IdOf(_signer));
        Array.Sort(lengths);
        MedianLength = lengths[records / 2];
        return (Sign(pack, manifest), manifest);
    }

    /// <summary>The same records as another version.</summary>
    public string Again(string pack, PackManifest manifest, long version)
    {
        var next = manifest with { Version = version };
        var other = Directory.CreateDirectory(Path.Combine(folder, $"pack-{version}")).FullName;
        File.Copy(Path.Combine(pack, manifest.RecordsName), Path.Combine(other, next.RecordsName));
        return Sign(other, next);
    }

    /// <inheritdoc/>
    public void Dispose() => _signer.Dispose();

    private string Sign(string pack, PackManifest manifest)
    {
        var bytes = PackJson.ToBytes(manifest);
        File.WriteAllBytes(Path.Combine(pack, PackManifest.FileName), bytes);
        File.WriteAllBytes(
            Path.Combine(pack, PackManifest.SignatureName),
            _signer.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        return pack;
    }
}
