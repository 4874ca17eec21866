using System.Text.Json;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>One message as it arrived, or one sighting out of it.</summary>
internal sealed record Arrival(string Topic, byte[] Payload, MqttQualityOfServiceLevel Qos, bool Retained)
{
    /// <summary>Seconds for which the broker would still have kept it (MQTT 5.0, 3.3.2.3.3); 0 = for ever.</summary>
    public uint Expiry { get; init; }

    /// <summary>Of which link session it is; null where the kiosk had not said yet that it is online.</summary>
    public LinkBegin? Link { get; init; }

    public JsonElement Json => JsonDocument.Parse(Payload).RootElement;

    /// <summary>The place in the ledger that a sighting names.</summary>
    public long Seq => Json.GetProperty("seq").GetInt64();

    /// <summary>
    /// The message's sightings, each with its exact bytes: an array is cut, never parsed and written again.
    /// </summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public IReadOnlyList<Arrival> Elements =>
        [.. Split(Payload).Select(range => this with { Payload = Payload[range] })];

    /// <summary>Where the elements of a JSON array stand; of any other value, where it stands itself.</summary>
    public static IReadOnlyList<Range> Split(byte[] payload)
    {
        var ranges = new List<Range>();
        var reader = new Utf8JsonReader(payload);
        reader.Read();
        // What is no array is taken whole, blanks and all: it must be the row itself.
        if (reader.TokenType != JsonTokenType.StartArray)
            return [Range.All];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            ranges.Add(from..(int)reader.BytesConsumed);
        }
        // Whatever stands behind the array is a fault; the reader throws it.
        while (reader.Read())
        {
        }
        return ranges;
    }
}

/// <summary>A link session as the city sees it begin: by the kiosk's <c>online</c>.</summary>
/// <param name="Number">The kiosk's own number of it.</param>
/// <param name="At">When that arrived, at the latest a moment after it was sent.</param>
internal sealed record LinkBegin(long Number, DateTimeOffset At);
