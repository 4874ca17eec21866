using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>A data folder of one case, gone with it.</summary>
internal sealed class CaseFolder : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <param name="prepared">Folder of the ledger that it begins with; null = none.</param>
    public CaseFolder(string? prepared)
    {
        Directory.CreateDirectory(Data);
        if (prepared is not null)
            File.Copy(LedgerRows.FileOf(prepared), LedgerRows.FileOf(Data));
    }

    public string Data => _folder.File("data");

    /// <summary>A file beside it.</summary>
    public string Beside(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}

/// <summary>What strace notes about a data folder. It writes a line before the watched program goes on.</summary>
internal sealed class StraceLog(CaseFolder folder)
{
    private readonly string _file = folder.Beside("strace.log");

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<DiskCall> Calls => DiskCall.Read(_file, folder.Data);

    /// <summary>Whether a call was made to fail.</summary>
    public bool HasFailed => Calls.Any(call => call.WasMadeToFail);

    /// <summary>Arguments of strace: only these files are watched, and only their calls are counted.</summary>
    public string[] Watch(IEnumerable<string> names) =>
    [
        "-y", "-o", _file, "-e", "signal=none", "-e", $"trace={DiskCall.Watched}",
        .. names.SelectMany(name => (string[])
            ["-P", name == DiskCall.Folder ? folder.Data : Path.Combine(folder.Data, name)]),
    ];
}
