using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>The files of <c>device-config/</c>: those in a folder win over those inside the program.</summary>
/// <param name="folder">For example <c>/etc/dntrace</c>; it need not exist.</param>
internal sealed class DeviceConfig(string folder)
{
    // The largest of ours has 10 kB; a far larger one is no profile.
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Keys of a profile that are no settings.</summary>
    public static readonly IReadOnlyList<string> ForPeople = ["$schema", "description", "setup"];

    /// <summary>The schema of the kiosk's configuration: always the program's own.</summary>
    public static SettingSchema Schema() => SettingSchema.Parse(Embedded("kiosk.schema.json")!);

    /// <summary>The schema of the recognisers: always the program's own.</summary>
    public static SettingSchema RecognisersSchema() => SettingSchema.Parse(Embedded("recognisers.schema.json")!);

    /// <summary>Reads a file that stands beside the kiosk's own.</summary>
    /// <param name="name">For example <c>recognisers.json</c>; the program holds one of this name.</param>
    /// <param name="file">Where it was found; null inside the program.</param>
    /// <exception cref="IOException">It can't be read, or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public byte[] Read(string name, out string? file)
    {
        file = Path.Combine(folder, name);
        try
        {
            return ReadBounded(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            file = null;
            return Embedded(name)!;
        }
    }

    /// <summary>Where a profile stands, for people: its file, or that it is one inside the program.</summary>
    public string PlaceOf(string kind, string name)
    {
        var file = Path.Combine(folder, kind, name + ".json");
        return File.Exists(file) ? file : $"{kind}/{name}.json inside the program";
    }

    /// <summary>Reads a profile.</summary>
    /// <param name="kind"><c>scanners</c>, <c>displays</c> or <c>markets</c>.</param>
    /// <param name="name">Its name without <c>.json</c>; it must be an id, so that it leads nowhere else.</param>
    /// <param name="profile">Its content.</param>
    /// <param name="fault">Why it can't be used.</param>
    public bool TryRead(string kind, string name, [NotNullWhen(true)] out JsonObject? profile, out string fault)
    {
        profile = null;
        var relative = $"{kind}/{name}.json";
        var file = Path.Combine(folder, kind, name + ".json");
        try
        {
            var bytes = File.Exists(file) ? ReadBounded(file) : Embedded(relative);
            if (bytes is null)
            {
                fault = $"there is no {relative}, neither in {folder} nor in the program; "
                    + $"known: {string.Join(", ", Names(kind))}";
                return false;
            }
            var faults = new List<SettingFault>();
            profile = SettingJson.Parse(bytes, faults) as JsonObject;
            var place = PlaceOf(kind, name);
            fault = profile is null ? $"{place}: expected a JSON object {{ … }}"
                : faults.Count > 0 ? $"{place}: {string.Join("; ", faults)}"
                : "";
            return profile is not null && fault.Length == 0;
        }
        catch (JsonException e)
        {
            fault = $"{PlaceOf(kind, name)} {SettingJson.Told(e)}";
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"{file} can't be read: {e.Message}";
            return false;
        }
    }

    /// <summary>Reads a file that a profile names.</summary>
    /// <param name="kind">As of <see cref="TryRead"/>.</param>
    /// <param name="name">Its name; it must be a plain one, so that it leads nowhere else.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="fault">Why it can't be used.</param>
    public bool TryReadBeside(string kind, string name, out byte[] bytes, out string fault)
    {
        (bytes, fault) = ([], "");
        var file = Path.Combine(folder, kind, name);
        try
        {
            bytes = ReadBounded(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"{file} can't be read: {e.Message}";
            return false;
        }
    }

    /// <summary>Reads a file that is not larger than any configuration.</summary>
    /// <exception cref="IOException">It can't be read, or is too large.</exception>
    public static byte[] ReadBounded(string file)
    {
        if (Directory.Exists(file))
            throw new IOException("it is a folder");
        using var stream = File.OpenRead(file);
        var bytes = new byte[MaxBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= MaxBytes ? bytes[..length] : throw new IOException($"it has more than {MaxBytes} bytes");
    }

    /// <summary>Names of the profiles of a kind, those of the folder and of the program, in order.</summary>
    public IEnumerable<string> Names(string kind)
    {
        var prefix = $"device-config/{kind}/";
        var embedded = Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..]);
        var there = Path.Combine(folder, kind);
        var files = Directory.Exists(there)
            ? Directory.EnumerateFiles(there, "*.json").Select(file => Path.GetFileName(file))
            : [];
        return embedded.Concat(files).Select(name => Path.GetFileNameWithoutExtension(name))
            .Distinct().Order(StringComparer.Ordinal);
    }

    private static byte[]? Embedded(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("device-config/" + name);
        if (stream is null)
            return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
