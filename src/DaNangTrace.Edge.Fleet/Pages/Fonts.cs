namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>The pages' letters (Be Vietnam Pro, SIL Open Font License), served by the program itself.</summary>
internal static class Fonts
{
    private const string Prefix = "font:";

    // A name never changes its letters: a new cut would get a new name.
    private const string Keep = "public, max-age=31536000, immutable";

    /// <summary>Answers <c>/fonts/…</c> with the files inside the program, and with nothing else.</summary>
    internal static void MapFonts(this WebApplication app)
    {
        var assembly = typeof(Fonts).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            app.MapGet($"/fonts/{resource[Prefix.Length..]}", context =>
            {
                context.Response.Headers.CacheControl = Keep;
                var file = assembly.GetManifestResourceStream(resource)!;
                return Results.Stream(file, "font/woff2").ExecuteAsync(context);
            });
        }
    }
}
