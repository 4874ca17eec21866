using System.Text.Json;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>
/// Makes arrivals out of a message; never throws, whatever the bytes.
/// An array is split into the exact bytes of its elements, because the ledger's chain is over bytes: the same row is
/// byte for byte the same whether it came alone or in an array. A bad element is set aside, the good ones are kept;
/// an array that is broken as JSON is set aside whole.
/// </summary>
internal static class ArrivalReader
{
    /// <summary>The most sightings in one message: the contract's batch.</summary>
    internal const int MostSightings = 50;

    /// <summary>How much of what was set aside is kept: enough to see whose mistake it is.</summary>
    internal const int FirstBytes = 256;

    // A topic can have 65,535 bytes; a right one has fewer than 90.
    private const int TopicLength = 200;

    // A market's scanner has a short name in its configuration; more is no name.
    private const int LongestName = 64;

    /// <summary>Reads a message.</summary>
    internal static IReadOnlyList<Arrival> Read(string topic, byte[] payload, bool retained)
    {
        if (!KioskAddress.TryParse(topic, out var address, out var leaf))
            return [Aside(topic, Cause.UnknownTopic, "not a kiosk's topic", payload)];
        if (payload.Length > WireJson.MaxPayload)
            return [Aside(topic, Cause.TooLarge, $"more than {WireJson.MaxPayload} bytes", payload)];
        return leaf switch
        {
            "evt/scan" => Scans(topic, address, payload),
            "status" => [Status(topic, address, payload, retained)],
            "tele/health" => Pulse(topic, address, payload),
            "evt/recalled" => [Recalled(topic, address, payload)],
            _ => [Aside(topic, Cause.UnknownTopic, "no topic that the city takes", payload)],
        };
    }

    /// <summary>What is kept of a message that can't be taken.</summary>
    internal static Arrival.SetAside Aside(string topic, Cause cause, string detail, ReadOnlySpan<byte> bytes) =>
        new(topic.Length <= TopicLength ? topic : topic[..TopicLength], cause, detail,
            bytes[..Math.Min(bytes.Length, FirstBytes)].ToArray(), bytes.Length);

    private static Arrival[] Scans(string topic, KioskAddress address, byte[] payload)
    {
        List<Range> rows;
        try
        {
            rows = Split(payload);
        }
        catch (JsonException e)
        {
            return [Aside(topic, Cause.NotJson, Place(e), payload)];
        }
        if (rows.Count is 0 or > MostSightings)
            return [Aside(topic, Cause.WrongCount, $"not 1 to {MostSightings} sightings", payload)];
        return [.. rows.Select(row => Scan(topic, address, payload[row]))];
    }

    // Stops counting beyond the limit: what is too much need not be known exactly.
    private static List<Range> Split(byte[] payload)
    {
        var rows = new List<Range>();
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        if (isArray)
            reader.Read();
        while (reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (rows.Count <= MostSightings)
                rows.Add(from..(int)reader.BytesConsumed);
            if (!reader.Read())
                break;
        }
        // Whatever stands behind the value is a fault; the reader throws it.
        while (reader.Read())
        {
        }
        return rows;
    }

    private static Arrival Scan(string topic, KioskAddress address, byte[] row)
    {
        Sighting sighting;
        try
        {
            sighting = WireJson.ToSighting(row);
        }
        catch (JsonException e)
        {
            return Aside(topic, Cause.NotASighting, Place(e), row);
        }
        if (Missing(sighting) is { } field)
            return Aside(topic, Cause.NotASighting, $"{field} is missing or not of this version", row);
        return sighting.Market == address.Market && sighting.Kiosk == address.Kiosk
            ? new Arrival.Scanned(address, sighting, row)
            : Aside(topic, Cause.WrongAddress, "names another market or kiosk than its topic", row);
    }

    private static Arrival Status(string topic, KioskAddress address, byte[] payload, bool retained)
    {
        KioskStatus status;
        try
        {
            status = WireJson.ToStatus(payload);
        }
        catch (JsonException e)
        {
            return Aside(topic, Cause.NotAStatus, Place(e), payload);
        }
        var isWhole = status.V == 1 && status.Session >= 0 && status.Version is { Length: <= LongestName }
            && status.State is KioskStatus.Online or KioskStatus.Offline;
        return isWhole
            ? new Arrival.Told(address, status, retained)
            : Aside(topic, Cause.NotAStatus, "not a state of version 1", payload);
    }

    // One that says nothing of the coverage, of an older kiosk or before it was counted, is a sign of life and no more.
    private static Arrival[] Pulse(string topic, KioskAddress address, byte[] payload)
    {
        try
        {
            var coverage = WireJson.ToPulse(payload).Coverage;
            return coverage is null ? []
                : IsWhole(coverage) ? [new Arrival.Covered(address, coverage)]
                : [Aside(topic, Cause.NotAPulse, "no coverage of version 1", payload)];
        }
        catch (JsonException e)
        {
            return [Aside(topic, Cause.NotAPulse, Place(e), payload)];
        }
    }

    private static bool IsWhole(PulseCoverage coverage) =>
        coverage.Windows.Select(one => one?.Days ?? 0).SequenceEqual(PulseCoverage.Lengths)
        && coverage.Windows.All(one => one.KnownCodes >= 0 && one.KnownCodes <= one.Codes
            && one.KnownSightings >= 0 && one.KnownSightings <= one.Sightings)
        && coverage.NotRegistered.Count <= PulseCoverage.MostNotRegistered
        && coverage.NotRegistered.All(one => one is not null);

    private static Arrival Recalled(string topic, KioskAddress address, byte[] payload)
    {
        try
        {
            var count = WireJson.ToRecallCount(payload);
            var isWhole = count.V == 1 && count.Id != Guid.Empty && RecallNames.IsName(count.Recall)
                && RecallNames.IsGtin(count.Gtin) && (count.Lot is null || RecallNames.IsLot(count.Lot))
                && count.Count > 0 && count.First <= count.Last;
            return isWhole
                ? new Arrival.Recalled(address, count, payload)
                : Aside(topic, Cause.NotARecallCount, "no count of version 1", payload);
        }
        catch (JsonException e)
        {
            return Aside(topic, Cause.NotARecallCount, Place(e), payload);
        }
    }

    // The deserializer lets null and 0 stand where the types promise values.
    private static string? Missing(Sighting s) => s switch
    {
        { V: not 1 } => "v",
        { Id: var id } when id == Guid.Empty => "id",
        { Epoch: var epoch } when epoch == Guid.Empty => "epoch",
        { Seq: < 1 } => "seq",
        { Prev: not { Length: 64 } } => "prev",
        { Scanner: not { Length: > 0 and <= LongestName } } => "scanner",
        { Time.Quality: null } or { Time: null } => "time",
        { Reading: null } or { Reading.Kind: null } => "reading",
        { Answer: null } or { Answer.Kind: null } or { Answer.Alerts: null } => "answer",
        _ => null,
    };

    // Never the exception's message: it can quote the value, and a log holds of a scan only what the ledger may hold.
    private static string Place(JsonException e) => e.Path is { Length: > 0 and <= LongestName } path
        ? $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, {path}"
        : $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
}
