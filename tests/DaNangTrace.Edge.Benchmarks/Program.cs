using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/DaNangTrace.Edge.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
