using System.Globalization;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A stream of scans, during which the kiosk is killed at seeded moments and started again.
/// </summary>
/// <param name="seed">Decides all moments.</param>
/// <param name="kills">How often it is killed.</param>
/// <param name="scans">How many codes are sent.</param>
internal sealed class KillRun(int seed, int kills, int scans)
{
    /// <summary>Rows in the file at the end.</summary>
    public int Recorded { get; private set; }

    /// <summary>Kills that found sightings on their way: recorded, not yet settled.</summary>
    public int KillsOnTheWay { get; private set; }

    /// <summary>Runs, and answers with every promise that was broken.</summary>
    /// <param name="start">Starts the kiosk under test.</param>
    /// <param name="atTheEnd">Looks at the data folder once the last kiosk has stopped.</param>
    public async Task<IReadOnlyList<string>> BrokenAsync(
        Func<KioskPlace, Child> start, Func<KioskPlace, Task>? atTheEnd = null)
    {
        var chance = new Random(seed);
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address);
        var broken = new List<string>();
        var sent = 0;
        for (var life = 0; life <= kills; life++)
        {
            await using var kiosk = await KioskProcess.StartAsync(place, start);
            var end = scans * (life + 1) / (kills + 1);
            if (life < kills)
            {
                // Anywhere between the first scan and shortly after the last one.
                var kill = Task.Delay(chance.Next((end - sent) * 8)).ContinueWith(
                    _ => kiosk.Signal(Unix.Kill), TaskScheduler.Default);
                sent = await SendAsync(place, sent, end, chance, () => kiosk.HasEnded);
                await kill;
                await kiosk.ExitAsync();
                sent = end;
            }
            else
            {
                sent = await SendAsync(place, sent, end, chance, () => false);
                // One that is known stands behind all others: until it is there, all that is there may be delivered.
                place.Line.Send(Codes.Known);
                await Until.TrueAsync(
                    () => place.Rows is [.., var last] && RowWords.Gtin(last) == $"0{Codes.Known}", "the last scan");
                await LedgerRows.DeliveredAsync(place.Data);
                kiosk.Signal(Unix.Terminate);
                await kiosk.ExitAsync();
            }
            var rows = place.Rows;
            broken.AddRange(Promise.ToldButNotKept(kiosk.Log, rows));
            if (life < kills && rows.Any(row => row.State == Row.Pending))
                KillsOnTheWay++;
        }
        await witness.CatchUpAsync();
        if (atTheEnd is not null)
            await atTheEnd(place);
        var left = place.Rows;
        Recorded = left.Count;
        broken.AddRange(Promise.BrokenChain(left, LedgerRows.Epoch(place.Data)));
        broken.AddRange(Promise.BrokenDelivery(left, witness.Sightings));
        return broken;
    }

    /// <summary>For messages: how to see the same again.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"seed {seed}: {kills} kills during {scans} scans, {Recorded} recorded");

    private static async Task<int> SendAsync(KioskPlace place, int from, int to, Random chance, Func<bool> isOver)
    {
        while (from < to && !isOver())
        {
            place.Line.Send(Codes.Ean13(from++));
            await Task.Delay(chance.Next(8));
        }
        return from;
    }
}
