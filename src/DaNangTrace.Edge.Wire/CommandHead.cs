namespace DaNangTrace.Edge.Wire;

/// <summary>What every command on <c>cmd/{name}</c> says of itself; further keys are the command's own.</summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="Id">Names this one command: 1–64 of <c>A–Z a–z 0–9 - _ .</c>; a kiosk takes each once.</param>
/// <param name="Issuer">Who asks, 1–32 of <c>a–z 0–9 -</c>: the receipt goes to <c>rsp/{issuer}</c>.</param>
/// <param name="Expires">From then on it is refused.</param>
public sealed record CommandHead(int V, string Id, string Issuer, DateTimeOffset Expires)
{
    /// <summary>How long before its expiry a command may be made: it is for the moment.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    /// <summary>Whether an id keeps to its form.</summary>
    public static bool IsId(string? text)
    {
        if (text is null || text.Length is < 1 or > 64)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }
        return true;
    }
}

/// <summary>Asks for sightings once more, <c>cmd/resend</c>: their stored bytes, unchanged.</summary>
/// <param name="Epoch">Of which ledger.</param>
/// <param name="From">The first place.</param>
/// <param name="To">The last place, at most <see cref="MostRows"/> from the first on.</param>
public sealed record ResendRange(Guid Epoch, long From, long To)
{
    /// <summary>The command's name in its topic.</summary>
    public const string Name = "resend";

    /// <summary>The most places that one command may ask for.</summary>
    public const int MostRows = 10_000;
}

/// <summary>What became of a command, on <c>rsp/{issuer}</c>.</summary>
/// <param name="V">Version of this form: 1.</param>
/// <param name="Id">The command's.</param>
/// <param name="Result">One of <see cref="Receipt.Done"/> and the reasons beside it.</param>
/// <param name="Sent">Sightings that were sent and acknowledged by the broker.</param>
/// <param name="Gone">Stretches of places, first and last, that the kiosk does not have (any more).</param>
public sealed record Receipt(int V, string Id, string Result, long Sent, IReadOnlyList<IReadOnlyList<long>> Gone)
{
    /// <summary>All that is there was sent.</summary>
    public const string Done = "done";

    /// <summary>Some were refused by the broker or could not be read; or more is gone than a receipt can say; or the
    /// ledger could not note the id, and nothing was sent.</summary>
    public const string Failed = "failed";

    /// <summary>It came after its expiry.</summary>
    public const string Expired = "expired";

    /// <summary>Its id was taken before; that one's receipt counts.</summary>
    public const string Repeated = "repeated";

    /// <summary>It was retained: it would come again at each connection.</summary>
    public const string Retained = "retained";

    /// <summary>It is not in its form, or asks for too much.</summary>
    public const string Invalid = "invalid";

    /// <summary>The kiosk knows no such command.</summary>
    public const string Unknown = "unknown";

    /// <summary>Too many commands wait already, or more than one a second came.</summary>
    public const string Busy = "busy";
}
