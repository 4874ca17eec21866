using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>What one message carries.</summary>
internal abstract record Parcel
{
    private Parcel() { }

    /// <summary>Its size in bytes.</summary>
    public abstract int Bytes { get; }

    /// <summary>When it went, by the clock's timestamps.</summary>
    public long SentAt { get; set; }

    /// <summary>Sightings, as they are stored.</summary>
    /// <param name="Rows">One or more, in their order.</param>
    /// <param name="Order">Whose wish it is to get them again; null for what was never delivered.</param>
    public sealed record Sightings(IReadOnlyList<LedgerRow> Rows, ResendOrder? Order) : Parcel
    {
        /// <summary>The sighting, or a JSON array of them; each byte for byte as it is stored.</summary>
        public ReadOnlyMemory<byte> Payload { get; } = PayloadOf(Rows);

        /// <inheritdoc/>
        public override int Bytes => Payload.Length;

        private static byte[] PayloadOf(IReadOnlyList<LedgerRow> rows)
        {
            if (rows.Count == 1)
                return rows[0].Bytes;
            var payload = new byte[rows.Sum(row => row.Bytes.Length + 1) + 1];
            var at = 0;
            foreach (var row in rows)
            {
                payload[at] = at == 0 ? (byte)'[' : (byte)',';
                row.Bytes.CopyTo(payload, at + 1);
                at += row.Bytes.Length + 1;
            }
            payload[at] = (byte)']';
            return payload;
        }
    }

    /// <summary>How many sightings a recall covers that came after them, as it is stored.</summary>
    public sealed record Count(LedgerRow Row) : Parcel
    {
        /// <inheritdoc/>
        public override int Bytes => Row.Bytes.Length;
    }

    /// <summary>A receipt.</summary>
    public sealed record Reply(CityAnswer Answer) : Parcel
    {
        /// <inheritdoc/>
        public override int Bytes => Answer.Payload.Length;
    }
}
