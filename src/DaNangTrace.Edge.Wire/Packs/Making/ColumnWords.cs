using System.Text.Json.Serialization.Metadata;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>What was probably meant by a column that is no field.</summary>
internal static class ColumnWords
{
    private const string Evidence = "evidence";

    /// <summary>Where the evidence of a fact stands that is no bare text: in the fact.</summary>
    /// <param name="path">A column in <c>evidenceOf</c>.</param>
    /// <returns>A hint; empty where there is no such fact.</returns>
    public static string OfOwnEvidence(string path)
    {
        var steps = path.Split('.');
        if (steps.Length < 2)
            return "";
        var fact = steps[1];
        var list = fact.IndexOf('[', StringComparison.Ordinal);
        var name = list < 0 ? fact : fact[..list];
        var field = PackJson.Default.Origin.Properties.FirstOrDefault(one => one.Name == name);
        if (field is null || PackJson.Default.GetTypeInfo(field.PropertyType) is not { } type)
            return "";
        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            type = PackJson.Default.GetTypeInfo(type.ElementType!)!;
            fact = list < 0 ? $"{fact}[0]" : fact;
        }
        if (type.Kind != JsonTypeInfoKind.Object || type.Properties.All(one => one.Name != Evidence))
            return "";
        var rest = steps.Length == 2 ? "grade" : string.Join('.', steps[2..]);
        return $": this fact has its own evidence: {fact}.{Evidence}.{rest}";
    }

    /// <summary>Whether a header is rather one of the other kind of pack; then none of its columns is at fault.
    /// </summary>
    /// <param name="form">The header, as one of this kind.</param>
    /// <param name="faults">How many of its columns are no fields.</param>
    /// <param name="other">The same of the other kind.</param>
    /// <param name="otherFaults">How many columns are no fields there.</param>
    public static bool IsRather(CsvForm form, int faults, CsvForm other, int otherFaults) =>
        other.HasNeeded && (otherFaults < faults || (!form.HasNeeded && otherFaults == 0));
}
