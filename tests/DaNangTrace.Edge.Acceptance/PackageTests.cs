using System.IO.Compression;
using System.Xml.Linq;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The grammar as others would take it for themselves.</summary>
public sealed class PackageTests
{
    [Fact]
    public async Task The_grammar_s_package_is_whole_and_needs_no_other()
    {
        await using var stream = File.OpenRead(RealParts.NeedPackage());
        using var package = new ZipArchive(stream);
        string[] parts = ["README.md", "lib/net10.0/DaNangTrace.Edge.Gs1.dll", "lib/net10.0/DaNangTrace.Edge.Gs1.xml"];
        Assert.All(parts, part => Assert.NotNull(package.GetEntry(part)));
        await using var manifest = package.GetEntry("DaNangTrace.Edge.Gs1.nuspec")!.Open();
        var names = (await XDocument.LoadAsync(manifest, LoadOptions.None, TestContext.Current.CancellationToken))
            .Descendants().Select(x => x.Name.LocalName).ToList();
        Assert.Contains("readme", names);
        Assert.DoesNotContain("dependency", names);
    }
}
