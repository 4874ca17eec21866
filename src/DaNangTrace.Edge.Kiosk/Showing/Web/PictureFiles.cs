using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// Pictures by the SHA-256 of their bytes: the sample's stand inside the program, a pack's in the catalog.
/// </summary>
/// <param name="builtIn">The page's own files.</param>
/// <param name="catalog">The catalog.</param>
internal sealed class PictureFiles(EmbeddedFiles builtIn, Catalog catalog)
{
    /// <summary>Answers a request with a picture, or with 404.</summary>
    public async Task AnswerAsync(HttpContext context, string hash)
    {
        // Else it would be a path of somebody's own.
        if (PackManifest.IsHash(hash))
        {
            if (builtIn.NameOf(hash) is { } name)
            {
                await builtIn.AnswerAsync(context, name);
                return;
            }
            if (catalog.PictureOf(hash) is { } file && await TryReadAsync(file, context) is { } bytes
                && PictureKind.Of(bytes) is { } kind)
            {
                context.Response.ContentType = kind;
                context.Response.ContentLength = bytes.Length;
                // Its name is its content: it never changes.
                context.Response.Headers.CacheControl = "max-age=86400, immutable";
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
                return;
            }
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // Its generation may be removed just now; the page then draws the general picture.
    private static async Task<byte[]?> TryReadAsync(string file, HttpContext context)
    {
        try
        {
            return new FileInfo(file).Length <= PackLimit.MaxImage
                ? await File.ReadAllBytesAsync(file, context.RequestAborted)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
