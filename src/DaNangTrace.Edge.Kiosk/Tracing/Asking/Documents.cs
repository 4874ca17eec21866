using System.Text.Json;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>Reads documents of strangers.</summary>
internal static class Documents
{
    // A product's data nests five deep; EPCIS events six.
    private const int Deepest = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest };

    /// <summary>Parses JSON.</summary>
    /// <exception cref="DocumentException">It is none.</exception>
    public static JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException)
        {
            throw new DocumentException("it is no JSON");
        }
    }
}

/// <summary>A document can't be used; the message says why.</summary>
internal sealed class DocumentException(string message) : Exception(message);
