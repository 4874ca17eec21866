using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// Files that stand inside the program, held in memory and answered with an entity tag (RFC 9110, 8.8.3).
/// </summary>
public sealed class EmbeddedFiles
{
    private readonly FrozenDictionary<string, PageFile> _files;

    /// <summary>Takes in all resources of an assembly whose name begins with <paramref name="prefix"/>.</summary>
    public EmbeddedFiles(Assembly assembly, string prefix)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[prefix.Length..], name => Load(assembly, name), StringComparer.Ordinal);
    }

    /// <summary>The name of the file whose bytes have this SHA-256; null where none has.</summary>
    /// <param name="hash">64 hexadecimal digits in lower case.</param>
    public string? NameOf(string hash) => _files.FirstOrDefault(file => file.Value.Hash == hash).Key;

    /// <summary>Answers a request with a file, or with 404.</summary>
    public Task AnswerAsync(HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_files.TryGetValue(name, out var file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        var isPacked = file.Packed is not null
            && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        var (tag, bytes) = isPacked ? (file.PackedTag, file.Packed!.Value) : (file.Tag, file.Bytes);
        context.Response.Headers.ETag = tag;
        if (file.Packed is not null)
            context.Response.Headers.Vary = "Accept-Encoding";
        // Asked each time and answered from memory: after an update no page mixes old and new files.
        context.Response.Headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        context.Response.ContentType = file.ContentType;
        if (isPacked)
            context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static PageFile Load(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PageFile(bytes, ContentTypeOf(name), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private sealed record PageFile(byte[] Bytes, string ContentType, string Hash)
    {
        public string Tag { get; } = $"\"{Hash[..16]}\"";

        public string PackedTag { get; } = $"\"{Hash[..16]}-gzip\"";

        /// <summary>Words and scripts, at a third of their size (RFC 9110, 8.4.1.3); null for what is packed already.
        /// Made when a page first asks: the kiosk's start does not wait for it.</summary>
        public Lazy<byte[]>? Packed { get; } =
            ContentType.StartsWith("font/", StringComparison.Ordinal)
                || ContentType.StartsWith("image/png", StringComparison.Ordinal)
                ? null
                : new Lazy<byte[]>(() => Pack(Bytes));
    }
}
