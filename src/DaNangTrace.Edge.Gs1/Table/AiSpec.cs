namespace DaNangTrace.Edge.Gs1;

/// <summary>One line of the table: an AI, or a range of AIs that differ in nothing but the last digit.</summary>
/// <param name="Codes">One code, or first and last with a hyphen.</param>
/// <param name="Flags"><c>*</c> no GS is needed after it; <c>?</c> may be an attribute of a Digital Link.</param>
/// <param name="Title">The data title.</param>
/// <param name="Components">The parts of the value, the optional ones last.</param>
/// <param name="Req">
/// Groups separated by a space: each must be met; alternatives by comma; what must come together by plus;
/// <c>n</c> stands for any digit.
/// </param>
/// <param name="Ex">AIs that must not come with it, by comma.</param>
/// <param name="Key">
/// Null if it is no primary key of a Digital Link; else its qualifiers in order, alternatives separated by a bar.
/// </param>
internal sealed record AiSpec(
    string Codes,
    string Flags,
    string Title,
    Component[] Components,
    string? Req = null,
    string? Ex = null,
    string? Key = null);
