using BenchmarkDotNet.Running;
using DaNangTrace.Edge.Benchmarks;

// All:                dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --filter '*'
// Beside the peer:    dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --peer LIBRARY
// LIBRARY is a built libgs1encoders.so of the GS1 Barcode Syntax Engine (in its src/c-lib: make libshared).
// Scanner to lane:    dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --scanner
// needs a C compiler (Debian's gcc), for the program that it is measured beside.
if (args is ["--scanner"])
    return await ScannerComparison.RunAsync();
if (args is ["--peer", ..])
    return PeerComparison.Run(args.Length == 2 ? args[1] : "");
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
