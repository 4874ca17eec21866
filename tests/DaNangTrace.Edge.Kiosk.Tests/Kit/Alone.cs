namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// For tests that count what the whole process has open: they run when no other test does, as none can tell its own
/// files from a neighbour's.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
