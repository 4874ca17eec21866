using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>What the section <c>sending</c> is refused for, beyond its form.</summary>
public sealed class SendingSettingsTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(Owner, true)]
    [InlineData(Owner | UnixFileMode.GroupRead, true)]
    [InlineData(Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead, false)]
    [InlineData(Owner | UnixFileMode.GroupWrite, false)]
    public void A_password_that_others_may_read_is_told_and_stops_only_the_sending(UnixFileMode mode, bool isTaken)
    {
        var file = _folder.File("password");
        File.WriteAllText(file, "secret");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);

        var loaded = ConfigurationLoader.Load(new ConfigurationSources
        {
            File = Written($$"""
                { "kiosk": { "id": "k-1", "market": "han", "dataFolder": "/tmp" },
                  "sending": { "username": "k-1", "passwordFile": "{{file}}" } }
                """),
        });

        Assert.NotNull(loaded.Configuration);
        if (isTaken)
            Assert.Empty(loaded.Faults);
        else
            Assert.Contains("chmod", Assert.Single(loaded.Faults).ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Written(string json)
    {
        File.WriteAllText(_folder.File("kiosk.json"), json);
        return _folder.File("kiosk.json");
    }
}
