namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>A library of the system's, or one beside the program, that is not there.</summary>
internal static class MissingLibrary
{
    /// <summary>What says so in an exception, however deep; null where it is about something else.</summary>
    /// <remarks>Of a type whose start needs the library only the start's failure is told.</remarks>
    public static DllNotFoundException? Of(Exception? trouble) => trouble switch
    {
        null => null,
        DllNotFoundException missing => missing,
        _ => Of(trouble.InnerException),
    };

    /// <summary>What to do where the drawing library is missing; null where it is not that.</summary>
    public static string? OfSkia(Exception trouble) =>
        Of(trouble)?.Message.Contains("SkiaSharp", StringComparison.Ordinal) == true
            ? "libSkiaSharp.so is not beside the program: copy the published program's whole folder, not its file alone"
            : null;
}
