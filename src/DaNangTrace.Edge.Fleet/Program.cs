using DaNangTrace.Edge.Fleet;

return await FleetCommand.InvokeAsync(args, (options, stop) => FleetRun.RunAsync(options, args, stop))
    .ConfigureAwait(false);
