namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>Commands for a <see cref="LedgerChild"/> by chance: lone sightings, groups, settled rows.</summary>
/// <param name="chance">Decides everything.</param>
internal sealed class LedgerScript(Random chance)
{
    private int _newest;
    private int _settled;

    /// <summary>Tells how many rows there are: only such are settled.</summary>
    public void Begin(int newest) => (_newest, _settled) = (newest, Math.Min(_settled, newest));

    public IEnumerable<string> Commands(int count)
    {
        for (var i = 0; i < count; i++)
            yield return Command();
    }

    private string Command()
    {
        var kind = chance.Next(6);
        if (kind == 0 && _settled < _newest)
        {
            var from = _settled + 1;
            _settled = chance.Next(from, Math.Min(_newest, from + 20) + 1);
            return $"settle {from} {_settled}";
        }
        var rows = kind < 3 ? chance.Next(1, 4) : chance.Next(2, 11);
        _newest += rows;
        return kind < 3 ? $"append {rows}" : $"append {rows} {chance.Next(2, rows + 1)}";
    }
}
