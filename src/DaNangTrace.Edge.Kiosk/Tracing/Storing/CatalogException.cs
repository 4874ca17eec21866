using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>A generation of the catalog can't be read or written; the message says which, and why.</summary>
public sealed class CatalogException : IOException
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    private CatalogException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether the disk is full or can't be written; the files on it are well.</summary>
    public bool IsOfTheDisk => InnerException is IOException { HResult: NoSpace or ReadOnlyFileSystem };

    internal static CatalogException Of(string folder, Exception e) =>
        new($"{folder}: {e.Message}", e);

    // LiteDB fails on a damaged page with whatever its reader stumbles over; all of these mean that the file is bad.
    internal static bool IsBroken(Exception e) => e is LiteException or IOException or UnauthorizedAccessException
        or InvalidOperationException or InvalidCastException or IndexOutOfRangeException or ArgumentException
        or NullReferenceException or OverflowException or NotSupportedException or OutOfMemoryException;
}
