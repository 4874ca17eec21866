using System.Text.Json;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>Reads documents of strangers.</summary>
internal static class Documents
{
    // A product's data nests five deep; EPCIS events six.
    private const int Deepest = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Deepest };

    /// <summary>Reads JSON.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="read">Reads what it needs; of the document nothing is there any more afterwards.</param>
    /// <exception cref="DocumentException">It is none, or holds letters that are none.</exception>
    public static T Read<T>(byte[] bytes, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            throw new DocumentException("it is no JSON");
        }
        // What the library says of bytes that are no UTF-8, and of half a letter (\uD800), when they are asked for.
        catch (InvalidOperationException)
        {
            throw new DocumentException("it holds letters that are none");
        }
    }
}

/// <summary>A document can't be used; the message says why.</summary>
internal sealed class DocumentException(string message) : Exception(message);
