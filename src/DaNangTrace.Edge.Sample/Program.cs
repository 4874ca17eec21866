using System.Security.Cryptography;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Sample;

/// <summary>
/// Makes the sample catalog that the kiosk holds: of <c>origins.csv</c> and <c>recalls.csv</c> the lines of a full
/// pack and of a recall pack, by the code that makes packs. They are neither packed nor signed, being built in.
/// <para>All days stand around 2026-01-01, the day of the sample; a kiosk moves them to its own day. A picture is
/// called by the name of a drawn one of the page, and may be SVG, which no pack may hold.</para>
/// </summary>
internal static class Program
{
    /// <summary>Makes it.</summary>
    /// <param name="args">The folder of the tables, that of the drawn pictures, and the one to write to.</param>
    public static int Main(string[] args)
    {
        if (args is not [var tables, var art, var output])
        {
            Console.Error.WriteLine("expected: TABLES ART OUTPUT");
            return 2;
        }
        Directory.CreateDirectory(output);
        bool Find(string image, out string hash, out string fault) => TryFind(art, image, out hash, out fault);
        var isMade = Make(
                PackManifest.Full, Path.Combine(tables, "origins.csv"), Path.Combine(output, "origins.ndjson"), Find)
            && Make(
                PackManifest.RecallList, Path.Combine(tables, "recalls.csv"), Path.Combine(output, "recalls.ndjson"),
                Find);
        return isMade ? 0 : 1;
    }

    private static bool Make(string kind, string table, string file, PictureLookup pictures)
    {
        var records = RecordList.Read(table, kind, pictures);
        // In the form in which a build tells of errors, so that an editor finds the line.
        foreach (var fault in records.Faults.Told)
            Console.Error.WriteLine($"{table}({Math.Max(1, fault.Line)}): error SAMPLE1: {fault.Reason}");
        if (!records.Faults.IsEmpty)
            return false;
        using var stream = File.Create(file);
        records.WriteTo(stream);
        return true;
    }

    private static bool TryFind(string art, string image, out string hash, out string fault)
    {
        var file = Path.Combine(art, Path.GetFileName(image));
        (hash, fault) = ("", "");
        if (!File.Exists(file))
            fault = $"image: nobody drew {image}";
        else
            hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        return fault.Length == 0;
    }
}
