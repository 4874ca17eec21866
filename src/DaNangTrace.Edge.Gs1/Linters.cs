namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Checks a component's content. Length and characters have been checked before, so that numbers are digits here.
/// Checked so far: check digits, dates and times; the other linters let everything pass.
/// </summary>
internal static class Linters
{
    /// <summary>What a linter finds: a code, and where in the component.</summary>
    internal static (string Code, int At)? FaultOf(Linter of, ReadOnlySpan<char> text, int thisYear) => of switch
    {
        Linter.Csum => CheckDigit.IsRight(text) ? null : (FaultCodes.CheckDigit, text.Length - 1),
        Linter.Yymmd0 => GsDate.FaultOf(text, thisYear, dayMayBeZero: true),
        Linter.Yymmdd => GsDate.FaultOf(text, thisYear, dayMayBeZero: false),
        Linter.Yyyymmdd => GsDate.FaultOfLong(text),
        Linter.Hh => Above(text, 23, 0),
        Linter.Mi or Linter.Ss => Above(text, 59, 0),
        Linter.Hhmi => Above(text, 23, 0) ?? Above(text[2..], 59, 2),
        _ => null,
    };

    private static (string Code, int At)? Above(ReadOnlySpan<char> digits, int most, int at) =>
        GsDate.Two(digits) > most ? (FaultCodes.Time, at) : null;
}
