using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

/// <summary>What tests of typed codes need.</summary>
public abstract class WedgeTests
{
    protected const int A = 30;
    protected const int B = 48;
    protected const int C = 46;
    protected const int F8 = 66;
    protected const int ArrowDown = 108;
    protected const int VolumeUp = 115;

    private protected ScannerTally Tally { get; } = Samples.Tally();

    private protected WedgeDecoder DecoderOf(ScannerOptions options) => new(options, Tally);

    private protected List<string> CodesOf(ScannerOptions options, Typist typist) =>
        CodesOf(DecoderOf(options), typist.Bytes);

    private protected static List<string> CodesOf(WedgeDecoder decoder, byte[] bytes)
    {
        var codes = new List<string>();
        ReadOnlyMemory<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            if (decoder.Next(ref rest) is { } code)
                codes.Add(code.Symbol.Identifier is { } id ? $"]{id}{code.Symbol.Text}" : code.Symbol.Text);
        }
        return codes;
    }

    // Keys by their numbers; what is held stands in front with a plus.
    private protected static Typist Tapped(string keys)
    {
        var typist = Typist.Us;
        foreach (var chord in keys.Split(' '))
            typist.Tap([.. chord.Split('+').Select(int.Parse)]);
        return typist;
    }
}
