using DaNangTrace.Edge.Fleet;

return await FleetCommand.InvokeAsync(
    args, Console.Error, (options, stop) => FleetRun.RunAsync(options, args, stop)).ConfigureAwait(false);
