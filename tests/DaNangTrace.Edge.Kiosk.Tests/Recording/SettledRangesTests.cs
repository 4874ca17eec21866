using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

public sealed class SettledRangesTests : IDisposable
{
    private const int Rows = 60;
    private static readonly Guid Epoch = new("019ab2ef-0a34-7d20-8a11-6d7c0e1b2a33");
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_say_of_each_row_what_a_list_of_rows_says_and_so_does_the_file(int seed)
    {
        var chance = new Random(seed);
        using var connection = LedgerFile.OpenToWrite(_folder.File("ledger.db"), Epoch, null);
        var ranges = new SettledRanges(Epoch);
        var twin = new LedgerState[Rows + 1];
        for (var i = 0; i < 200; i++)
        {
            var first = chance.Next(1, Rows + 1);
            var last = chance.Next(first, Math.Min(Rows, first + 6) + 1);
            var state = (LedgerState)chance.Next(1, 4);
            var expected = 0;
            for (var row = first; row <= last; row++)
            {
                if (twin[row] != LedgerState.Pending)
                    continue;
                twin[row] = state;
                expected++;
            }
            Assert.True(expected == ranges.Add(first, last, state), $"seed {seed}, step {i}");
            if (chance.Next(4) == 0)
                Write(connection, ranges);
            Check(ranges, twin, seed, i);
            if (twin.Skip(1).All(one => one != LedgerState.Pending))
                break;
        }
        Write(connection, ranges);
        Check(SettledRanges.Read(connection, Epoch), twin, seed, -1);
        // Neighbours of one state are one range.
        Assert.Equal(
            twin.Skip(1).Zip(twin.Skip(2)).Count(pair => pair.First != pair.Second && pair.First != LedgerState.Pending)
                + (twin[^1] == LedgerState.Pending ? 0 : 1),
            (int)(long)LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM settled")!);
    }

    [Fact]
    public void Rows_make_ranges_by_epoch_and_place()
    {
        var other = new Guid("019ab2f0-0a34-7d20-8a11-6d7c0e1b2a33");
        Assert.Equal(
            [
                new SettledRange(Epoch, 1, 3, LedgerState.Delivered),
                new SettledRange(Epoch, 7, 7, LedgerState.Delivered),
                new SettledRange(other, 4, 5, LedgerState.Delivered),
            ],
            SettledRange.Of(
                [Row(Epoch, 2), Row(other, 5), Row(Epoch, 1), Row(Epoch, 3), Row(other, 4), Row(Epoch, 7)],
                LedgerState.Delivered));
    }

    public void Dispose() => _folder.Dispose();

    private static LedgerRow Row(Guid epoch, long seq) => new(epoch, seq, [], LedgerState.Pending);

    private static void Write(SqliteConnection connection, SettledRanges ranges)
    {
        using var transaction = connection.BeginTransaction();
        ranges.Write(connection, transaction);
        transaction.Commit();
        ranges.Written();
    }

    private static void Check(SettledRanges ranges, LedgerState[] twin, int seed, int step)
    {
        foreach (var state in Enum.GetValues<LedgerState>())
        {
            var rows = ranges.Ranges(state, 1, Rows)
                .SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1)));
            var expected = Enumerable.Range(1, Rows).Where(row => twin[row] == state).ToList();
            Assert.True(expected.SequenceEqual(rows), $"seed {seed}, step {step}: {state}");
            Assert.Equal(expected.Count, ranges.Count(state, Rows));
        }
        Assert.Equal(twin.Skip(1).Count(one => one != LedgerState.Pending), ranges.Settled);
    }
}
