using System.Diagnostics;
using System.Text;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>Random texts near the grammar: pieces of real codes, broken in the middle.</summary>
public sealed class Fuzz
{
    private static readonly string[] Pieces =
    [
        "01", "08936012345674", "8936012345674", "10", "21", "17", "261130", "260200", "\u001D", "\u001D\u001D", "(",
        ")", "(01)", "(10)", "\\(", "]C1", "]d2", "]Q3", "]E0", "]E3", "]E4", "]I1", "]I3", "https://",
        "HTTP://id.gs1.org/", "/01/", "/10/", "/00/", "/", "?", "&", "=", "%2F", "%", "%zz", "+", "#", "@", ":", "[",
        "000201010211", "000201", "6304", "WIFI:", "|", "048201001234", "3103", "001500", "8006", "253", "8030", "ợ",
        "🐟", "\uD800", "\uDC00", "\0", "BCD\n", "M1", "P<", "+84", "0905", ".", "-", "bc1", "xn--", "01234565",
    ];

    [Fact]
    public void Nothing_that_can_be_sent_makes_the_reader_throw_or_stand_still()
    {
        const int Seed = 893;
        const int Cases = 100_000;
        var random = new Random(Seed);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Cases; i++)
        {
            var text = Text(random, lonelySurrogates: true);
            try
            {
                Check(Told.Reader.Read(Symbol.Parse(text)));
                Check(Told.Reader.Read(Symbol.FromBytes(Encoding.Latin1.GetBytes(text))));
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {Seed}, case {i}: {Shown.Of(text, 400)}: {e}");
            }
        }
        // Generous: a shared machine may be slow; a quadratic reader would need minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 60);
    }

    internal static string Text(Random random, bool lonelySurrogates)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(1, 12); pieces > 0; pieces--)
        {
            switch (random.Next(8))
            {
                case 0:
                    text.Append((char)random.Next(0x80));
                    break;
                case 1:
                    text.Append((char)random.Next(0x10000));
                    break;
                case 2:
                    text.Append(random.Next());
                    break;
                default:
                    text.Append(Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }
        return lonelySurrogates ? text.ToString() : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Check(Reading reading)
    {
        if (reading is Reading.Unreadable unreadable)
        {
            Assert.NotEmpty(unreadable.Faults);
            Assert.Equal(unreadable.Faults.OrderBy(x => x.At), unreadable.Faults);
        }
        if (reading is not Reading.Item item)
            return;
        Assert.NotEmpty(item.Elements);
        // What was read once is read again from its own address, without a fault.
        if (item.DigitalLink is { } link)
            Assert.IsType<Reading.Item>(Told.Reader.Read(new Symbol(null, link)));
    }
}
