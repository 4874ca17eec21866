using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Gs1;

/// <summary>A trace code that a vendor's stamp carries in a web address.</summary>
/// <param name="Vendor">
/// The vendor's short name, for example <c>sample-path</c>; catalogs find a stamp by it and the code.
/// </param>
/// <param name="TraceCode">
/// The code as the vendor's pattern finds it: 1 to <see cref="StampRecogniser.LongestTraceCode"/> printable ASCII
/// characters without blanks.
/// </param>
public sealed record Stamp(string Vendor, string TraceCode);

/// <summary>
/// Recognises the stamps of one vendor by their hosts and a pattern over the address behind the host.
/// <para>
/// Patterns run in time proportional to the address (<see cref="RegexOptions.NonBacktracking"/>), with a time limit
/// beside it; lookarounds, backreferences, atomic groups and patterns that would grow too large are refused.
/// </para>
/// </summary>
public sealed class StampRecogniser
{
    /// <summary>The most characters of a pattern.</summary>
    public const int LongestPattern = 512;

    /// <summary>The most characters of a trace code; longer ones are not taken.</summary>
    public const int LongestTraceCode = 64;

    private const string Group = "code";

    // A linear pattern needs microseconds for an address; this ends what nobody foresaw before a shopper walks away,
    // and is long enough that a machine that is busy elsewhere loses no stamp.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _hosts;
    private readonly Lazy<Regex> _pattern;

    private StampRecogniser(string vendor, IReadOnlyList<string> hosts, Lazy<Regex> pattern)
    {
        Vendor = vendor;
        Hosts = [.. hosts.Select(host => host.ToLowerInvariant())];
        _hosts = new HashSet<string>(Hosts, StringComparer.Ordinal);
        _pattern = pattern;
    }

    /// <summary>Its name.</summary>
    public string Vendor { get; }

    /// <summary>Hosts in lower case and ASCII.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Makes a recogniser; false if the pattern is none, with what is wrong in a sentence.</summary>
    /// <param name="vendor">Its name.</param>
    /// <param name="hosts">
    /// Whole hosts in any case and script, without scheme, port and path; with none it finds nothing.
    /// </param>
    /// <param name="pattern">
    /// A regular expression with a group named <c>code</c>, matched against path, query and fragment of the address, as
    /// sent, from its first slash.
    /// </param>
    /// <param name="recogniser">The recogniser.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryCreate(
        string vendor, IReadOnlyList<string> hosts, string pattern,
        [NotNullWhen(true)] out StampRecogniser? recogniser, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        recogniser = null;
        var mapped = new string[hosts.Count];
        for (var i = 0; i < mapped.Length; i++)
        {
            if (!Gs1Options.TryHost(hosts[i], out var host))
            {
                problem = $"‘{Shown.Of(hosts[i], 80)}’ is no host: a name without scheme, port and path is due";
                return false;
            }
            mapped[i] = host;
        }
        var candidate = Trusted(vendor, mapped, pattern);
        problem = candidate.ProblemOf(pattern);
        if (problem is null)
            recogniser = candidate;
        return recogniser is not null;
    }

    /// <summary>
    /// Makes a recogniser of a pattern that was tried before: it is compiled with the first address of its hosts, so
    /// that a start that meets none does not pay for it. A pattern that is wrong after all finds nothing.
    /// </summary>
    /// <param name="vendor">Its name.</param>
    /// <param name="hosts">Whole hosts as <see cref="Gs1Options.TryHost"/> makes them.</param>
    /// <param name="pattern">As for <see cref="TryCreate"/>.</param>
    public static StampRecogniser Trusted(string vendor, IReadOnlyList<string> hosts, string pattern)
    {
        ArgumentNullException.ThrowIfNull(vendor);
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(pattern);
        return new StampRecogniser(vendor, hosts, new Lazy<Regex>(
            () => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit)));
    }

    /// <summary>Whether addresses of this host may be this vendor's.</summary>
    /// <param name="host">The host in lower case and ASCII.</param>
    public bool Knows(string host) => _hosts.Contains(host);

    /// <summary>The stamp in an address; null if it is none of this vendor's.</summary>
    /// <param name="host">The host in lower case and ASCII.</param>
    /// <param name="rest">Path, query and fragment.</param>
    public Stamp? Find(string host, string rest)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(rest);
        if (!Knows(host))
            return null;
        try
        {
            var code = _pattern.Value.Match(rest).Groups[Group];
            return code.Success && IsTraceCode(code.ValueSpan) ? new Stamp(Vendor, code.Value) : null;
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException or NotSupportedException)
        {
            // Then it is an address like any other.
            return null;
        }
    }

    private string? ProblemOf(string pattern)
    {
        if (pattern.Length > LongestPattern)
            return $"it has more than {LongestPattern} characters";
        try
        {
            return Array.IndexOf(_pattern.Value.GetGroupNames(), Group) < 0
                ? "it has no group (?<code>…) that is the trace code"
                : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // So the framework tells that a pattern is malformed, or that it can't be matched in linear time.
            return e.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>What may go to the city: nothing that a log, a database or a page could stumble over.</summary>
    private static bool IsTraceCode(ReadOnlySpan<char> code) =>
        code.Length is > 0 and <= LongestTraceCode && !code.ContainsAnyExceptInRange('!', '~');
}
