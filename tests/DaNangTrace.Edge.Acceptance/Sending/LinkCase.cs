namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>One line of the table: a fault, and the run that finds out what comes of it.</summary>
/// <param name="When">The moment.</param>
/// <param name="What">What happens.</param>
/// <param name="RunAsync">Lets it happen.</param>
internal sealed record LinkCase(string When, string What, Func<Task<LinkOutcome>> RunAsync)
{
    public const string Sending = "while it sends";
    public const string Idle = "while nothing is sent";
    public const string Backlog = "while a backlog is sent";
    public const string Start = "before it starts";

    /// <summary>The fault goes, and nobody does anything.</summary>
    public const string ByItself = "sends again by itself";

    /// <summary>Likewise, and then those that were refused are sent once more.</summary>
    public const string OthersByItself = "sends the others by itself, those after `dntrace ledger refused retry`";
}
