using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Configuring;

/// <summary>The section <c>recording</c>: what it takes, and what it says of anything else.</summary>
public sealed class RecordingSettingsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("retention", "30")]
    [InlineData("retention", "0.12:00:00")]
    [InlineData("retention", "367.00:00:00")]
    [InlineData("retention", "30.24:00:00")]
    [InlineData("retention", "30 days")]
    [InlineData("maxSize", "1 MiB")]
    [InlineData("maxSize", "15 MiB")]
    [InlineData("maxSize", "512MB")]
    [InlineData("maxSize", "512MiB")]
    [InlineData("maxSize", "65 GiB")]
    [InlineData("maxSize", "-512 MiB")]
    [InlineData("maxSize", "")]
    public void A_wrong_text_is_told_with_the_key_and_what_is_expected(string key, string text)
    {
        var fault = Assert.Single(Load($$"""{ "{{key}}": "{{text}}" }""").Faults).ToString();

        Assert.StartsWith($"recording.{key}: \"{text}\" is not accepted, expected ", fault, StringComparison.Ordinal);
        // A pattern alone helps nobody: the words that explain it stand beside it.
        Assert.Contains(key == "retention" ? "1 to 366 days" : "16 MiB to 64 GiB", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "whenFull": "drop" }""", "recording.whenFull: \"drop\"", "one of refuse-new, drop-oldest")]
    [InlineData("""{ "maxSize": 512 }""", "recording.maxSize: 512 is a number", "text")]
    [InlineData("""{ "retention": 30 }""", "recording.retention: 30 is a number", "text")]
    [InlineData("""{ "maxsize": "1 GiB" }""", "recording.maxsize: no such key", "did you mean maxSize?")]
    public void Every_other_fault_is_told_too(string section, string begins, string contains)
    {
        var fault = Assert.Single(Load(section).Faults).ToString();

        Assert.StartsWith(begins, fault, StringComparison.Ordinal);
        Assert.Contains(contains, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.00:00:00", "16 MiB", "refuse-new", 1, 16L << 20)]
    [InlineData("366.23:59:59", "64 GiB", "drop-oldest", 366, 64L << 30)]
    [InlineData("30.00:00:00", "99999 MiB", "refuse-new", 30, 99999L << 20)]
    public void What_lies_at_the_edge_of_it_is_taken(
        string retention, string maxSize, string whenFull, int days, long bytes)
    {
        var loaded = Load(
            $$"""{ "retention": "{{retention}}", "maxSize": "{{maxSize}}", "whenFull": "{{whenFull}}" }""");

        Assert.Empty(loaded.Faults);
        var recording = loaded.Configuration!.Recording;
        Assert.Equal((days, bytes, whenFull), (recording.Retention.Days, recording.MaxBytes, recording.WhenFull));
    }

    public void Dispose() => _folder.Dispose();

    private LoadedConfiguration Load(string recording) => ConfigurationLoader.Load(new ConfigurationSources
    {
        File = _folder.Write(
            "kiosk.json", $$"""{ "kiosk": { "id": "k-1", "market": "han" }, "recording": {{recording}} }"""),
        DeviceConfig = _folder.Path,
    });
}
