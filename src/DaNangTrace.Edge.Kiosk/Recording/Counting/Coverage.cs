using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Recording.Counting;

/// <summary>
/// How many of the product codes that shoppers asked for are known, on one day and in the 7 and 30 days up to it.
/// <para>Constraints: memory is bounded; what finds no place is counted as such. Not safe for two threads.</para>
/// <para>Format: of each code a cell a day: how often it was asked for, how often the answer was known, and the time of
/// the latest answer that says whether it is known. Among the days that are looked at the latest of these counts; by
/// its time and not by its place, since a correction stands behind what it corrects.</para>
/// <para>Operation: rows are given newest first, so that a correction comes before the sighting that it corrects, and
/// that one is passed over. Rows that are newer than all before may be added later, unless one of them is a correction
/// of what was added: then it is counted anew.</para>
/// </summary>
/// <param name="today">The last day that counts, in the kiosk's zone.</param>
/// <param name="zone">The kiosk's zone.</param>
public sealed class Coverage(DateOnly today, TimeZoneInfo zone)
{
    /// <summary>
    /// A market sells a few thousand products, and a shopper may scan anything. A code takes 150 bytes, and 32 for each
    /// day on which it was asked for.
    /// </summary>
    public const int MostCodes = 20_000;

    // A week without a clock is thousands; each is forgotten once the sighting that it corrects was passed over.
    internal const int MostCorrected = 50_000;

    private readonly Dictionary<ProductCode, Asked> _codes = [];
    private readonly HashSet<Guid> _corrected = [];
    private readonly int _first = today.DayNumber - PulseCoverage.Lengths[^1] + 1;
    private readonly int _last = today.DayNumber;

    /// <summary>The last day that counts.</summary>
    public DateOnly Today => today;

    /// <summary>Codes that are counted.</summary>
    public int Codes => _codes.Count;

    /// <summary>Sightings whose code found no place.</summary>
    public long Uncounted { get; private set; }

    /// <summary>Takes the next row.</summary>
    /// <param name="row">An older one than those before, or a newer one.</param>
    /// <returns>Whether rows before it may count: none does once a right clock says that it is older.</returns>
    public bool Take(LedgerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!AskedFor.TryRead(row.Bytes, out var read))
            return true;
        var asked = read.Value;
        var day = DayOf(asked.At);
        if (!IsCorrected(asked) && day >= _first && day <= _last)
            Add(asked, day);
        return day >= _first || !asked.IsTimeRight;
    }

    /// <summary>Whether a row corrects another one.</summary>
    public static bool IsCorrection(LedgerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return AskedFor.TryRead(row.Bytes, out var asked) && asked.Value.Rev > 0;
    }

    /// <summary>The figures of now.</summary>
    public PulseCoverage Figures() => new(
        [.. PulseCoverage.Lengths.Select(WindowOf)],
        [
            .. _codes.Where(one => Latest(one.Value, _first) is { IsKnown: false })
                .Select(one => (one.Key, Count: one.Value.Days.Sum(day => (long)day.Asked), one.Value.Last))
                .OrderByDescending(one => one.Count).ThenBy(one => one.Key.Code, StringComparer.Ordinal)
                .ThenBy(one => one.Key.Host, StringComparer.Ordinal)
                .Take(PulseCoverage.MostNotRegistered)
                .Select(one => one.Key.With(one.Count, one.Last)),
        ],
        Uncounted);

    private CoverageWindow WindowOf(int days)
    {
        var from = _last - days + 1;
        var (codes, knownCodes, sightings, knownSightings) = (0L, 0L, 0L, 0L);
        foreach (var asked in _codes.Values)
        {
            var before = sightings;
            foreach (var day in asked.Days)
            {
                sightings += day.Day >= from ? day.Asked : 0;
                knownSightings += day.Day >= from ? day.Known : 0;
            }
            codes += sightings > before ? 1 : 0;
            knownCodes += Latest(asked, from) is { IsKnown: true } ? 1 : 0;
        }
        return new CoverageWindow(days, codes, knownCodes, sightings, knownSightings);
    }

    // The day with the latest answer that says whether the code is known; null where none does.
    private static AskedDay? Latest(Asked asked, int from)
    {
        AskedDay? latest = null;
        foreach (var day in asked.Days)
        {
            if (day.Day >= from && day.SaidAt > (latest?.SaidAt ?? 0))
                latest = day;
        }
        return latest;
    }

    private bool IsCorrected(AskedFor asked)
    {
        if (_corrected.Contains(asked.Id))
        {
            if (asked.Rev == 0)
                _corrected.Remove(asked.Id);
            return true;
        }
        // Without its note the sighting would count beside it: so that alone counts, on the day it claims.
        return asked.Rev > 0 && (_corrected.Count >= MostCorrected || !_corrected.Add(asked.Id));
    }

    private void Add(AskedFor asked, int day)
    {
        if (!_codes.TryGetValue(asked.Code, out var code))
        {
            if (_codes.Count == MostCodes)
            {
                Uncounted++;
                return;
            }
            _codes[asked.Code] = code = new Asked();
        }
        code.Add(asked, day);
    }

    private int DayOf(DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime).DayNumber;

    private sealed class Asked
    {
        public List<AskedDay> Days { get; } = new(1);

        public DateTimeOffset Last { get; private set; }

        public void Add(AskedFor asked, int day)
        {
            if (asked.At > Last)
                Last = asked.At;
            var place = Days.FindIndex(one => one.Day == day);
            var before = place < 0 ? new AskedDay(day, 0, 0, 0, false) : Days[place];
            var at = asked.At.UtcTicks;
            var isLatest = asked.IsKnown is { } known && (at > before.SaidAt || (at == before.SaidAt && known));
            var after = new AskedDay(
                day,
                before.Asked + 1,
                before.Known + (asked.IsKnown == true ? 1 : 0),
                isLatest ? at : before.SaidAt,
                isLatest ? asked.IsKnown == true : before.IsKnown);
            if (place < 0)
                Days.Add(after);
            else
                Days[place] = after;
        }
    }

    private readonly record struct AskedDay(int Day, int Asked, int Known, long SaidAt, bool IsKnown);
}
