using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Packs;

/// <summary>
/// The lines of a pack, as its manifest promises them: of that size and hash before anything is unpacked, of that
/// expanded size and count when all were read, and of the same bytes both times.
/// </summary>
internal sealed class PackLines
{
    private const int ReadLength = 128 * 1024;

    private readonly Stream _file;
    private readonly PackManifest _manifest;

    /// <summary>Looks at the whole file.</summary>
    /// <param name="file">The file; it can be sought.</param>
    /// <param name="manifest">What was signed.</param>
    /// <param name="read">Bytes looked at so far.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PackFaultException">It is not the file that was signed.</exception>
    public PackLines(Stream file, PackManifest manifest, Action<long> read, CancellationToken stop)
    {
        (_file, _manifest) = (file, manifest);
        if (file.Length != manifest.Size)
            throw WrongSize(manifest, file.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadLength);
        try
        {
            for (int count; (count = file.Read(buffer, 0, ReadLength)) > 0; read(file.Position))
            {
                stop.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        CheckHash(hash.GetHashAndReset());
    }

    /// <summary>Reads all lines.</summary>
    /// <param name="take">Gets each line without its end, and its number from 1.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="PackFaultException">They are not as the manifest says.</exception>
    public void Read(LineTaker take, CancellationToken stop)
    {
        _file.Position = 0;
        using var hash = SHA256.Create();
        using var watched = new CryptoStream(_file, hash, CryptoStreamMode.Read, leaveOpen: true);
        using var lines = new GZipStream(watched, CompressionMode.Decompress, leaveOpen: true);
        var expanded = 0L;
        var number = 0;
        try
        {
            ReadAll(lines, take, ref expanded, ref number, stop);
        }
        catch (InvalidDataException)
        {
            throw new PackFaultException(
                PackFault.NotGzip,
                $"{_manifest.RecordsName} does not unpack behind line {number}: it is no gzip, or was damaged before "
                    + "it was signed");
        }
        // What stands behind the last member was signed too, and is read for its hash.
        watched.CopyTo(Stream.Null);
        CheckHash(hash.Hash!);
        if (expanded != _manifest.ExpandedSize)
            throw Wrong(PackFault.WrongSize, "bytes unpacked", expanded, _manifest.ExpandedSize);
        if (number != _manifest.Count)
            throw Wrong(PackFault.WrongCount, "lines", number, _manifest.Count);
    }

    /// <summary>A file that is shorter or longer than was signed.</summary>
    public static PackFaultException WrongSize(PackManifest manifest, long length) => new(
        PackFault.WrongSize,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{manifest.RecordsName} has {length} bytes and should have {manifest.Size}: copy it again"));

    /// <summary>Takes a line.</summary>
    public delegate void LineTaker(ReadOnlySpan<byte> line, int number);

    private void ReadAll(
        GZipStream stream, LineTaker take, ref long expanded, ref int number, CancellationToken stop)
    {
        var buffer = new byte[PackLimit.MaxLine + ReadLength];
        var length = 0;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var count = stream.Read(buffer, length, buffer.Length - length);
            expanded += count;
            if (expanded > _manifest.ExpandedSize)
                throw new PackFaultException(
                    PackFault.Bomb,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_manifest.RecordsName} unpacks to more than the {_manifest.ExpandedSize} bytes that its "
                        + $"manifest says"));
            length += count;
            var begin = 0;
            for (int end; (end = buffer.AsSpan(begin, length - begin).IndexOf((byte)'\n')) >= 0; begin += end + 1)
                Take(buffer.AsSpan(begin, end), ref number, take);
            if (count == 0)
            {
                // The last line may lack its end.
                if (length > begin)
                    Take(buffer.AsSpan(begin, length - begin), ref number, take);
                return;
            }
            buffer.AsSpan(begin, length - begin).CopyTo(buffer);
            length -= begin;
            if (length > PackLimit.MaxLine)
                throw new PackFaultException(
                    PackFault.BadRecord, $"line {number + 1} is longer than {PackLimit.MaxLine} bytes");
        }
    }

    private static void Take(ReadOnlySpan<byte> line, ref int number, LineTaker take)
    {
        number++;
        if (line.Length > PackLimit.MaxLine)
            throw new PackFaultException(
                PackFault.BadRecord, $"line {number} is longer than {PackLimit.MaxLine} bytes");
        take(line is [.., (byte)'\r'] ? line[..^1] : line, number);
    }

    private void CheckHash(byte[] hash)
    {
        if (Convert.ToHexStringLower(hash) != _manifest.Sha256)
            throw new PackFaultException(
                PackFault.Changed,
                $"{_manifest.RecordsName} has other bytes than its manifest says: it was changed, or copied badly");
    }

    private PackFaultException Wrong(PackFault reason, string what, long given, long wanted) =>
        new(reason, string.Create(
            CultureInfo.InvariantCulture,
            $"{_manifest.RecordsName} has {given} {what}, and its manifest says {wanted}"));
}
