namespace DaNangTrace.Edge.Inspecting;

/// <summary>What a scanner logs of its life, as lines of the watch.</summary>
/// <param name="write">Writes a line: what, text.</param>
internal sealed class WatchLog(Action<string, string> write) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            write(logLevel == LogLevel.Information ? "state" : "wrong", formatter(state, exception));
    }
}
