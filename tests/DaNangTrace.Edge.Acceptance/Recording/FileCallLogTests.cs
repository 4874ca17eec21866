using System.Text;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>What is read out of strace's lines.</summary>
public sealed class FileCallLogTests
{
    private const string Id = "01a22067-be25-7c00-bc84-b26a27c29820";

    [Fact]
    public void A_call_that_is_interrupted_by_others_is_one_call()
    {
        Assert.Equal(
            [
                new FileCall.Created(1, "ledger.db"),
                new FileCall.Told(3, new Confirmed(7, Id)),
                new FileCall.Synced(5, "ledger.db", 2),
            ],
            Read(
                $"1 openat(AT_FDCWD<{Hex("/")}>, \"{Hex("/data/ledger.db")}\", O_RDWR|O_CREAT, 0644) = 5<{Database}>",
                $"1 fsync(5<{Database}> <unfinished ...>",
                $"12 write(9<{Hex("pipe:[1]")}>, \"{Hex($"kept 7 {Id}\n")}\", 44 <unfinished ...>",
                "12 <... write resumed>) = 44",
                "1 <... fsync resumed>) = 0"));
    }

    [Fact]
    public void A_write_is_read_with_its_bytes_as_far_as_it_came()
    {
        var call = Assert.Single(Read($"1 pwrite64(5<{Database}>, \"{Hex("abcd")}\", 4, 4096) = 3"));
        var written = Assert.IsType<FileCall.Written>(call);
        Assert.Equal(4096, written.Offset);
        Assert.Equal("abc"u8, written.Bytes);
    }

    [Fact]
    public void What_failed_or_never_came_back_or_is_another_file_does_not_count() => Assert.Empty(Read(
        $"1 unlink(\"{Hex("/data/ledger.db")}\") = -1 ENOENT (No such file or directory)",
        $"1 fsync(5<{Hex("/other/ledger.db")}>) = 0",
        $"1 pwrite64(6<{Hex("/data/ledger.db-shm")}>, \"{Hex("a")}\", 1, 0) = 1",
        $"1 ftruncate(6<{Database}>(deleted), 3) = 0",
        $"1 fsync(5<{Database}>) = ? <unavailable>",
        $"1 ftruncate(5<{Database}>, 3 <unfinished ...>",
        "1 --- SIGCHLD {si_signo=SIGCHLD} ---",
        "1 +++ killed by SIGKILL +++"));

    [Fact]
    public void A_sync_that_failed_is_no_sync() => Assert.Equal(
        [new FileCall.SyncFailed(1, "ledger.db", 1)],
        Read($"1 fsync(5<{Database}>) = -1 EIO (Input/output error) (INJECTED)"));

    [Fact]
    public void A_call_that_the_images_do_not_know_is_refused() => Assert.Throws<NotSupportedException>(
        () => Read($"1 fallocate(5<{Database}>, 0, 0, 4096) = 0"));

    [Fact]
    public void A_write_that_strace_cut_short_is_refused() => Assert.Throws<NotSupportedException>(
        () => Read($"1 pwrite64(5<{Database}>, \"{Hex("abcd")}\"..., 9, 0) = 9"));

    private static string Database => Hex("/data/ledger.db");

    private static IReadOnlyList<FileCall> Read(params string[] lines)
    {
        var log = new FileCallLog("/data");
        log.Add(lines);
        return log.All;
    }

    private static string Hex(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(one => $"\\x{one:x2}"));
}
