using System.CommandLine;
using DaNangTrace.Edge.Cataloguing;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace catalog stats|lookup</c>, and <c>verify</c> of the kiosk's own catalog.</summary>
internal static class CatalogReading
{
    // Each report costs the one who shows it a line.
    private const int ReportEvery = 2000;

    public static Command Stats()
    {
        var command = new Command(
            "stats",
            "What the kiosk's catalog and recall list are, and how old; and how complete the city's records are for "
            + "the national portal, by field and market.");
        var place = new CatalogPlace(command, takesPacks: false);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var code))
                return code;
            var report = CatalogReport.Of(place.Folder);
            CatalogStats.Print(report, place.IsConfigured ? place.Options : null, place.Clock, Console.Out);
            return report.Facts is null ? ExitCode.Done : PrintPortal(place, report.Facts.Records);
        });
        return command;
    }

    public static Command LookUp()
    {
        var command = new Command("lookup", "Answers one code as the kiosk would, without showing or recording it.");
        var text = new Argument<string>("CODE")
        {
            Description = "As a scanner sends it: 9520001000010, ]d201…, an address. \\x1D is GS.",
        };
        command.Add(text);
        var isAsking = new Option<bool>("--ask")
        {
            Description = "Asks the city's resolver too, whether the catalog holds it or not, and says what it "
                + "answers; with --config, which names it.",
        };
        command.Add(isAsking);
        var place = new CatalogPlace(command, takesPacks: false);
        command.SetAction(async (parsed, cancelled) =>
        {
            if (!place.TryFind(parsed, out var code))
                return code;
            var recognisers = RecogniserFile.Load(place.DeviceConfigOf(parsed));
            if (recognisers.Options is null)
                return ConfigurationArguments.Tell(recognisers.Faults);
            var tracer = CatalogReport.Open(place.Folder, place.Clock, out var catalog);
            using (catalog)
            {
                var reading = new Gs1Reader(TimeProvider.System, recognisers.Options)
                    .Read(Gs1.Symbol.FromBytes(Escapes.ToBytes(parsed.GetValue(text)!)));
                var answer = tracer.Trace(reading);
                // Behind the look-up, which may have met damage.
                var printer = new AnswerText(catalog.Condition.Now, place.Clock.Day.Date, Console.Out);
                printer.Print(reading, answer);
                if (parsed.GetValue(isAsking))
                    return await new CityQuestion(place.City, place.Clock, printer)
                        .AskAsync(reading, Console.Out, cancelled);
                if (place.City.Resolver is not null && reading is Reading.Item { Gtin.IsRestricted: false }
                    && answer is (Answer.NotRegistered or Answer.OutOfReach))
                    Console.WriteLine("city      the kiosk asks it about this; --ask does so now");
                return ExitCode.Done;
            }
        });
        return command;
    }

    // Of a million records it takes some seconds.
    private static int PrintPortal(CatalogPlace place, int total)
    {
        var (progress, stats, count) = (new ProgressLine(), new CircularStats(), 0);
        using var catalog = Catalog.ToLookAt(place.Folder, place.Clock);
        try
        {
            foreach (var origin in CatalogReport.Told(catalog))
            {
                stats.Add(CircularRecord.Of(origin, hash => catalog.PictureOf(hash) is not null));
                if (++count % ReportEvery == 0)
                    progress.Show(new ImportProgress(ImportStep.Records, count, total));
            }
        }
        catch (CatalogException e)
        {
            progress.End();
            Console.Error.WriteLine(
                $"dntrace: how complete the records are can't be told ({e.Message}): dntrace catalog verify tells "
                + "more");
            return ExitCode.Fault;
        }
        progress.End();
        stats.Print(Console.Out);
        return ExitCode.Done;
    }

    /// <summary>Whether there is a catalog; else it says why not.</summary>
    public static bool HasCatalog(CatalogPlace place, CatalogReport report)
    {
        if (report.Facts is not null)
            return true;
        Console.Error.WriteLine(report.Generations is [var (version, _), ..]
            ? $"dntrace: version {version} in {place.Folder} is damaged: import the pack again"
            : $"dntrace: {place.Folder} holds no catalog: dntrace catalog import brings one");
        return false;
    }

    public static int VerifyOwn(CatalogPlace place, ProgressLine progress, CancellationToken stop)
    {
        if (!place.HasKiosk)
        {
            Console.Error.WriteLine(
                "dntrace: say which pack, or with --config FILE or --data DIR which kiosk's catalog");
            return ExitCode.WrongUse;
        }
        var report = CatalogReport.Of(place.Folder);
        if (!HasCatalog(place, report))
            return ExitCode.Fault;
        var (fault, pictures) = CatalogReport.Look(place.Folder, progress.Show, stop);
        progress.End();
        if (fault is null)
        {
            Console.WriteLine(
                $"Right: {PackWords.Counted(report.Facts!.Records, "record")}, "
                + $"{PackWords.Counted(pictures, "picture")}.");
            return ExitCode.Done;
        }
        Console.Error.WriteLine($"dntrace: {fault}");
        return ExitCode.Fault;
    }
}
