using System.Text;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Looks for what must be found nowhere, in every encoding that a program of ours could have written it in.
/// </summary>
internal sealed class Canary(IEnumerable<string> secrets)
{
    // Bytes on each side: enough to tell a field's value from digits of a hash.
    private const int Beside = 40;

    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    private readonly (string Secret, string Encoding, byte[] Bytes)[] _wanted =
    [
        .. secrets.Distinct().SelectMany(secret => Encodings.Select(encoding =>
            (secret, encoding.WebName, encoding.GetBytes(secret)))),
    ];

    /// <summary>Each secret that stands somewhere, where, and between what.</summary>
    public IEnumerable<string> FoundIn(IEnumerable<(string Place, byte[] Bytes)> places) =>
        from place in places
        from one in _wanted
        let at = place.Bytes.AsSpan().IndexOf(one.Bytes)
        where at >= 0
        select $"'{one.Secret}' as {one.Encoding} in {place.Place}: {Around(place.Bytes, at, one.Bytes.Length)}";

    // What is no letter of ASCII, as a dot.
    private static string Around(byte[] bytes, int at, int length)
    {
        var from = Math.Max(0, at - Beside);
        var to = Math.Min(bytes.Length, at + length + Beside);
        return string.Concat(bytes[from..to].Select(one => char.IsBetween((char)one, ' ', '~') ? (char)one : '.'));
    }

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
