using System.Diagnostics;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

/// <summary>Inputs of packs, as texts, and how what is told of them is compared.</summary>
internal sealed class MakingInput : IDisposable
{
    private readonly TempFolder _folder = new();

    public RecordList Read(string name, string text, string kind = PackManifest.Full) =>
        RecordList.Read(_folder.Write(name, text), kind, NoPicture);

    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    public static bool NoPicture(string image, out string hash, out string fault)
    {
        (hash, fault) = ("", $"{image}: no picture is due here");
        return false;
    }

    /// <summary>Compares with a pattern, where * is anything.</summary>
    public static void AssertLike(string pattern, string text)
    {
        var parts = pattern.Split('*');
        Assert.StartsWith(parts[0], text, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], text, StringComparison.Ordinal);
        if (parts.Length == 1)
            Assert.Equal(pattern, text);
    }

    /// <summary>What openssl prints.</summary>
    public static string OpenSsl(string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("openssl", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return told;
    }
}
