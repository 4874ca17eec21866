namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>The section <c>recording</c>.</summary>
public sealed class RecordingOptions
{
    /// <summary>The ledger refuses new sightings when it is full of undelivered ones.</summary>
    public const string RefuseNew = "refuse-new";

    /// <summary>The ledger drops the oldest undelivered sightings then.</summary>
    public const string DropOldest = "drop-oldest";

    /// <summary>How long delivered sightings stay, counted under a synchronised clock.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The largest that the ledger grows, for example <c>512 MiB</c>.</summary>
    public string MaxSize { get; init; } = "512 MiB";

    /// <summary><see cref="RefuseNew"/> or <see cref="DropOldest"/>.</summary>
    public string WhenFull { get; init; } = RefuseNew;

    /// <summary><see cref="MaxSize"/> in bytes.</summary>
    internal long MaxBytes => ByteSize.Of(MaxSize);
}
