using System.Text;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Looks for what must be found nowhere, in every encoding that a program of ours could have written it in.
/// </summary>
internal sealed class Canary(IEnumerable<string> secrets)
{
    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    private readonly (string Secret, string Encoding, byte[] Bytes)[] _wanted =
    [
        .. secrets.Distinct().SelectMany(secret => Encodings.Select(encoding =>
            (secret, encoding.WebName, encoding.GetBytes(secret)))),
    ];

    /// <summary>Each secret that stands somewhere, and where.</summary>
    public IEnumerable<string> FoundIn(IEnumerable<(string Place, byte[] Bytes)> places) =>
        places.SelectMany(place => _wanted
            .Where(one => place.Bytes.AsSpan().IndexOf(one.Bytes) >= 0)
            .Select(one => $"'{one.Secret}' as {one.Encoding} in {place.Place}"));

    /// <summary>All files of a folder.</summary>
    public static IEnumerable<(string Place, byte[] Bytes)> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            // Empty, and held so that nobody else may open it.
            .Where(file => Path.GetFileName(file) != "dntrace.lock")
            .Select(file => (file, ReadOf(file)));

    // Beside a program that writes it.
    private static byte[] ReadOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
