namespace DaNangTrace.Edge.Benchmarks;

/// <summary>The codes that are measured.</summary>
public enum Gs1Sample
{
    Ean13,
    DataMatrix,
    LinkGtin,
    LinkFour,
    LinkCompressed,
    WebAddress,
    VietQr,
    Noise,
}

/// <summary>Their texts, with the AIM identifier that a scanner sends.</summary>
internal static class Gs1Samples
{
    internal static string TextOf(Gs1Sample sample) => sample switch
    {
        Gs1Sample.Ean13 => "]E08936012345674",
        Gs1Sample.DataMatrix => "]d20108936012345674172711301012A34B\u001D21SN000123",
        Gs1Sample.LinkGtin => "]Q1https://id.gs1.org/01/08936012345674",
        Gs1Sample.LinkFour => "]Q1https://id.gs1.org/01/08936012345674/10/12A34B/21/SN000123?17=271130",
        Gs1Sample.LinkCompressed => "]Q1https://id.gs1.org/ARFKk4XB0CDKWcnpq",
        Gs1Sample.WebAddress => "]Q1https://danang.example/cho-han/gian-hang/123?from=qr",
        Gs1Sample.VietQr =>
            "]Q100020101021138570010A00000072701270006970436011300000000000000208QRIBFTTA53037045802VN63046335",
        _ => "]Q1" + Noise(4096),
    };

    /// <summary>Printable characters of which none begins anything known.</summary>
    private static string Noise(int length)
    {
        var random = new Random(893);
        var noise = new char[length];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = (char)random.Next('!', '~');
        noise[0] = 'z';
        return new string(noise);
    }
}
