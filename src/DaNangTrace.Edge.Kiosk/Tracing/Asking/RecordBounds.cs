using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>What a record from elsewhere must keep to, as those of packs do.</summary>
internal static class RecordBounds
{
    /// <summary>Entries of a list.</summary>
    public const int MostListed = 64;

    /// <summary>Steps of a way: more than these a shopper does not read.</summary>
    public const int MostStages = 12;

    /// <summary>Whether a text is a Global Location Number.</summary>
    public static bool IsGln(string? text) => text is { Length: 13 } && CheckDigit.IsRight(text);
}
