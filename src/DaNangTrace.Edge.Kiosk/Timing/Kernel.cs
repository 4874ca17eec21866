using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Timing;

/// <summary>What the Linux kernel knows about time that .NET does not tell.</summary>
internal static partial class Kernel
{
    private const int ClockBootTime = 7;
    private const int TimeError = 5;
    private const int StatusUnsynchronised = 0x40;

    // struct timex is 208 bytes on 64-bit Linux; only these places are read.
    private const int TimexSize = 208;
    private const int MaxErrorAt = 24;
    private const int StatusAt = 40;

    /// <summary>The id of this boot, or of nothing where there is no such file.</summary>
    public static string BootId()
    {
        const string file = "/proc/sys/kernel/random/boot_id";
        return File.Exists(file) ? File.ReadAllText(file).Trim() : Guid.Empty.ToString();
    }

    /// <summary>Nanoseconds since the boot, suspended time included.</summary>
    public static long BootNanoseconds() =>
        ClockGetTime(ClockBootTime, out var time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;

    /// <summary>Whether the kernel's clock is disciplined by a time source and off by less than a second.</summary>
    public static bool IsClockSynchronised()
    {
        Span<byte> timex = stackalloc byte[TimexSize];
        timex.Clear(); // modes = 0: only ask, set nothing.
        var answer = AdjTimex(ref MemoryMarshal.GetReference(timex));
        var maxErrorMicroseconds = BitConverter.ToInt64(timex[MaxErrorAt..]);
        var status = BitConverter.ToInt32(timex[StatusAt..]);
        return answer is >= 0 and not TimeError
            && (status & StatusUnsynchronised) == 0
            && maxErrorMicroseconds < 1_000_000;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimex(ref byte timex);
}
