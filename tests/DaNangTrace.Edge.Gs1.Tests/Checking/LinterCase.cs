namespace DaNangTrace.Edge.Gs1.Tests.Checking;

/// <summary>A component's content, and what its linter says of it in the year 2026.</summary>
internal sealed record LinterCase(Linter Linter, string Text, Flaw? Expected)
{
    internal const int ThisYear = 2026;

    internal static LinterCase[] Accepted(Linter linter, params string[] texts) =>
        [.. texts.Select(x => new LinterCase(linter, x, null))];

    internal static LinterCase Refused(Linter linter, string text, FaultCode code, int at, int length) =>
        new(linter, text, new Flaw(code, at, length));

    /// <summary>Several texts that are wrong as a whole.</summary>
    internal static LinterCase[] RefusedWhole(Linter linter, FaultCode code, params string[] texts) =>
        [.. texts.Select(x => Refused(linter, x, code, 0, Math.Max(1, x.Length)))];
}
