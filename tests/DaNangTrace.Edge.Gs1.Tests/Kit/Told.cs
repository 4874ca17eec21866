using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Gs1.Tests.Kit;

/// <summary>A reading in a few words, so that a table of cases reads like the standard's examples.</summary>
internal static class Told
{
    internal const string Gtin = "08936012345674";

    internal static readonly Gs1Reader Reader = new(new FixedTime(2026));

    /// <summary>␝ stands for GS, {G} and {E} for the sample GTIN with 14 and 13 digits.</summary>
    internal static Reading Read(string sent) => Reader.Read(Symbol.Parse(sent
        .Replace('␝', '\u001D')
        .Replace("{G}", Gtin, StringComparison.Ordinal)
        .Replace("{E}", Gtin[1..], StringComparison.Ordinal)));

    internal static string Of(string sent) => Of(Read(sent));

    /// <summary><c>item (01)… ! warning</c>, <c>web host</c>, <c>unreadable fault fault</c> …</summary>
    internal static string Of(Reading reading)
    {
        var words = new StringBuilder();
        switch (reading)
        {
            case Reading.Item item:
                words.Append("item ");
                foreach (var element in item.Elements)
                    words.Append('(').Append(element.Ai).Append(')').Append(element.Value);
                break;
            case Reading.Web web:
                words.Append("web ").Append(web.Host);
                break;
            case Reading.Text text:
                words.Append(CultureInfo.InvariantCulture, $"text {text.Length}");
                break;
            case Reading.Unreadable unreadable:
                words.Append("unreadable");
                foreach (var fault in unreadable.Faults)
                    words.Append(' ').Append(fault.Code);
                break;
            default:
                words.Append(reading is Reading.Payment ? "payment" : "personal");
                break;
        }
        foreach (var warning in reading.Warnings)
        {
            // Said of each code without an identifier: the cases say so by having none.
            if (warning.Code == FaultCodes.SymbologyInferred)
                continue;
            words.Append(" ! ").Append(warning.Code);
        }
        return words.Replace(Gtin, "{G}").ToString();
    }
}
