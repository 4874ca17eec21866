using System.Text;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Kit;

/// <summary>Sightings and states as a kiosk sends them.</summary>
internal static class Sample
{
    internal static readonly KioskAddress Han1 = new("han", "k-han-001");
    internal static readonly Guid Epoch = new("01980000-0000-7000-8000-000000000001");
    internal static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(7));

    internal static Sighting Sighting(
        long seq, KioskAddress? address = null, Guid? epoch = null, DateTimeOffset? at = null) => new()
        {
            Id = new Guid((int)seq, 1, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]),
            Epoch = epoch ?? Epoch,
            Seq = seq,
            Prev = new string('0', 64),
            Market = (address ?? Han1).Market,
            Kiosk = (address ?? Han1).Kiosk,
            Scanner = "front",
            At = at ?? Noon,
            Time = new SightingTime("sync", "boot", 1),
            Reading = new SightingReading { Kind = "item", Symbology = "E0", Gtin = "08936012345674" },
            Answer = new SightingAnswer("known", 7, 0, []),
        };

    internal static byte[] Row(long seq, KioskAddress? address = null) => WireJson.ToBytes(Sighting(seq, address));

    internal static byte[] Array(params byte[][] rows) =>
        [(byte)'[', .. rows.SelectMany((row, i) => i == 0 ? row : [(byte)',', .. row]), (byte)']'];

    internal static byte[] Status(string state, long session, string version = "0.1.0") =>
        WireJson.ToBytes(new KioskStatus(1, state, Epoch, session, version));

    internal static Sighting Asked(
        long seq, string gtin, string answer, KioskAddress? address = null, DateTimeOffset? at = null) =>
        Sighting(seq, address, at: at) with
        {
            Reading = new SightingReading { Kind = "item", Gtin = gtin },
            Answer = new SightingAnswer(answer, 7, 0, []),
        };

    internal static RecallCount RecallCount(int n = 1, string? lot = "CB-0717", long count = 3) => new(
        1, new Guid(n, 1, unchecked((short)0x8000), [0x80, 0, 0, 0, 0, 0, 0, 1]), "TH-01/2026", "09520004707176", lot,
        count, Noon.AddHours(-50), Noon.AddHours(-1));

    internal static PulseCoverage Coverage(long codes = 560, long known = 412) => new(
        [new(1, 61, 48, 140, 121), new(7, 240, 183, 911, 790), new(30, codes, known, 3904, 3317)], [], 0);

    internal static Pulse Pulse(PulseCoverage? coverage) => new(
        1, Noon, "sync", "0.1.0", null, null, new PulseRecording("ok", 0, 0, 0, 0, 1, 2, null), null, coverage);

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
