using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>What a card does to a ledger's file.</summary>
internal static class Damages
{
    private const int PageSize = LedgerFile.PageSize;

    /// <summary>Damages a file in one of the ways below.</summary>
    public static void Make(string path, string how)
    {
        var root = how == "root of the sightings" ? RootPage(path) : 0;
        using var file = File.Open(path, FileMode.Open);
        var pages = file.Length / PageSize;
        switch (how)
        {
            case "first page":
                Spoil(file, 1, PageSize);
                break;
            case "header only":
                Spoil(file, 1, 100);
                break;
            case "root of the sightings":
                Spoil(file, root, PageSize);
                break;
            case "a leaf":
                Spoil(file, pages / 2, PageSize);
                Spoil(file, 1, 16);
                break;
            case "every tenth page":
                // Behind the roots of the tables, which are read at the opening.
                for (var page = 18L; page <= pages; page += 10)
                    Spoil(file, page, PageSize);
                break;
            case "a leaf that makes no sense":
                Spoil(file, 1, PageSize);
                file.Position = (pages / 2 - 1) * PageSize;
                file.Write(Nonsense());
                break;
            case "cut in the middle":
                file.SetLength(pages / 2 * PageSize);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "no such damage");
        }
    }

    // One cell at byte 100: 40 bytes, row 5, a header of -1 bytes, then a null and a blob of one byte.
    private static byte[] Nonsense()
    {
        var page = new byte[PageSize];
        (page[0], page[4], page[9]) = (0x0D, 1, 100);
        byte[] cell = [40, 5, .. Enumerable.Repeat((byte)0xFF, 9), 0, 14];
        cell.CopyTo(page, 100);
        return page;
    }

    private static long RootPage(string path)
    {
        using var connection = LedgerFile.OpenToRead(path);
        return (long)LedgerFile.Scalar(connection, "SELECT rootpage FROM sqlite_schema WHERE name = 'sighting'")!;
    }

    private static void Spoil(FileStream file, long page, int bytes)
    {
        file.Position = (page - 1) * PageSize;
        file.Write([.. Enumerable.Repeat((byte)0xA5, bytes)]);
    }
}
