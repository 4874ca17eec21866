using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>The contract's page says what the schemas say.</summary>
public class ContractPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Contract.Folder, "README.md"));

    [Theory]
    [InlineData("## `status`", "status")]
    [InlineData("## `tele/health`", "pulse")]
    [InlineData("## `catalog/manifest`, `recalls/manifest`", "pack-notice")]
    [InlineData("## `ack`", "acknowledgement")]
    [InlineData("## `cmd/resend`", "resend-command")]
    [InlineData("## `rsp/{issuer}`", "receipt")]
    [InlineData("## `evt/scan`", "sighting")]
    [InlineData("## `evt/recalled`", "recall-count")]
    [InlineData("### `manifest.json`", "pack-manifest")]
    [InlineData("### A record of a full pack", "catalog-record")]
    [InlineData("### A record of a recall pack", "recall-record")]
    public void Its_examples_are_messages(string heading, string name)
    {
        var example = Regex.Match(SectionOf(heading), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        Assert.Empty(Contract.Broken(name, Encoding.UTF8.GetBytes(example)));
    }

    [Fact]
    public void Its_table_of_results_is_complete()
    {
        var told = Regex.Matches(SectionOf("## `rsp/{issuer}`"), "^\\| `([a-z]+)` \\|", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value).Where(word => word != "result");

        Assert.Equal(
            Contract.SchemaOf("receipt").GetProperty("properties").GetProperty("result").GetProperty("enum")
                .EnumerateArray().Select(one => one.GetString()),
            told);
    }

    [Fact]
    public void Its_links_lead_to_the_contracts_files()
    {
        var links = Regex.Matches(Page, @"\]\(([^)]+)\)").Select(match => match.Groups[1].Value).ToArray();

        Assert.Subset(
            links.ToHashSet(),
            Contract.Names.Concat(Contract.PackNames).Append(Contract.Notice)
                .Select(name => $"schemas/{name}.schema.json").ToHashSet());
        Assert.All(links, link => Assert.True(
            link[0] == '#'
                ? Page.Contains($"\n## {link[1..]}\n", StringComparison.OrdinalIgnoreCase)
                : Path.Exists(Path.Combine(Contract.Folder, link)),
            link));
    }

    [Fact]
    public void Its_commands_sign_a_pack()
    {
        using var folder = new TempFolder();
        folder.Write("records.ndjson", "{}\n");
        var manifest = folder.Write("pack/manifest.json", PackSamples.Manifest);
        var commands = Regex.Match(SectionOf("### Signing by hand"), "```sh\n(.*?)```", RegexOptions.Singleline);

        using var shell = Process.Start(new ProcessStartInfo("bash", ["-euc", commands.Groups[1].Value])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var told = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();

        Assert.Equal(0, shell.ExitCode);
        Assert.EndsWith("Verified OK\n", told, StringComparison.Ordinal);
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(folder.File("pub.pem")));
        Assert.True(key.VerifyData(
            File.ReadAllBytes(manifest), File.ReadAllBytes(folder.File("pack/manifest.json.sig")),
            HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        var keyId = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        Assert.StartsWith(keyId, told, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_limits_are_those_of_packs()
    {
        var (section, full, recalls) = (SectionOf("## Packs"), PackLimit.Full, PackLimit.RecallList);

        Assert.All(
            (string[])
            [
                $"| lines | {Told(full.Count)} | {Told(recalls.Count)} |",
                $"| bytes of the gzip file | {full.Size >> 30} GiB | {recalls.Size >> 20} MiB |",
                $"unpacks to | {full.ExpandedSize >> 30} GiB | {recalls.ExpandedSize >> 20} MiB |",
                $"| bytes of a line | {PackLimit.MaxLine >> 10} KiB |",
                $"{Told(PackLimit.MaxImage)} bytes, a manifest {PackLimit.MaxManifest >> 10} KiB",
                $"At most {PackLimit.MaxOfOneKey} records have one key",
            ],
            words => Assert.Contains(words, section, StringComparison.Ordinal));
    }

    private static string Told(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string SectionOf(string heading)
    {
        var from = Page.IndexOf($"\n{heading}", StringComparison.Ordinal);
        Assert.True(from >= 0, heading);
        var to = Page.IndexOf($"\n{heading[..heading.IndexOf(' ', StringComparison.Ordinal)]} ", from + 1,
            StringComparison.Ordinal);
        return to < 0 ? Page[from..] : Page[from..to];
    }
}
