using LiteDB;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>A generation of the catalog can't be read or written; the message says which, and why.</summary>
public sealed class CatalogException : IOException
{
    // ENOMEM, ENFILE, EMFILE.
    private static readonly int[] OfTheMachine = [12, 23, 24];

    private CatalogException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Whether the machine lacked memory or handles; the file is well.</summary>
    public bool IsPassing => InnerException is OutOfMemoryException
        || (InnerException is IOException e && OfTheMachine.Contains(e.HResult));

    /// <summary>Whether it is of another version of this program, which may come back.</summary>
    public bool IsOfOtherForm => InnerException is OtherFormException;

    internal static CatalogException Of(string folder, Exception e) =>
        new($"{folder}: {e.Message}", e);

    // LiteDB fails on a damaged page with whatever its reader stumbles over; all of these mean that the file is bad.
    internal static bool IsBroken(Exception e) => e is LiteException or IOException or UnauthorizedAccessException
        or InvalidOperationException or InvalidCastException or IndexOutOfRangeException or ArgumentException
        or NullReferenceException or ArithmeticException or NotSupportedException or NotImplementedException
        or OutOfMemoryException or FormatException or KeyNotFoundException or ArrayTypeMismatchException
        or SqliteException;
}
