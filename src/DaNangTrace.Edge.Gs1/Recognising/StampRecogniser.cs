using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Gs1;

/// <summary>A trace code that a vendor's stamp carries in a web address.</summary>
/// <param name="Vendor">The name of the recogniser, for example <c>checkvn</c>.</param>
/// <param name="TraceCode">The code as the vendor's pattern finds it.</param>
public sealed record Stamp(string Vendor, string TraceCode);

/// <summary>
/// Recognises the stamps of one vendor by their hosts and a pattern over the address behind the host.
/// <para>
/// Patterns run in time proportional to the address (<see cref="RegexOptions.NonBacktracking"/>), with a time limit
/// beside it; lookarounds, backreferences and atomic groups are refused.
/// </para>
/// </summary>
public sealed class StampRecogniser
{
    /// <summary>The most characters of a pattern.</summary>
    public const int LongestPattern = 512;

    /// <summary>The most characters of a trace code; longer ones are not taken.</summary>
    public const int LongestTraceCode = 128;

    private const string Group = "code";

    // A linear pattern needs microseconds for the longest address; this ends what nobody foresaw.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private readonly Regex _pattern;

    private StampRecogniser(string vendor, IReadOnlyList<string> hosts, Regex pattern)
    {
        Vendor = vendor;
        Hosts = hosts;
        _pattern = pattern;
    }

    /// <summary>Its name.</summary>
    public string Vendor { get; }

    /// <summary>Hosts in lower case and ASCII.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Makes a recogniser; false if the pattern is none, with what is wrong in a sentence.</summary>
    /// <param name="vendor">Its name.</param>
    /// <param name="hosts">Whole hosts, in any case, ASCII.</param>
    /// <param name="pattern">
    /// A regular expression with a group named <c>code</c>, matched against path, query and fragment of the address, as
    /// sent, from its first slash.
    /// </param>
    /// <param name="recogniser">The recogniser.</param>
    /// <param name="problem">Why there is none.</param>
    public static bool TryCreate(
        string vendor, IReadOnlyList<string> hosts, string pattern, out StampRecogniser? recogniser, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(vendor);
        ArgumentNullException.ThrowIfNull(hosts);
        ArgumentNullException.ThrowIfNull(pattern);
        recogniser = null;
        problem = null;
        if (pattern.Length > LongestPattern)
        {
            problem = $"the pattern has more than {LongestPattern} characters";
            return false;
        }
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit);
            if (Array.IndexOf(regex.GetGroupNames(), Group) < 0)
            {
                problem = "the pattern has no group (?<code>…) that is the trace code";
                return false;
            }
            recogniser = new StampRecogniser(vendor, [.. hosts.Select(x => x.ToLowerInvariant())], regex);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // The framework tells so that a pattern is malformed, or that it can't be matched in linear time.
            problem = e.Message;
            return false;
        }
    }

    /// <summary>The stamp in an address; null if it is none of this vendor's.</summary>
    /// <param name="host">The host in lower case.</param>
    /// <param name="rest">Path, query and fragment.</param>
    public Stamp? Find(string host, string rest)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(rest);
        if (!Hosts.Contains(host))
            return null;
        try
        {
            var code = _pattern.Match(rest).Groups[Group];
            return code.Success && code.Length is > 0 and <= LongestTraceCode ? new Stamp(Vendor, code.Value) : null;
        }
        catch (RegexMatchTimeoutException)
        {
            // Then it is an address like any other.
            return null;
        }
    }
}
