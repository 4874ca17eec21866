using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// A ledger that is killed again and again at seeded moments. After each kill its file is looked at, and the next life
/// goes on with the same folder.
/// </summary>
/// <param name="seed">Decides all moments and all commands.</param>
/// <param name="kills">How often it is killed.</param>
internal sealed class LedgerKillRun(int seed, int kills)
{
    // Every row is read after every kill: a folder that grew for ever would make long runs slow.
    private const int KillsAFolder = 25;

    // More than a life gets to: the kill must find it at work.
    private const int CommandsALife = 300;

    /// <summary>Sightings that were confirmed.</summary>
    public int Told { get; private set; }

    /// <summary>Rows that were in the file and had not been confirmed: the kill came in between.</summary>
    public int OnTheWay { get; private set; }

    /// <summary>Kills that came before the ledger was open.</summary>
    public int WhileOpening { get; private set; }

    /// <summary>Runs until a promise is broken, and answers with all that is.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(string fault)
    {
        var chance = new Random(seed);
        for (var left = kills; left > 0; left -= KillsAFolder)
        {
            var broken = await BrokenInOneFolderAsync(fault, Math.Min(left, KillsAFolder), chance);
            if (broken.Count > 0)
                return broken;
        }
        return [];
    }

    /// <summary>For messages: how to see the same again.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed}: {kills} kills, {WhileOpening} of them while opening; {Told} confirmed, {OnTheWay} on the way");

    private async Task<IReadOnlyList<string>> BrokenInOneFolderAsync(string fault, int lives, Random chance)
    {
        using var folder = new TempFolder();
        var script = new LedgerScript(chance);
        var confirmed = new List<Confirmed>();
        for (var life = 1; life <= lives; life++)
        {
            IReadOnlyList<Row> rows;
            string[] broken;
            try
            {
                confirmed.AddRange(await LiveAsync(fault, folder.Path, script, chance));
                // A kill may come before the first table is made.
                rows = LedgerRows.HasTable(folder.Path) ? LedgerRows.Of(folder.Path) : [];
                broken =
                [
                    .. Confirmed.Broken(confirmed, rows),
                    .. rows.Count == 0 ? [] : Promise.BrokenChain(rows, LedgerRows.Epoch(folder.Path)),
                    .. rows.Count == 0 ? [] : await Sqlite3.BrokenCountAsync(folder.Path, rows.Count),
                ];
            }
            catch (Exception e) when (e is SqliteException or InvalidOperationException or TimeoutException)
            {
                // The file can't be read, or the ledger did not open it any more.
                (rows, broken) = ([], [e.Message]);
            }
            if (broken.Length > 0)
                return [$"after kill {life} of {lives} in this folder:", .. broken];
            // From here on a row that nobody was told of counts as well: it must not go away any more.
            OnTheWay += rows.Count - confirmed.Count;
            var told = confirmed.Select(one => one.Seq).ToHashSet();
            confirmed.AddRange(rows.Where(row => !told.Contains(row.Seq)).Select(Confirmed.Of));
        }
        return [];
    }

    private async Task<IReadOnlyList<Confirmed>> LiveAsync(
        string fault, string folder, LedgerScript script, Random chance)
    {
        var command = LedgerChild.CommandLine(fault, folder);
        await using var child = Child.Start(command[0], command[1..]);
        if (chance.Next(8) == 0)
        {
            // About the time it takes to open the file of the life before.
            await Task.Delay(chance.Next(20, 150));
        }
        else
        {
            var ready = await child.LineAsync("ready ");
            script.Begin(int.Parse(ready.Split(' ')[1], CultureInfo.InvariantCulture));
            foreach (var line in script.Commands(CommandsALife))
                await child.Input.WriteAsync(line + "\n");
            await child.Input.FlushAsync();
            // The first sighting takes longer than all that come after it: most moments lie behind it.
            if (chance.Next(8) > 0)
                await child.LineAsync("kept ");
            await Task.Delay(chance.Next(60));
        }
        child.Signal(Unix.Kill);
        // A pipe keeps what was written before the kill.
        await child.ExitAsync();
        if (!child.Lines.Any(line => line.StartsWith("ready ", StringComparison.Ordinal)))
            WhileOpening++;
        IReadOnlyList<Confirmed> confirmed = [.. child.Lines.Select(Confirmed.Read).OfType<Confirmed>()];
        Told += confirmed.Count;
        return confirmed;
    }
}
