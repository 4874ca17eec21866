namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Asks a ledger's file with the <c>sqlite3</c> program, which shares no code with the kiosk.</summary>
internal static class Sqlite3
{
    /// <summary>What differs from a sound file that holds so many rows, numbered from 1 without gaps.</summary>
    public static async Task<IEnumerable<string>> BrokenCountAsync(string folder, int rows)
    {
        var counted = await AskAsync(
            folder, "PRAGMA integrity_check; SELECT COUNT(*), COUNT(DISTINCT seq), MAX(seq) FROM sighting");
        var due = $"ok\n{rows}|{rows}|{(rows == 0 ? "" : rows)}";
        return counted == due ? [] : [$"sqlite3 counted '{counted}', not '{due}'"];
    }

    private static async Task<string> AskAsync(string folder, string sql)
    {
        await using var child = Child.Start(
            RealParts.NeedSqlite3(), ["-readonly", LedgerRows.FileOf(folder), sql]);
        await child.ExitAsync();
        return string.Join('\n', child.Lines);
    }
}
