using System.Globalization;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>A system call on a ledger's files, as strace saw it.</summary>
/// <param name="Thread">Who made it; null where only one thread was watched.</param>
/// <param name="Name">The call, for example <c>fsync</c>.</param>
/// <param name="On">The file's name; <see cref="Folder"/> for the folder itself.</param>
/// <param name="WasMadeToFail">Whether the call failed because the test said so.</param>
internal sealed partial record DiskCall(int? Thread, string Name, string On, bool WasMadeToFail)
{
    /// <summary>The data folder, whose own fsync makes new files' names last.</summary>
    public const string Folder = "the folder";

    /// <summary>The kinds of them; there are more ways than one to rename.</summary>
    public static readonly string[] Kinds = ["write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename"];

    /// <summary>All calls that change what a disk holds; those with a question mark are not on every machine.</summary>
    public const string Watched = "write,pwrite64,fsync,fdatasync,ftruncate,?rename,?renameat,?renameat2";

    /// <summary>The files of a ledger, beside its folder.</summary>
    public static readonly string[] Files = ["ledger.db", "ledger.db-wal", "ledger.db-shm"];

    /// <summary>Reads strace's log; calls on other files are left out.</summary>
    public static IReadOnlyList<DiskCall> Read(string log, string folder)
    {
        var calls = new List<DiskCall>();
        using var reader = new StreamReader(
            new FileStream(log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            if (Call().Match(line) is { Success: true } match)
            {
                var path = match.Groups["path"].Value;
                var call = new DiskCall(
                    match.Groups["thread"].Success
                        ? int.Parse(match.Groups["thread"].Value, CultureInfo.InvariantCulture) : null,
                    match.Groups["name"].Value,
                    path == folder ? Folder : Path.GetFileName(path),
                    line.EndsWith("(INJECTED)", StringComparison.Ordinal));
                if (call.On == Folder || Files.Contains(call.On))
                    calls.Add(call);
            }
            // A call that another thread interrupted stands in two lines, of which the first names the file.
            else if (line.EndsWith("(INJECTED)", StringComparison.Ordinal) && calls.Count > 0)
            {
                calls[^1] = calls[^1] with { WasMadeToFail = true };
            }
        }
        return calls;
    }

    // 31398 pwrite64(70</folder/ledger.db-wal>, "..."..., 4096, 56) = -1 EIO (Input/output error) (INJECTED)
    [GeneratedRegex(@"^(?:(?<thread>\d+) +)?(?<name>\w+)\((?:\d+<(?<path>[^>]+)>|""(?<path>[^""]+)"")")]
    private static partial Regex Call();
}
