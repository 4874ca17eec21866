using System.Net.Sockets;
using DaNangTrace.Edge.Fleet.Intake;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet;

/// <summary>One run of the program: what it says at its start, and what its faults are called.</summary>
internal static class FleetRun
{
    /// <summary>Runs until it is stopped and answers the exit code.</summary>
    internal static async Task<int> RunAsync(FleetOptions options, string[] args, CancellationToken stop)
    {
        var chance = FleetHost.NewChance();
        try
        {
            // Asked before anything is made: a run that can't show its page should not open a session at the broker.
            if (!Invocation.IsFree(options.Listen))
                return await FailAsync(PortTaken(options, args)).ConfigureAwait(false);
            using var folder = DataFolder.Take(options.DataFolder);
            using var store = IntakeStore.Open(folder.StoreFile, chance);
            var app = FleetHost.Build(options, store, TimeProvider.System, chance);
            await using (app.ConfigureAwait(false))
            {
                await app.StartAsync(stop).ConfigureAwait(false);
                await Console.Out.WriteLineAsync($"""
                    Page    http://{options.Listen}/
                    Broker  mqtt://{options.BrokerHost}:{options.BrokerPort}
                    Store   {folder.StoreFile}
                    Ctrl-C ends.
                    """).ConfigureAwait(false);
                await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
                // The host has logged why a loop ended by itself, and stopped.
                var broken = app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
                    .Any(s => s.ExecuteTask is { IsFaulted: true });
                return broken ? FleetCommand.Fault : 0;
            }
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return await FailAsync(PortTaken(options, args)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException
            or UnauthorizedAccessException or SqliteException or SocketException)
        {
            return await FailAsync($"{options.DataFolder}: {Plain.Of(e.Message)}").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static string PortTaken(FleetOptions options, string[] args)
    {
        var port = options.Listen.Port;
        var command = Invocation.WithPort(args, Invocation.FreePortAbove(port),
            Environment.ProcessPath ?? "dntrace-fleet", Environment.CurrentDirectory);
        return $"port {port} is taken by another program. This works:\n  {command}";
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"dntrace-fleet: {message}").ConfigureAwait(false);
        return FleetCommand.Fault;
    }
}
