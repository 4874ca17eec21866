using DaNangTrace.Edge.Commands;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>Asks the city's resolver as a kiosk would, for a technician who sets one up.</summary>
/// <param name="options">Which resolver.</param>
/// <param name="clock">The kiosk's clock.</param>
/// <param name="text">Prints recalls.</param>
internal sealed class CityQuestion(CityOptions options, KioskClock clock, AnswerText text)
{
    /// <summary>Asks, and prints what it answers.</summary>
    /// <returns>The exit code: a fault where there is no answer.</returns>
    public async Task<int> AskAsync(Reading reading, TextWriter output, CancellationToken stop)
    {
        if (options.Resolver is null)
        {
            Console.Error.WriteLine(
                "dntrace: no resolver is configured: --config FILE names it as tracing.city.resolver");
            return ExitCode.WrongUse;
        }
        if (reading is not Reading.Item { Gtin: { IsRestricted: false } gtin } item)
        {
            output.WriteLine("city      is not asked: this is no GTIN, or a number of one shop's own");
            return ExitCode.Done;
        }
        await using var services = new ServiceCollection().AddLogging().AddSingleton(clock).AddResolver(options)
            .BuildServiceProvider();
        var begun = clock.Time.GetTimestamp();
        var word = await services.GetRequiredService<IOriginSource>()
            .AskAsync(new Question(gtin.Digits, item.Lot, item.Serial), stop);
        var took = $"{clock.Time.GetElapsedTime(begun).TotalMilliseconds:0} ms";
        switch (word)
        {
            case CityWord.Known known:
                var lacksLot = known.IsOfProduct ? "; no data of this lot or item" : "";
                output.WriteLine($"city      known{lacksLot}, {took}");
                foreach (var (name, value) in OriginFacts.Of(known.Origin, clock.Day.Date))
                    output.WriteLine($"{name,-9} {value}");
                output.WriteLine(
                    $"recalls   {PackWords.Counted(known.Origin.Recalls.Count, "recall")} of the city's own");
                if (Tracer.RecallOf(known.Origin, item) is { } recall)
                    text.PrintRecall(recall);
                if (known.Lacks is { } lacks)
                    output.WriteLine($"but       {lacks.Words}");
                return ExitCode.Done;
            case CityWord.NotRegistered:
                output.WriteLine($"city      not registered, {took}");
                return ExitCode.Done;
            default:
                Console.Error.WriteLine($"dntrace: the city gives no answer: {((CityWord.Silent)word).Words}");
                return ExitCode.Fault;
        }
    }
}
