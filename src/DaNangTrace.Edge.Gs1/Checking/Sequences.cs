using static DaNangTrace.Edge.Gs1.LinterAnswer;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Checks which of how many a thing is.</summary>
internal static class Sequences
{
    /// <summary>Two numbers of the same length, one behind the other: the piece, and how many there are.</summary>
    internal static bool FindsInPieceOfTotal(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (FindsNonDigit(text, out flaw))
            return true;
        if (text.IsEmpty || text.Length % 2 != 0)
            return Bad(FaultCode.PieceOfTotal, 0, text.Length, out flaw);
        var half = text.Length / 2;
        var piece = text[..half];
        var total = text[half..];
        if (!piece.ContainsAnyExcept('0'))
            return Bad(FaultCode.PieceOfTotal, 0, half, out flaw);
        if (!total.ContainsAnyExcept('0'))
            return Bad(FaultCode.PieceOfTotal, half, half, out flaw);
        return BadUnless(!IsAbove(piece, total), FaultCode.PieceOfTotal, text, out flaw);
    }

    /// <summary>Two numbers without leading zeros, separated by a slash: the position, and the last one.</summary>
    internal static bool FindsInPosition(ReadOnlySpan<char> text, out Flaw flaw)
    {
        var slash = text.IndexOf('/');
        if (slash < 1 || slash == text.Length - 1)
            return Bad(FaultCode.SequencePosition, 0, text.Length, out flaw);
        var position = text[..slash];
        var last = text[(slash + 1)..];
        if (position.ContainsAnyExceptInRange('0', '9') || last.ContainsAnyExceptInRange('0', '9'))
            return Bad(FaultCode.SequencePosition, 0, text.Length, out flaw);
        if (position[0] == '0')
            return Bad(FaultCode.SequencePosition, 0, position.Length, out flaw);
        if (last[0] == '0')
            return Bad(FaultCode.SequencePosition, slash + 1, last.Length, out flaw);
        return BadUnless(!IsAbove(position, last), FaultCode.SequencePosition, text, out flaw);
    }

    // Compared as text, so that no length is too much; neither number has zeros that the other lacks.
    private static bool IsAbove(ReadOnlySpan<char> number, ReadOnlySpan<char> other) =>
        number.Length != other.Length ? number.Length > other.Length : number.SequenceCompareTo(other) > 0;
}
