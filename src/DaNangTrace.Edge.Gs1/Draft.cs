using System.Globalization;

namespace DaNangTrace.Edge.Gs1;

/// <summary>One element as it was found.</summary>
/// <param name="Ai">The application identifier.</param>
/// <param name="Value">Its value, decoded.</param>
/// <param name="At">Where the value begins in the text.</param>
internal readonly record struct Part(ApplicationIdentifier Ai, string Value, int At);

/// <summary>What one reading gathers on its way: elements, faults, warnings.</summary>
/// <param name="thisYear">The year around which two-digit years slide.</param>
internal sealed class Draft(int thisYear)
{
    // A text of 8,191 characters could hold thousands of faults; nobody reads more than the first few.
    private const int MostFaults = 16;

    private List<Fault>? _faults;
    private List<Fault>? _warnings;

    internal List<Part> Parts { get; } = new(4);

    /// <summary>In the order of the text; those of one place as they were found.</summary>
    internal IReadOnlyList<Fault> Faults => InOrder(_faults);

    /// <summary>In the order of the text; those of one place as they were found.</summary>
    internal IReadOnlyList<Fault> Warnings => InOrder(_warnings);

    internal int ThisYear => thisYear;

    /// <summary>The primary key that a Digital Link names; null elsewhere.</summary>
    internal ApplicationIdentifier? Key { get; set; }

    /// <summary>Whether the text broke off where it could not be read on, rather than a value being wrong.</summary>
    internal bool IsBroken { get; private set; }

    internal bool HasFaults => _faults is not null;

    internal void Fault(string code, string? ai, int at, string message)
    {
        _faults ??= [];
        if (_faults.Count < MostFaults)
            _faults.Add(new Fault(code, ai, at, message));
    }

    /// <summary>A fault after which nothing more can be read.</summary>
    internal void Break(string code, string? ai, int at, string message)
    {
        IsBroken = true;
        Fault(code, ai, at, message);
    }

    internal void Warn(string code, string? ai, int at, string message)
    {
        _warnings ??= [];
        if (_warnings.Count < MostFaults)
            _warnings.Add(new Fault(code, ai, at, message));
    }

    /// <summary>Checks an element and keeps it, once if it came before with the same value.</summary>
    internal void Add(ApplicationIdentifier ai, string value, int at)
    {
        foreach (var part in Parts)
        {
            if (!ReferenceEquals(part.Ai, ai))
                continue;
            if (part.Value == value)
                Warn(FaultCodes.IdenticalRepeat, ai.Code, at, $"AI {ai.Code} came before with the same value.");
            else
                Fault(FaultCodes.Repeat, ai.Code, at, $"AI {ai.Code} came before with another value.");
            return;
        }
        Check(ai, value, at);
        Parts.Add(new Part(ai, value, at));
    }

    private static List<Fault> InOrder(List<Fault>? found) =>
        found is null ? [] : found.Count == 1 ? found : [.. found.OrderBy(x => x.At)];

    private void Check(ApplicationIdentifier ai, ReadOnlySpan<char> value, int at)
    {
        if (value.IsEmpty)
        {
            Fault(FaultCodes.MissingValue, ai.Code, at, $"AI {ai.Code} ({ai.Title}) has no value.");
            return;
        }
        var done = 0;
        foreach (var component in ai.Spec.Components)
        {
            var rest = value[done..];
            if (rest.IsEmpty && component.IsOptional)
                return;
            var piece = rest[..Math.Min(component.Max, rest.Length)];
            if (!IsSound(ai, component, piece, at + done))
                return;
            done += piece.Length;
        }
        if (done < value.Length)
            WrongLength(ai, value.Length, at);
    }

    private bool IsSound(ApplicationIdentifier ai, Component component, ReadOnlySpan<char> piece, int at)
    {
        var foreign = component.FirstForeign(piece);
        if (foreign >= 0)
        {
            var isNumber = component.Set == CharacterSet.Numeric;
            Fault(isNumber ? FaultCodes.NotDigits : FaultCodes.Character, ai.Code, at + foreign,
                isNumber
                    ? $"AI {ai.Code} ({ai.Title}) has digits only here; {Name(piece[foreign])} is none."
                    : $"AI {ai.Code} ({ai.Title}) may not hold {Name(piece[foreign])}.");
            return false;
        }
        if (piece.Length < component.Min)
        {
            WrongLength(ai, null, at);
            return false;
        }
        foreach (var linter in component.Linters)
        {
            if (Linters.FaultOf(linter, piece, thisYear) is not { } found)
                continue;
            Fault(found.Code, ai.Code, at + found.At, $"AI {ai.Code} ({ai.Title}): {Means(found.Code)}");
            return false;
        }
        return true;
    }

    private void WrongLength(ApplicationIdentifier ai, int? length, int at)
    {
        var expected = ai.MinLength == ai.MaxLength
            ? string.Create(CultureInfo.InvariantCulture, $"exactly {ai.MaxLength}")
            : string.Create(CultureInfo.InvariantCulture, $"{ai.MinLength} to {ai.MaxLength}");
        var came = length is null
            ? "; there are fewer."
            : string.Create(CultureInfo.InvariantCulture, $", not {length}; a GS may be missing.");
        Fault(FaultCodes.Length, ai.Code, at, $"AI {ai.Code} ({ai.Title}) has {expected} characters{came}");
    }

    private static string Means(string code) => code switch
    {
        FaultCodes.CheckDigit => "the check digit is wrong.",
        FaultCodes.Month => "the month is not 01 to 12.",
        FaultCodes.Day => "the month has no such day.",
        _ => "there is no such time of day.",
    };

    private static string Name(char character) =>
        string.Create(CultureInfo.InvariantCulture, $"the character U+{(int)character:X4}");
}
