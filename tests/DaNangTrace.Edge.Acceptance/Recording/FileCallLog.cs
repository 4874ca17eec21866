using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// The file calls of a <see cref="LedgerChild"/>, as strace saw them.
/// <para>Constraints: what changes a file of the folder in a way that is not known here is refused, never passed over;
/// SQLite's <c>-shm</c> is shared memory, means nothing after a power cut, and is left out.</para>
/// <para>Format: <c>PID call(arguments) = result</c>, every text as <c>\xHH</c>, every file with its path; a call that
/// others interrupt stands in two lines, <c>… &lt;unfinished ...&gt;</c> and <c>&lt;... call resumed&gt; …</c>.</para>
/// </summary>
/// <param name="folder">The data folder, empty before the first child.</param>
internal sealed partial class FileCallLog(string folder)
{
    private const string Unfinished = " <unfinished ...>";

    private const string Calls =
        "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,truncate,ftruncate,fallocate,copy_file_range," +
        "sendfile,fsync,fdatasync,sync_file_range,fadvise64,unlink,unlinkat,rename,renameat,renameat2,link,linkat";

    private readonly List<FileCall> _calls = [];
    private readonly HashSet<string> _present = [];
    private long _line;

    /// <summary>All calls so far, in their order.</summary>
    public IReadOnlyList<FileCall> All => _calls;

    /// <summary>Runs a program under strace, which writes into a file.</summary>
    /// <param name="trace">The file.</param>
    /// <param name="commandLine">The program and its arguments.</param>
    /// <param name="faults">What befalls its calls, in strace's words.</param>
    public static Child Start(string trace, string[] commandLine, params string[] faults)
    {
        // SQLite writes a page at once, 65,536 bytes at most. `--seccomp-bpf` would hide the calls from faults.
        string[] options = ["-f", "-y", "-xx", "-s", "70000", "-o", trace, "-e", $"trace={Calls}"];
        var injected = faults.SelectMany(fault => new[] { "-e", $"inject={fault}" });
        return Child.Start(RealParts.NeedStrace(), [.. options, .. injected, "--", .. commandLine]);
    }

    /// <summary>Adds what a child did; call it in the order of their lives.</summary>
    public void Add(IEnumerable<string> lines)
    {
        foreach (var (begun, ended, text) in Whole(lines).OrderBy(call => IsSync(call.Text) ? call.Ended : call.Begun))
        {
            if (Parse(begun, ended, text) is { } call)
                _calls.Add(call);
        }
    }

    /// <summary>Puts the halves of interrupted calls together. One whose end is missing never came back.</summary>
    private IEnumerable<(long Begun, long Ended, string Text)> Whole(IEnumerable<string> lines)
    {
        var open = new Dictionary<string, (long Begun, string Text)>();
        foreach (var line in lines)
        {
            _line++;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var (thread, text) = (line[..space], line[space..].TrimStart());
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                open[thread] = (_line, text[..^Unfinished.Length]);
            }
            else if (text.StartsWith("<... ", StringComparison.Ordinal))
            {
                var rest = text[(text.IndexOf('>', StringComparison.Ordinal) + 1)..];
                if (open.Remove(thread, out var head))
                    yield return (head.Begun, _line, head.Text + rest);
            }
            else if (text[0] is not ('+' or '-'))
            {
                yield return (_line, _line, text);
            }
        }
    }

    private FileCall? Parse(long begun, long ended, string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var equals = text.LastIndexOf(" = ", StringComparison.Ordinal);
        if (open < 0 || equals < open)
            return null;
        var close = text.LastIndexOf(')', equals);
        var result = Result().Match(text, close);
        // An error says why behind its number; only a sync changes something then.
        var hasFailed = !result.Success || result.Groups[1].Value.StartsWith('-');
        if (hasFailed && !(result.Success && IsSync(text)))
            return null;
        var count = int.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture);
        var (call, arguments) = (text[..open], text[(open + 1)..close].Split(", "));
        if (call is "write" && arguments[1].StartsWith(KeptBegins, StringComparison.Ordinal))
            return new FileCall.Told(begun, Confirmed.Read(Encoding.UTF8.GetString(Bytes(arguments[1], count)))!);
        // Who opens follows links: the result has the path that all other calls have.
        var names = call.StartsWith("open", StringComparison.Ordinal) || call == "creat"
            ? [NameIn(text[close..])]
            : arguments.Take(call.Contains("write", StringComparison.Ordinal) ? 1 : 4).Select(NameIn).ToArray();
        var name = names.FirstOrDefault(one => one is not null);
        return name is null ? null : (call, arguments) switch
        {
            ("openat", [_, _, var flags, ..]) => Open(begun, name, flags),
            ("pwrite64", [_, var bytes, _, var offset]) =>
                new FileCall.Written(begun, name, Number(offset), Written(text, bytes, count)),
            ("ftruncate", [_, var length]) => new FileCall.Cut(begun, name, Number(length)),
            ("fsync" or "fdatasync", _) when hasFailed => new FileCall.SyncFailed(ended, name, begun),
            ("fsync" or "fdatasync", _) => new FileCall.Synced(ended, name, begun),
            ("fadvise64", [.., "POSIX_FADV_DONTNEED"]) => new FileCall.Forgotten(begun, name),
            ("fadvise64", _) => null,
            ("unlink", _) => Remove(begun, name),
            ("rename", _) => Rename(begun, name, names[1] ?? throw Unknown(text)),
            _ => throw Unknown(text),
        };
    }

    private FileCall? Open(long at, string name, string flags)
    {
        if (flags.Contains("O_CREAT", StringComparison.Ordinal) && _present.Add(name))
            return new FileCall.Created(at, name);
        return flags.Contains("O_TRUNC", StringComparison.Ordinal) ? new FileCall.Cut(at, name, 0) : null;
    }

    private FileCall.Removed Remove(long at, string name)
    {
        _present.Remove(name);
        return new FileCall.Removed(at, name);
    }

    private FileCall.Renamed Rename(long at, string name, string to)
    {
        _present.Remove(name);
        _present.Add(to);
        return new FileCall.Renamed(at, name, to);
    }

    /// <summary>The folder's file that an argument or a result names; null where it names another, or a deleted one.
    /// </summary>
    private string? NameIn(string text)
    {
        if (Path().Match(text) is not { Success: true } path || text.EndsWith("(deleted)", StringComparison.Ordinal))
            return null;
        var full = Encoding.UTF8.GetString(Bytes(path.Groups[1].Value, int.MaxValue));
        if (full == folder)
            return "";
        return full.StartsWith(folder + "/", StringComparison.Ordinal)
            && !full.EndsWith("-shm", StringComparison.Ordinal) ? full[(folder.Length + 1)..] : null;
    }

    private static bool IsSync(string text) =>
        text.StartsWith("fsync(", StringComparison.Ordinal) || text.StartsWith("fdatasync(", StringComparison.Ordinal);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static byte[] Written(string call, string text, int count) =>
        Bytes(text, count) is var bytes && bytes.Length == count ? bytes : throw Unknown(call);

    private static byte[] Bytes(string text, int most)
    {
        var hex = text.TrimEnd('.').Trim('"').Replace(@"\x", "", StringComparison.Ordinal);
        return Convert.FromHexString(hex.AsSpan(0, (int)Math.Min(hex.Length, 2L * most)));
    }

    private static NotSupportedException Unknown(string text) =>
        new($"the images know no such call on a file of the ledger: {text[..Math.Min(text.Length, 200)]}");

    // "kept " as strace writes it.
    private const string KeptBegins = """
        "\x6b\x65\x70\x74\x20
        """;

    [GeneratedRegex(@"\G\)\s+= (-?\d+)")]
    private static partial Regex Result();

    // Of a file that is open (<…>, at the end), or as an argument of its own ("…").
    [GeneratedRegex("""(?:^"|<)((?:\\x[0-9a-f]{2})+)(?:"|>)(?:\(deleted\))?$""")]
    private static partial Regex Path();
}
