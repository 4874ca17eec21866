namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>What of the unsynced calls reaches the disk.</summary>
internal enum Arrival
{
    Nothing,
    Everything,

    /// <summary>Whole writes are missing.</summary>
    Dropped,

    /// <summary>Later writes arrive before earlier ones, and the power fails within one of them.</summary>
    Reordered,

    /// <summary>Of every write any sectors arrive.</summary>
    Torn,
}

/// <summary>
/// A folder on a disk that holds for certain only what was synced.
/// <para>Constraints: as ext4 has it. A new name is certain once its folder or its file was synced, a removed one once
/// its folder was. Names of different files become certain in any order, one name's changes in theirs. A sector of a
/// file goes to the disk as it is in memory: with all that was written to it up to some moment. Pages whose sync failed
/// are clean from then on, as Linux has it: no later sync writes them, unless they are written to again. Who lets the
/// kernel forget them reads the disk; since the program found there what it had written, it had arrived.</para>
/// <para>Operation: <see cref="Do"/> the calls up to a moment; <see cref="Image"/> then draws what a power cut could
/// have left.</para>
/// </summary>
internal sealed class CrashDisk
{
    private readonly Dictionary<string, CrashFile> _now = [];
    private readonly Dictionary<string, CrashFile> _settled = [];
    private readonly List<Naming> _namings = [];

    public void Do(FileCall call)
    {
        switch (call)
        {
            case FileCall.Created created:
                Name(created.At, new CrashFile(), created.Name);
                break;
            case FileCall.Removed removed:
                Name(removed.At, null, removed.Name);
                break;
            case FileCall.Renamed renamed:
                Name(renamed.At, _now[renamed.Name], renamed.To, renamed.Name);
                break;
            case FileCall.Written or FileCall.Cut:
                _now[call.Name].Change(call);
                break;
            case FileCall.Synced { Name: "" } folder:
                Settle(naming => naming.At < folder.Begun);
                break;
            case FileCall.SyncFailed { Name: not "" } file:
                _now[file.Name].FailSync(file.Begun);
                break;
            case FileCall.Forgotten:
                _now[call.Name].Forget();
                break;
            case FileCall.Synced file:
                _now[file.Name].Sync(file.Begun);
                SettleNamesOf(_now[file.Name], file.Begun);
                break;
        }
    }

    /// <summary>The files that could be found after a power cut now.</summary>
    public Dictionary<string, byte[]> Image(Arrival arrival, Random chance)
    {
        var names = new Dictionary<string, CrashFile>(_settled);
        var stuck = new HashSet<string>();
        foreach (var naming in _namings)
        {
            var happens = arrival == Arrival.Everything || (arrival != Arrival.Nothing && chance.Next(2) == 0);
            if (happens && !stuck.Overlaps(naming.Names))
                naming.Apply(names);
            else
                stuck.UnionWith(naming.Names);
        }
        return names.ToDictionary(file => file.Key, file => file.Value.Image(arrival, chance));
    }

    private void Name(long at, CrashFile? file, string name, string? before = null)
    {
        var naming = new Naming(at, file, name, before);
        naming.Apply(_now);
        _namings.Add(naming);
    }

    // A file's name can be certain only after all that happened to this name before.
    private void SettleNamesOf(CrashFile file, long begun)
    {
        var names = new HashSet<string>();
        var certain = new HashSet<Naming>();
        foreach (var naming in Enumerable.Reverse(_namings))
        {
            if ((naming.File == file && naming.At < begun) || names.Overlaps(naming.Names))
            {
                names.UnionWith(naming.Names);
                certain.Add(naming);
            }
        }
        Settle(certain.Contains);
    }

    private void Settle(Predicate<Naming> isCertain)
    {
        foreach (var naming in _namings.FindAll(isCertain))
            naming.Apply(_settled);
        _namings.RemoveAll(isCertain);
    }

    /// <summary>A name gets a file or loses it, and the file may lose an earlier name.</summary>
    private sealed record Naming(long At, CrashFile? File, string Name, string? Before)
    {
        public IEnumerable<string> Names => Before is null ? [Name] : [Name, Before];

        public void Apply(Dictionary<string, CrashFile> names)
        {
            if (Before is not null)
                names.Remove(Before);
            if (File is null)
                names.Remove(Name);
            else
                names[Name] = File;
        }
    }
}
