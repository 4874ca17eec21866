using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Wire;

/// <summary>
/// The one way in which messages become bytes: compact UTF-8 JSON without a byte order mark, camel case,
/// Vietnamese letters unescaped, times to the millisecond with an offset, never <c>Z</c>.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Sighting))]
[JsonSerializable(typeof(KioskStatus))]
[JsonSerializable(typeof(Pulse))]
[JsonSerializable(typeof(Acknowledgement))]
[JsonSerializable(typeof(CommandHead))]
[JsonSerializable(typeof(ResendRange))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(RecallCount))]
[JsonSerializable(typeof(PackNotice))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>The largest payload that kiosk, broker and city accept, in bytes.</summary>
    public const int MaxPayload = 64 * 1024;

    private static readonly WireJson Relaxed = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // What comes in is a stranger's: a null where a value is due, or a value left out, is a fault of the message.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        // Payloads never stand in HTML as such; escaped Vietnamese would cost six bytes a letter.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new MillisecondTimeConverter() },
    });

    /// <summary>The bytes of a sighting.</summary>
    public static byte[] ToBytes(Sighting sighting) => JsonSerializer.SerializeToUtf8Bytes(sighting, Relaxed.Sighting);

    /// <summary>The bytes of a state.</summary>
    public static byte[] ToBytes(KioskStatus status) =>
        JsonSerializer.SerializeToUtf8Bytes(status, Relaxed.KioskStatus);

    /// <summary>The bytes of a pulse.</summary>
    public static byte[] ToBytes(Pulse pulse) => JsonSerializer.SerializeToUtf8Bytes(pulse, Relaxed.Pulse);

    /// <summary>The bytes of what a pulse says of the coverage.</summary>
    public static byte[] ToBytes(PulseCoverage coverage) =>
        JsonSerializer.SerializeToUtf8Bytes(coverage, Relaxed.PulseCoverage);

    /// <summary>Reads what a pulse says of the coverage.</summary>
    /// <exception cref="JsonException">The bytes are none of this version; the message says where.</exception>
    public static PulseCoverage ToCoverage(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.PulseCoverage) ?? throw new JsonException("null is no coverage");

    /// <summary>Reads a sighting.</summary>
    /// <exception cref="JsonException">The bytes are no sighting of this version; the message says where.</exception>
    public static Sighting ToSighting(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.Sighting) ?? throw new JsonException("null is no sighting");

    /// <summary>Reads a state.</summary>
    /// <exception cref="JsonException">The bytes are no state of this version; the message says where.</exception>
    public static KioskStatus ToStatus(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.KioskStatus) ?? throw new JsonException("null is no status");

    /// <summary>Reads a pulse.</summary>
    /// <exception cref="JsonException">The bytes are no pulse of this version; the message says where.</exception>
    public static Pulse ToPulse(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.Pulse) ?? throw new JsonException("null is no pulse");

    /// <summary>The bytes of a receipt.</summary>
    public static byte[] ToBytes(Receipt receipt) => JsonSerializer.SerializeToUtf8Bytes(receipt, Relaxed.Receipt);

    /// <summary>Reads what the city has committed.</summary>
    /// <exception cref="JsonException">The bytes are no acknowledgement of this version; the message says where.
    /// </exception>
    public static Acknowledgement ToAcknowledgement(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.Acknowledgement)
        ?? throw new JsonException("null is no acknowledgement");

    /// <summary>Reads what every command says of itself.</summary>
    /// <exception cref="JsonException">The bytes are no command of this version; the message says where.</exception>
    public static CommandHead ToCommand(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.CommandHead) ?? throw new JsonException("null is no command");

    /// <summary>Reads what <c>cmd/resend</c> asks for.</summary>
    /// <exception cref="JsonException">The bytes ask for no range; the message says where.</exception>
    public static ResendRange ToResendRange(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.ResendRange) ?? throw new JsonException("null is no range");

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="JsonException">The bytes are no receipt of this version; the message says where.</exception>
    public static Receipt ToReceipt(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.Receipt) ?? throw new JsonException("null is no receipt");

    /// <summary>The bytes of a count of recalled sightings.</summary>
    public static byte[] ToBytes(RecallCount count) =>
        JsonSerializer.SerializeToUtf8Bytes(count, Relaxed.RecallCount);

    /// <summary>Reads a count of recalled sightings.</summary>
    /// <exception cref="JsonException">The bytes are no count of this version; the message says where.</exception>
    public static RecallCount ToRecallCount(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.RecallCount) ?? throw new JsonException("null is no count");

    /// <summary>The bytes of a pack's notice.</summary>
    public static byte[] ToBytes(PackNotice notice) =>
        JsonSerializer.SerializeToUtf8Bytes(notice, Relaxed.PackNotice);

    /// <summary>Reads a pack's notice; see <see cref="PackNotice.TryRead"/> for its limits.</summary>
    /// <exception cref="JsonException">The bytes are no notice of this version; the message says where.</exception>
    public static PackNotice ToPackNotice(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, Relaxed.PackNotice) ?? throw new JsonException("null is no notice");

    private sealed class MillisecondTimeConverter : JsonConverter<DateTimeOffset>
    {
        private const string Form = "yyyy-MM-ddTHH:mm:ss.fffzzz";

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            // The relaxed encoder matters: a strict one would write + as \u002B.
            writer.WriteStringValue(value.ToString(Form, CultureInfo.InvariantCulture));
    }
}
