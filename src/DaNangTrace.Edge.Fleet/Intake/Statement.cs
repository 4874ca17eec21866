using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>One prepared statement; values are bound by place, never written into the text.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    /// <summary>Prepares <paramref name="sql"/>, whose parameters are <c>$1</c>, <c>$2</c>, …</summary>
    internal Statement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
    }

    /// <summary>Runs it and answers how many rows it changed.</summary>
    internal int Run(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs it and answers its first value, null when there is no row.</summary>
    internal object? Value(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return command.ExecuteScalar();
    }

    /// <summary>Runs it and answers its rows, to be read before the next use.</summary>
    internal SqliteDataReader Rows(SqliteTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return command.ExecuteReader();
    }

    /// <inheritdoc/>
    public void Dispose() => command.Dispose();

    private void Bind(SqliteTransaction transaction, ReadOnlySpan<object?> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count <= i)
                command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
            else
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
