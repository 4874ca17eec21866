using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The sentence for a finding, in English and Vietnamese. It quotes no content, a single character and a trade item's
/// number apart: a message may be logged.
/// </summary>
internal static class FaultText
{
    internal static string English(in Finding finding) => Say(finding, FaultWords.English);

    internal static string Vietnamese(in Finding finding) => Say(finding, FaultWords.Vietnamese);

    private static string Say(in Finding finding, FaultWords words)
    {
        var ai = finding.Ai;
        var subject = ai is null ? "" : Named(ai);
        var other = finding.Other is { } second ? Named(second) : "";
        var sentence = finding.Kind switch
        {
            FaultCode.CheckDigit => words.CheckDigit((char)finding.Detail),
            FaultCode.Length when ai is null => words.NumberLength(finding.Detail),
            FaultCode.Length => words.Length(ai, finding.Detail),
            FaultCode.NotDigits when ai is null => words.NumberDigits(Character(finding.Detail)),
            FaultCode.NotDigits => words.Digits(Character(finding.Detail)),
            FaultCode.Character => words.Character(Character(finding.Detail)),
            FaultCode.RequiredAi => words.Required(ai!.Relations.Requires[finding.Detail].Notation),
            FaultCode.QualifierOrder => words.Order(ai!.Qualifiers!),
            FaultCode.ExclusivePair => words.Exclusive(other),
            FaultCode.NotQualifier => words.NotQualifier(other),
            FaultCode.LostGs => words.LostGs(other),
            FaultCode.Alternative =>
                words.Alternative(finding.Detail.ToString("D12", CultureInfo.InvariantCulture)),
            _ => words.Of(finding.Kind),
        };
        if (finding.Linter is { } linter)
            sentence += $" [{linter.Word()}]";
        return subject.Length == 0
            ? char.ToUpper(sentence[0], CultureInfo.InvariantCulture) + sentence[1..]
            : $"{subject}: {sentence}";
    }

    private static string Named(ApplicationIdentifier ai) =>
        ai.Title.Length == 0 ? $"AI {ai.Code}" : $"AI {ai.Code} ({ai.Title})";

    private static string Character(long code) => code is > ' ' and < 0x7F
        ? string.Create(CultureInfo.InvariantCulture, $"‘{(char)code}’ (U+{code:X4})")
        : string.Create(CultureInfo.InvariantCulture, $"U+{code:X4}");
}
