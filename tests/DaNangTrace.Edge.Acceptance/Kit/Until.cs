using System.Diagnostics;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Waits for what must come, never for a time to pass.</summary>
internal static class Until
{
    /// <summary>
    /// A machine under full load is given so long, and a kiosk that waits a minute at the most before it tries again;
    /// what takes longer does not come at all.
    /// </summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(100);

    /// <summary>Asks again and again until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It did not come; the message says what.</exception>
    public static async Task TrueAsync(Func<Task<bool>> ask, string what, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await ask())
        {
            if (watch.Elapsed > (within ?? Deadline))
                throw new TimeoutException($"{what}: not within {(within ?? Deadline).TotalSeconds:0} s");
            await Task.Delay(20);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> ask, string what, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(ask()), what, within);
}
