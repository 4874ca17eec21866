using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using DaNangTrace.Edge.Cataloguing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace catalog export</c>.</summary>
internal static class CatalogExporting
{
    public static Command Create()
    {
        var command = new Command(
            "export", "Prints the catalog's records, one JSON object a line, in their order: what catalog make takes.");
        var isRecalls = new Option<bool>("--recalls") { Description = "The recall list instead." };
        command.Add(isRecalls);
        var folder = PathArguments.Option(
            "--out", "DIR", "Writes them and their pictures into this folder instead: a new one, or an empty one.");
        command.Add(folder);
        var format = new Option<string>("--format")
        {
            Description = "records: as packs have them. circular02: the ten fields of Circular 02/2024/TT-BKHCN for "
                + "the national portal, a lot's with what its product says, and what each record lacks; with --out "
                + "both as circular02.json and circular02.csv.",
            DefaultValueFactory = _ => "records",
        };
        format.AcceptOnlyFromAmong("records", "circular02");
        var type = new Option<string>("--type")
        {
            Description = "Of circular02 without --out: json, or csv for a spreadsheet.",
            DefaultValueFactory = _ => "json",
        };
        type.AcceptOnlyFromAmong("json", "csv");
        command.Add(format);
        command.Add(type);
        command.Validators.Add(result =>
        {
            var isForPortal = result.GetValue(format) == "circular02";
            if (isForPortal && result.GetValue(isRecalls))
                result.AddError("--recalls does not go with --format circular02: the portal has no form for recalls.");
            if (!isForPortal && result.GetResult(type) is { Implicit: false })
                result.AddError("--type goes with --format circular02.");
        });
        var place = new CatalogPlace(command, takesPacks: false);
        command.SetAction(parsed =>
        {
            if (!place.TryFind(parsed, out var code))
                return code;
            var to = PathArguments.Of(parsed, folder);
            if (parsed.GetValue(isRecalls))
                return ExportRecalls(place, to);
            return Guarded(to, stop => parsed.GetValue(format) == "circular02"
                ? ExportForPortal(place, to, parsed.GetValue(type)!, stop)
                : ExportRecords(place, to, stop));
        });
        return command;
    }

    // A million records take a while.
    private static int Guarded(string? to, Func<CancellationToken, int> export)
    {
        using var stopping = new StopSignals(CancellationToken.None);
        try
        {
            return export(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
        {
            Console.Error.WriteLine($"dntrace: cancelled; {Left(to)}");
            return ExitCode.Cancelled;
        }
        catch (CatalogException e)
        {
            Console.Error.WriteLine(
                $"dntrace: the catalog can't be read to its end ({e.Message}); {Left(to)}. Try again; dntrace catalog "
                + "verify tells more");
            return ExitCode.Fault;
        }
    }

    private static string Left(string? to) => to is null ? "what was printed is not whole" : "nothing was written";

    private static int ExportRecalls(CatalogPlace place, string? to)
    {
        var report = CatalogReport.Of(place.Folder);
        // No list is not an empty one, which says that nothing is recalled.
        if (report.RecallPack is null && report.Facts is not { IsSample: true })
        {
            Console.Error.WriteLine(
                $"dntrace: {place.Folder} holds no recall list: dntrace catalog import brings one");
            return ExitCode.Fault;
        }
        // An export of nothing would lift every recall.
        if (CatalogReport.RecallFault(place.Folder) is { } fault)
        {
            Console.Error.WriteLine(
                $"dntrace: recall list {report.RecallPack?.Version} in {place.Folder} can't be read ({fault}): import "
                + "the pack again");
            return ExitCode.Fault;
        }
        var list = report.RecallPack is { } kept ? $"list of version {kept.Version}" : "the built-in sample's list";
        var recalls = CatalogReport.Recalls(place.Folder);
        if (to is null)
        {
            if (Print(recalls) == 0)
                Console.Error.WriteLine($"dntrace: 0 recalls, {list}");
            return ExitCode.Done;
        }
        if (!TryBegin(to, out var export))
            return ExitCode.Fault;
        using var _ = export;
        export.Write(recalls);
        Console.WriteLine($"{to}: {PackWords.Counted(export.Records, "recall")}, {list}");
        return ExitCode.Done;
    }

    private static int ExportRecords(CatalogPlace place, string? to, CancellationToken stop)
    {
        if (!CatalogReading.HasCatalog(place, CatalogReport.Of(place.Folder)))
            return ExitCode.Fault;
        using var catalog = Catalog.ToLookAt(place.Folder, place.Clock);
        var records = CatalogReport.Records(catalog).Select(record => record.Value).Until(stop);
        if (to is null)
        {
            Print(records);
            return ExitCode.Done;
        }
        if (!TryBegin(to, out var export))
            return ExitCode.Fault;
        using var _ = export;
        export.Write(records, catalog.PictureOf);
        Console.WriteLine(
            $"{to}: {PackWords.Counted(export.Records, "record")}, {PackWords.Counted(export.Pictures, "picture")}");
        TellWithoutPicture(export, "catalog make will ask for it");
        return ExitCode.Done;
    }

    private static void TellWithoutPicture(CatalogExport export, string who)
    {
        if (export.WithoutPicture > 0)
            Console.Error.WriteLine(
                $"dntrace: records without their picture, which this kiosk does not have: {export.WithoutPicture}; "
                + who);
    }

    private static int ExportForPortal(CatalogPlace place, string? to, string type, CancellationToken stop)
    {
        if (!CatalogReading.HasCatalog(place, CatalogReport.Of(place.Folder)))
            return ExitCode.Fault;
        using var catalog = Catalog.ToLookAt(place.Folder, place.Clock);
        var origins = CatalogReport.Told(catalog).Until(stop);
        if (to is null)
        {
            var output = StandardOutput.Open();
            var records = origins.Select(
                one => CircularRecord.Of(one, hash => catalog.PictureOf(hash) is not null));
            CircularExport.Write(records, type == "csv" ? null : output, type == "csv" ? output : null);
            output.Flush();
            return ExitCode.Done;
        }
        if (!TryBegin(to, out var export))
            return ExitCode.Fault;
        using var _ = export;
        export.WriteForPortal(origins, catalog.PictureOf);
        Console.WriteLine(
            $"{to}: {PackWords.Counted(export.Records, "record")} for the national portal, {export.Incomplete} of them "
            + $"lack something; {PackWords.Counted(export.Pictures, "picture")}");
        TellWithoutPicture(export, "they are listed as lacking it");
        return ExitCode.Done;
    }

    private static IEnumerable<T> Until<T>(this IEnumerable<T> all, CancellationToken stop)
    {
        foreach (var one in all)
        {
            stop.ThrowIfCancellationRequested();
            yield return one;
        }
    }

    private static int Print(IEnumerable<byte[]> lines)
    {
        var output = StandardOutput.Open();
        var count = 0;
        foreach (var line in lines)
        {
            output.Write(line);
            output.WriteByte((byte)'\n');
            count++;
        }
        output.Flush();
        return count;
    }

    private static bool TryBegin(string to, [NotNullWhen(true)] out CatalogExport? export)
    {
        if (CatalogExport.TryBegin(to, out export))
            return true;
        Console.Error.WriteLine($"dntrace: {to} is not empty: give a new folder, or an empty one");
        return false;
    }
}
