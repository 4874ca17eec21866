using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Commands;

/// <summary>The argument that names a pack's folder, by itself or by the manifest in it, as an address may.</summary>
internal sealed class PackArgument
{
    private readonly Argument<string?> _folder;

    public PackArgument(Command command, string description, bool isRequired)
    {
        _folder = PathArguments.Argument("DIR", description);
        if (isRequired)
            _folder.Arity = ArgumentArity.ExactlyOne;
        _folder.Validators.Add(CheckNoAddress);
        command.Add(_folder);
    }

    /// <summary>The absolute path of the folder; null for none.</summary>
    public string? Of(ParseResult parsed) =>
        PathArguments.Of(parsed, _folder) is not { } path ? null
        : Path.GetFileName(path) == PackManifest.FileName && !Directory.Exists(path) ? Path.GetDirectoryName(path)
        : path;

    private static void CheckNoAddress(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }] && (IsOf("http://") || IsOf("https://")))
            result.AddError($"{text} is an address, and DIR a folder: use dntrace catalog fetch for an address.");

        bool IsOf(string scheme) => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
    }
}
