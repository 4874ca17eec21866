namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// What a component's content must satisfy beyond length and characters. A name in lower case is the linter's name in
/// the GS1 Barcode Syntax Dictionary, so that the table can be compared with it.
/// </summary>
/// <remarks><see cref="Linting"/> says what each means.</remarks>
internal enum Linter : byte
{
    Couponcode,
    Couponposoffer,
    Csum,
    Csumalpha,
    Gcppos1,
    Gcppos2,
    Hasnondigit,
    Hh,
    Hhmi,
    Hyphen,
    Iban,
    Importeridx,
    Iso3166,
    Iso3166999,
    Iso3166alpha2,
    Iso4217,
    Iso5218,
    Latitude,
    Longitude,
    Mediatype,
    Mi,
    Nonzero,
    Nozeroprefix,
    Packagetype,
    Pcenc,
    Pieceoftotal,
    Posinseqslash,
    Ss,
    Winding,
    Yesno,
    Yymmd0,
    Yymmdd,
    Yyyymmdd,
    Zero,
}

/// <summary>The names of linters.</summary>
internal static class LinterNames
{
    private static readonly string[] Words = Array.ConvertAll(Enum.GetNames<Linter>(), x => x.ToLowerInvariant());

    /// <summary>The name in the GS1 Barcode Syntax Dictionary.</summary>
    internal static string Word(this Linter linter) => Words[(int)linter];
}
