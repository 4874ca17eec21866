namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>
/// What a display without a browser has to show of a scene, in one language and in its order of weight. How much of it
/// finds room, and how it looks, is the display's business.
/// </summary>
/// <param name="Sign">What fills the sign.</param>
/// <param name="Language">The language of the words: not always the scene's, where a display can't write that.</param>
/// <param name="Word">The sign's word; <c>\n</c> where it may break best.</param>
/// <param name="Action">What the sign says to do; empty for nothing.</param>
/// <param name="Fresh">How fresh the data is; null where none is told.</param>
/// <param name="IsAged">Whether that is a reason for care.</param>
/// <param name="Lines">All else, the weightiest first.</param>
internal sealed record SceneFace(
    Sign Sign, string Language, string Word, string Action, string? Fresh, bool IsAged,
    IReadOnlyList<FaceLine> Lines)
{
    /// <summary>What the shopper has to do about it, by colour: a lamp has no more than that.</summary>
    public Signal Signal => Signals.Of(Sign);

    /// <summary>Whether both say the same.</summary>
    public bool Equals(SceneFace? other) => other is not null
        && (Sign, Language, Word, Action, Fresh, IsAged)
            == (other.Sign, other.Language, other.Word, other.Action, other.Fresh, other.IsAged)
        && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sign, Language, Word, Action, Fresh, Lines.Count);
}
