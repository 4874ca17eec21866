using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning;

public sealed class ScannerTallyTests
{
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly LoggedLines _log = new();
    private readonly ScannerTally _tally;

    public ScannerTallyTests() => _tally = new ScannerTally("front", _time, _log);

    [Fact]
    public void A_fault_is_counted_each_time_and_told_once_a_minute()
    {
        for (var i = 0; i < 100; i++)
            _tally.Count(ScanFault.Noise);
        _tally.Count(ScanFault.OverRate);
        Assert.Equal(2, _log.Lines.Count);
        _time.Advance(TimeSpan.FromMinutes(1));
        _tally.Count(ScanFault.Noise);

        Assert.Equal((101, 1, 102), (_tally.Of(ScanFault.Noise), _tally.Of(ScanFault.OverRate), _tally.Faults));
        Assert.Contains("Scanner front sent bytes that belong to no code", _log.Lines[0], StringComparison.Ordinal);
        Assert.EndsWith("(101 so far)", _log.Lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_is_told_for_a_minute()
    {
        Assert.Null(_tally.Trouble);
        _tally.Count(ScanFault.Control);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Samples.Noon, _tally.Trouble!.Value.At);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(_tally.Trouble);
    }

    [Fact]
    public void One_trouble_does_not_hide_another()
    {
        _tally.Count(ScanFault.Control);
        _tally.Count(ScanFault.OverRate);

        Assert.Contains("control characters", _tally.Trouble!.Value.Message, StringComparison.Ordinal);
        Assert.Contains("scansPerSecond", _tally.Trouble.Value.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unplug_is_counted_and_told_by_the_condition_alone()
    {
        _tally.Count(ScanFault.Unplugged);

        Assert.Equal(1, _tally.Faults);
        Assert.Null(_tally.Trouble);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_cable_that_comes_and_goes_is_told()
    {
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(16));
            _tally.Count(ScanFault.Unplugged);
        }
        Assert.Null(_tally.Trouble);
        _tally.Count(ScanFault.Unplugged);

        Assert.Contains("check cable and plug (6 so far)", _tally.Trouble!.Value.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_tally.Trouble);
    }

    [Fact]
    public void Every_kind_of_fault_has_words()
    {
        foreach (var kind in Enum.GetValues<ScanFault>().Where(kind => kind != ScanFault.Unplugged))
            _tally.Count(kind);

        Assert.Equal(Enum.GetValues<ScanFault>().Length - 1, _log.Lines.Distinct().Count());
    }

    [Theory]
    [InlineData("0109520001000010\u001D10A", false)]
    [InlineData("[)>\u001E06\u001D1\u001E\u0004", false)]
    [InlineData("chợ Hàn", false)]
    [InlineData("A\u0012B", true)]
    [InlineData("A\nB", true)]
    [InlineData("\u001B[A", true)]
    [InlineData("A\u007F", true)]
    [InlineData("A\u009B2J", true)]
    public void Control_characters_but_GS_RS_and_EOT_alarm(string code, bool alarms) =>
        Assert.Equal(alarms, ControlCharacters.AreIn(code));
}
