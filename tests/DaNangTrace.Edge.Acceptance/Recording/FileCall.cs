namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>
/// One call that changes or syncs the files of a folder, or tells the world of a sighting. A change counts from the
/// moment it began, since its bytes may arrive; a sync from the moment it was over.
/// </summary>
/// <param name="At">Its place among all calls.</param>
/// <param name="Name">The file, as a name in the folder; the folder itself is "".</param>
internal abstract record FileCall(long At, string Name)
{
    /// <summary>A file that was not there.</summary>
    public sealed record Created(long At, string Name) : FileCall(At, Name);

    public sealed record Removed(long At, string Name) : FileCall(At, Name);

    public sealed record Renamed(long At, string Name, string To) : FileCall(At, Name);

    public sealed record Written(long At, string Name, long Offset, byte[] Bytes) : FileCall(At, Name)
    {
        public long End => Offset + Bytes.Length;
    }

    /// <summary>The file is this long from here on.</summary>
    public sealed record Cut(long At, string Name, long Length) : FileCall(At, Name);

    /// <summary>What was done before <paramref name="Begun"/> is on the disk.</summary>
    public sealed record Synced(long At, string Name, long Begun) : FileCall(At, Name);

    /// <summary>What was done before <paramref name="Begun"/> may be on the disk or not, and stays so.</summary>
    public sealed record SyncFailed(long At, string Name, long Begun) : FileCall(At, Name);

    /// <summary>The kernel forgot what it held of the file and had no more to write: the disk is read again.</summary>
    public sealed record Forgotten(long At, string Name) : FileCall(At, Name);

    /// <summary>Somebody was told that a sighting is kept.</summary>
    public sealed record Told(long At, Confirmed Sighting) : FileCall(At, "");
}
