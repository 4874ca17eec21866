using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>Names of users and groups, from this machine's own files; a number where there is none.</summary>
internal static class SystemNames
{
    /// <summary>The name of a user.</summary>
    public static string OfUser(uint number) => NameOf("/etc/passwd", number);

    /// <summary>The name of a group.</summary>
    public static string OfGroup(uint number) => NameOf("/etc/group", number);

    private static string NameOf(string file, uint number)
    {
        var wanted = number.ToString(CultureInfo.InvariantCulture);
        try
        {
            // name:password:number:…
            return File.ReadLines(file).Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields.Length > 2 && fields[2] == wanted)?[0] ?? wanted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The number says enough.
            return wanted;
        }
    }
}
