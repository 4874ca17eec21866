using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

public sealed class AnswerCacheTests
{
    private static readonly LookUp Answer = new LookUp.Missing();

    private readonly AnswerCache<LookUpKey, LookUp> _cache = new();

    [Fact]
    public void What_was_asked_for_lately_is_known_and_the_rest_goes()
    {
        for (var n = 0; n < 5000; n++)
        {
            _cache.Add(Key(n), Answer, 1000);
            Assert.Same(Answer, _cache.Find(Key(0)));
        }

        Assert.Same(Answer, _cache.Find(Key(4999)));
        Assert.Null(_cache.Find(Key(1)));
        Assert.InRange(Known(5000), 1024, 2048);
        _cache.Clear();
        Assert.Null(_cache.Find(Key(4999)));
    }

    [Fact]
    public void Large_records_are_bounded_by_their_bytes()
    {
        for (var n = 0; n < 2000; n++)
            _cache.Add(Key(n), Answer, 60_000);

        Assert.InRange(Known(2000), 1, 2 * (4 << 20) / 60_000);
        // One that is larger than all that is kept is known all the same.
        _cache.Add(Key(-1), Answer, 100 << 20);
        Assert.Same(Answer, _cache.Find(Key(-1)));
    }

    // By hand, since asking keeps what is asked for.
    private int Known(int count)
    {
        var known = 0;
        for (var n = count - 1; n >= 0 && _cache.Find(Key(n)) is not null; n--)
            known++;
        return known;
    }

    private static LookUpKey Key(int n) => new($"{n}", null, null, false);
}
