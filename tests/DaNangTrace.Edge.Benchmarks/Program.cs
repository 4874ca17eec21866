using System.Globalization;
using BenchmarkDotNet.Running;
using DaNangTrace.Edge.Benchmarks;

// All:                dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --filter '*'
// Beside the peer:    dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --peer LIBRARY
// LIBRARY is a built libgs1encoders.so of the GS1 Barcode Syntax Engine (in its src/c-lib: make libshared).
// Scanner to lane:    dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --scanner
// needs a C compiler (Debian's gcc), for the program that it is measured beside.
// The ledger:         dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --ledger [FOLDER]
// needs one too. FOLDER is where its files are put for the time, for example on the SD card. --program PATH names a
// published dntrace (default: artifacts/dntrace/dntrace), --rows the large ledger's rows (default: 1000000; 0: none),
// --idle the seconds that an idle process is watched (default: 60). It takes about three minutes.
// The sending:        dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --sending [FOLDER]
// needs Debian's mosquitto and mosquitto-clients. FOLDER is where the ledgers are put for the time, --rows how many
// sightings wait (default: 500000; 0: none, only the latency). It drains them to a Mosquitto of its own beside
// mosquitto_pub -q 1 -l, one a message and up to 50, then times a scan's way to a subscriber beside a bare publish. It
// takes up to ten minutes, and three times the backlog's size (1.3 GB) on the disk.
// The catalog:        dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --catalog [FOLDER]
// needs nothing else. It imports a million records (--rows NUMBER) beside the same work on SQLite, looks them up in
// both, and lets the published program (--program PATH, default: artifacts/dntrace/dntrace) answer while it imports the
// next ones. It takes about ten minutes, and 4 GB on the disk; with --rows 20000 two.
if (args is ["--scanner"])
    return await ScannerComparison.RunAsync();
if (args is ["--ledger", ..])
    return await LedgerComparison.RunAsync(args[1..]);
if (args is ["--catalog", ..])
    return await CatalogComparison.RunAsync(args[1..]);
if (args is [CatalogChild.Word, var work, var pack, var key, var data, var records])
    return CatalogChild.Run(work, pack, key, data, int.Parse(records, CultureInfo.InvariantCulture));
if (args is ["--sending", ..])
    return await SendingComparison.RunAsync(args[1..]);
if (args is [LedgerChild.Word, var what, var folder, var number])
    return await LedgerChild.RunAsync(what, folder, int.Parse(number, CultureInfo.InvariantCulture));
if (args is ["--peer", ..])
    return PeerComparison.Run(args.Length == 2 ? args[1] : "");
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
