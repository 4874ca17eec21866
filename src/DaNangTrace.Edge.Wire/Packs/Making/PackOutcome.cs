namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>Which pack is to be made.</summary>
/// <param name="Input">Its records: a file, NDJSON or CSV. Pictures stand beside it in the folder <c>images</c>.
/// </param>
/// <param name="Kind"><see cref="PackManifest.Full"/> or <see cref="PackManifest.RecallList"/>.</param>
/// <param name="Version">From 1; of each kind it only goes up.</param>
/// <param name="KeyFile">The private key that signs it, a PEM file.</param>
/// <param name="Out">The pack's folder; it must be empty, or not there.</param>
public sealed record PackOrder(string Input, string Kind, long Version, string KeyFile, string Out)
{
    /// <summary>
    /// The address from which kiosks will fetch it: a notice for the broker is made beside it then; null makes none.
    /// </summary>
    public Uri? Url { get; init; }
}

/// <summary>What became of an order.</summary>
public abstract record PackOutcome
{
    private PackOutcome()
    {
    }

    /// <summary>The pack is there.</summary>
    /// <param name="Manifest">What it says of itself.</param>
    /// <param name="Images">How many pictures it holds.</param>
    public sealed record Made(PackManifest Manifest, int Images) : PackOutcome;

    /// <summary>The input has faults, and nothing was made.</summary>
    /// <param name="Faults">The first ones.</param>
    /// <param name="More">How many more there are.</param>
    public sealed record Faulty(IReadOnlyList<InputFault> Faults, int More) : PackOutcome;

    /// <summary>Nothing was made, for a reason beside the input's lines.</summary>
    /// <param name="Reason">Which, in a sentence.</param>
    public sealed record NotMade(string Reason) : PackOutcome;
}
