using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>A generation is well, and of another version of this program.</summary>
internal sealed class OtherFormException(string message) : LiteException(0, message);

/// <summary>What a generation says of itself.</summary>
/// <param name="Version">The pack's; 0 = the built-in sample, or a seed.</param>
/// <param name="AsOf">When its data was made.</param>
/// <param name="Products">How many products it holds; records of lots and items not counted.</param>
/// <param name="Records">All records.</param>
/// <param name="Sha256">Of the pack's file; empty for a seed.</param>
/// <param name="IsSample">Whether it is the built-in sample.</param>
public sealed record AboutGeneration(
    long Version, DateTimeOffset AsOf, int Products, int Records, string Sha256, bool IsSample)
{
    // What stands in it, and by what it is found. A kiosk of another form could only answer wrongly from it.
    private const int Form = 1;

    internal static AboutGeneration Of(BsonDocument? document) => document is null
        ? throw new LiteException(0, "it does not say what it is")
        : document["form"] != Form
        ? throw new OtherFormException($"it is of another version of this program: form {document["form"]}, not {Form}")
        : new AboutGeneration(
            document["version"].AsInt64,
            DateTimeOffset.FromUnixTimeMilliseconds(document["asOf"].AsInt64),
            document["products"].AsInt32,
            document["records"].AsInt32,
            document["sha256"].AsString,
            document["isSample"].AsBoolean);

    internal BsonDocument ToDocument() => new()
    {
        ["_id"] = "generation",
        ["form"] = Form,
        ["version"] = Version,
        ["asOf"] = AsOf.ToUnixTimeMilliseconds(),
        ["products"] = Products,
        ["records"] = Records,
        ["sha256"] = Sha256,
        ["isSample"] = IsSample,
    };
}
