using System.Threading.Channels;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>The link to the city's broker.</summary>
public interface IUplink : IAsyncDisposable
{
    /// <summary>What the city says to this kiosk.</summary>
    ChannelReader<CityMessage> Heard { get; }

    /// <summary>How the files are with which the link is made.</summary>
    LinkFilesState Files { get; }

    /// <summary>Makes the link afresh.</summary>
    /// <param name="session">Which connection this is, for the retained state and its will.</param>
    /// <param name="stop">Ends the attempt.</param>
    Task<Connection> ConnectAsync(LinkSession session, CancellationToken stop);

    /// <summary>
    /// Sends one sighting, or a JSON array of several. Calls that begin in an order are sent in that order; a call ends
    /// with the broker's answer or with the link.
    /// </summary>
    Task<Verdict> SendAsync(ReadOnlyMemory<byte> sightings, CancellationToken stop);

    /// <summary>Tells how many sightings a recall covers that came after them; ends as
    /// <see cref="SendAsync"/> does.</summary>
    Task<Verdict> TellCountAsync(ReadOnlyMemory<byte> count, CancellationToken stop);

    /// <summary>Answers a command.</summary>
    Task<Verdict> AnswerAsync(CityAnswer answer, CancellationToken stop);

    /// <summary>Sends a pulse, if the link is up; nobody acknowledges it.</summary>
    Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop);

    /// <summary>Asks whether the link lives.</summary>
    /// <param name="limit">How long the answer may take.</param>
    /// <param name="stop">Ends the question.</param>
    Task<bool> IsAliveAsync(TimeSpan limit, CancellationToken stop);

    /// <summary>Whether the files changed since the link was made and can be used: it is to be made afresh.</summary>
    bool HasNewFiles();

    /// <summary>Gives the link up without a word: the will says what there is to say.</summary>
    void Drop();

    /// <summary>Takes leave: tells the city that the kiosk goes, then closes the link.</summary>
    Task LeaveAsync();
}

/// <summary>One connection of the kiosk.</summary>
/// <param name="Epoch">The ledger's epoch.</param>
/// <param name="Number">Greater with each connection of that epoch.</param>
/// <param name="PreviousEpoch">The ledger before it; null where there was none.</param>
public sealed record LinkSession(Guid Epoch, long Number, Guid? PreviousEpoch = null);

/// <summary>What became of an attempt to connect.</summary>
public abstract record Connection
{
    private Connection() { }

    /// <summary>The link is up.</summary>
    /// <param name="Window">So many messages may wait for their acknowledgement (MQTT 5.0, 3.2.2.3.3).</param>
    /// <param name="MostBytes">The largest payload of sightings that the broker takes.</param>
    /// <param name="Broken">Ends when the link does, and says why.</param>
    public sealed record Up(int Window, int MostBytes, Task<string> Broken) : Connection
    {
        /// <summary>What does not work though the link is up; null where all does.</summary>
        public string? Hint { get; init; }
    }

    /// <summary>There is no link.</summary>
    /// <param name="Reason">Why not, in a sentence.</param>
    public sealed record Down(string Reason) : Connection
    {
        /// <summary>Whether the broker had let the kiosk in before the link was cut.</summary>
        public bool IsCut { get; init; }
    }
}

/// <summary>How the certificate and the other files of the link are.</summary>
/// <param name="Expires">When the kiosk's certificate expires; null where it has none.</param>
/// <param name="Trouble">Why files that changed can't be used; null where they can.</param>
public sealed record LinkFilesState(DateTimeOffset? Expires, string? Trouble);

/// <summary>What the city says.</summary>
/// <param name="Subject">Of what.</param>
/// <param name="Payload">Its bytes, whatever they are.</param>
/// <param name="IsRetained">Whether the broker kept it: nobody says it now.</param>
public sealed record CityMessage(CitySubject Subject, byte[] Payload, bool IsRetained)
{
    private readonly TaskCompletionSource _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done once it was taken up. Only then does the broker hear that it arrived: else a stop would lose it.
    /// </summary>
    public Task Taken => _taken.Task;

    /// <summary>Whether it was more than a message may have; then it comes without its bytes.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Where the issuer expects the receipt (MQTT 5.0, 3.3.2.3.5); null where it does not say.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What the receipt is to carry back (MQTT 5.0, 3.3.2.3.6).</summary>
    public byte[]? Correlation { get; init; }

    /// <summary>It was taken up.</summary>
    public void Take() => _taken.TrySetResult();
}

/// <summary>Of what the city speaks; its topic says so.</summary>
public abstract record CitySubject
{
    private CitySubject() { }

    /// <summary>What it has committed.</summary>
    public sealed record Committed : CitySubject;

    /// <summary>A command to this kiosk.</summary>
    /// <param name="Name">Which.</param>
    public sealed record Command(string Name) : CitySubject;

    /// <summary>A pack, announced to the whole market; retained.</summary>
    /// <param name="Kind"><c>full</c> or <c>recall</c>.</param>
    public sealed record Pack(string Kind) : CitySubject;
}

/// <summary>A receipt for a command.</summary>
/// <param name="Issuer">Who gets it.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Correlation">What the command wants back.</param>
public sealed record CityAnswer(string Issuer, byte[] Payload, byte[]? Correlation)
{
    internal int Attempts { get; set; }
}

/// <summary>What became of one message.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>The broker acknowledged it.</summary>
    public sealed record Delivered : Verdict;

    /// <summary>The broker will never take it.</summary>
    /// <param name="Reason">Why: one of few texts, since it stands beside each row.</param>
    /// <param name="Words">What the broker says beside; null where it says nothing.</param>
    public sealed record Refused(string Reason, string? Words = null) : Verdict
    {
        /// <summary>Whether it was not asked: it says beforehand what it never takes.</summary>
        public bool IsOwn { get; init; }
    }

    /// <summary>The broker answered, and does not take it now; it may be this message, or any.</summary>
    /// <param name="Reason">Why: one of few texts.</param>
    /// <param name="Words">The same in a sentence.</param>
    public sealed record Postponed(string Reason, string Words) : Verdict;

    /// <summary>Nobody knows: it is sent again.</summary>
    /// <param name="Reason">What went wrong.</param>
    public sealed record Unreachable(string Reason) : Verdict
    {
        /// <summary>Whether the link was cut; else it may be there still.</summary>
        public bool IsCut { get; init; }

        internal LinkEnd End => new(Reason) { IsClosed = IsCut };
    }
}
