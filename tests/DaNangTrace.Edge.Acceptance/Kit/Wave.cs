using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Sound as a voice makes it: one channel of 16-bit samples.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Samples">The samples.</param>
internal sealed record Wave(int Rate, short[] Samples)
{
    public double Seconds => (double)Samples.Length / Rate;

    /// <summary>Root mean square; silence is 0, and full scale 32767.</summary>
    public double Loudness => Math.Sqrt(Samples.Average(sample => (double)sample * sample));

    /// <summary>A WAV file as espeak-ng writes it: a header of 44 bytes, with the rate at 24.</summary>
    public static Wave OfFile(string path)
    {
        const int header = 44, rateAt = 24;
        var bytes = File.ReadAllBytes(path);
        Assert.True(bytes.Length > header && bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8), $"{path} is no sound");
        return new Wave(BitConverter.ToInt32(bytes, rateAt), OfRaw(bytes.AsSpan(header)));
    }

    public static short[] OfRaw(ReadOnlySpan<byte> bytes) =>
        MemoryMarshal.Cast<byte, short>(bytes[..(bytes.Length & ~1)]).ToArray();

    /// <summary>
    /// The fundamental frequency of its loud parts, their median: the least shift at which a piece is like itself.
    /// </summary>
    public double Pitch()
    {
        const int lowest = 65, highest = 400, thinned = 4;
        var rate = Rate / thinned;
        var thin = Samples.Chunk(thinned).Select(chunk => chunk.Average(sample => (double)sample)).ToArray();
        var piece = rate / 25;
        var found = new List<double>();
        for (var at = 0; at + 2 * piece < thin.Length; at += piece)
        {
            if (PeriodOf(thin.AsSpan(at, 2 * piece), piece, rate / highest, rate / lowest) is { } period)
                found.Add((double)rate / period);
        }
        Assert.True(found.Count > 10, "nothing in it has a pitch");
        return found.Order().ElementAt(found.Count / 2);
    }

    private int? PeriodOf(ReadOnlySpan<double> sound, int piece, int shortest, int longest)
    {
        var likeness = new double[longest];
        var energy = Energy(sound[..piece]);
        if (Math.Sqrt(energy / piece) < 0.7 * Loudness)
            return null;
        for (var shift = shortest; shift < longest; shift++)
        {
            var other = sound.Slice(shift, piece);
            var sum = 0d;
            for (var i = 0; i < piece; i++)
                sum += sound[i] * other[i];
            likeness[shift] = sum / Math.Sqrt(energy * Energy(other) + 1);
        }
        var best = likeness.Max();
        // Two periods are as like as one: the shortest that is nearly the best.
        return best < 0.7 ? null : Array.FindIndex(likeness, one => one > 0.92 * best);
    }

    private static double Energy(ReadOnlySpan<double> sound)
    {
        var sum = 0d;
        foreach (var sample in sound)
            sum += sample * sample;
        return sum;
    }
}
