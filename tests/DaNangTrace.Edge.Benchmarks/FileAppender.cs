using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>The C program that appends a record to a file and waits for the disk (<c>file_appender.c</c>).</summary>
internal sealed class FileAppender : IDisposable
{
    private readonly Process _process;
    private readonly int _threads;

    /// <param name="program">The compiled program.</param>
    /// <param name="folder">Where its file is made.</param>
    /// <param name="record">What it appends each time.</param>
    /// <param name="threads">How many append at once.</param>
    public FileAppender(string program, string folder, byte[] record, int threads)
    {
        Directory.CreateDirectory(folder);
        var source = Path.Combine(folder, "record.json");
        File.WriteAllBytes(source, record);
        _threads = threads;
        _process = Process.Start(new ProcessStartInfo(program, [Path.Combine(folder, "records"), source, $"{threads}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public int Id => _process.Id;

    /// <summary>Compiles it.</summary>
    /// <returns>The program; null when there is no compiler, which then says so.</returns>
    public static async Task<string?> CompileAsync(string folder)
    {
        var program = Path.Combine(folder, "file_appender");
        var source = Path.Combine(AppContext.BaseDirectory, "file_appender.c");
        using var compiler = Process.Start("cc", ["-O2", "-Wall", "-pthread", "-o", program, source]);
        await compiler.WaitForExitAsync();
        return compiler.ExitCode == 0 ? program : null;
    }

    /// <summary>Lets each thread append so many records.</summary>
    /// <returns>Microseconds of each append, and seconds of the whole.</returns>
    public async Task<(double[] Each, double Seconds)> AppendAsync(int count)
    {
        var answer = new byte[((_threads * count) + 1) * sizeof(long)];
        await _process.StandardInput.BaseStream.WriteAsync(BitConverter.GetBytes(count));
        await _process.StandardInput.BaseStream.FlushAsync();
        await _process.StandardOutput.BaseStream.ReadExactlyAsync(answer);
        var nanoseconds = MemoryMarshal.Cast<byte, long>(answer);
        var each = new double[nanoseconds.Length - 1];
        for (var i = 0; i < each.Length; i++)
            each[i] = nanoseconds[i] / 1e3;
        return (each, nanoseconds[^1] / 1e9);
    }

    public void Dispose()
    {
        // It ends when nobody can ask any more.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
