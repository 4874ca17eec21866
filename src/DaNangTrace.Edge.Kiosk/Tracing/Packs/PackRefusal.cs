using System.Text.Json;

namespace DaNangTrace.Edge.Kiosk.Tracing.Packs;

/// <summary>Why a pack was not taken; nothing of it was.</summary>
/// <param name="Reason">Which rule it breaks.</param>
/// <param name="Message">What, where and what to do, in a sentence.</param>
public sealed record PackRefusal(PackFault Reason, string Message);

/// <summary>The rules that a pack may break.</summary>
public enum PackFault
{
    /// <summary>What was announced is no announcement.</summary>
    NoNotice,

    /// <summary>There is no manifest, or a file that it names is missing.</summary>
    Missing,

    /// <summary>No key is trusted on this kiosk.</summary>
    NoTrust,

    /// <summary>It has no signature.</summary>
    NoSignature,

    /// <summary>It was signed with a key that this kiosk does not trust.</summary>
    OtherKey,

    /// <summary>The signature does not belong to the manifest.</summary>
    WrongSignature,

    /// <summary>The manifest, though signed, says something that can't be.</summary>
    BadManifest,

    /// <summary>Its data is of a day that has not come.</summary>
    NotYetValid,

    /// <summary>A newer one was taken before.</summary>
    Older,

    /// <summary>It is larger than a pack of its kind may be.</summary>
    TooLarge,

    /// <summary>A file is shorter or longer than the manifest says.</summary>
    WrongSize,

    /// <summary>A file has other bytes than the manifest says.</summary>
    Changed,

    /// <summary>It unpacks to more than the manifest says.</summary>
    Bomb,

    /// <summary>It does not unpack.</summary>
    NotGzip,

    /// <summary>A line is no record of the pack's kind.</summary>
    BadRecord,

    /// <summary>The lines are not in their order.</summary>
    Unsorted,

    /// <summary>There are more or fewer lines than the manifest says.</summary>
    WrongCount,

    /// <summary>A picture is not what its name says, no picture, or too large.</summary>
    BadPicture,

    /// <summary>Old and new data together would be more than the quota, or than the disk has.</summary>
    NoRoom,

    /// <summary>Another import is under way.</summary>
    Busy,

    /// <summary>It was announced at an address from which nothing is fetched.</summary>
    NotAllowed,
}

/// <summary>The rules by their codes: what a machine reads.</summary>
public static class PackFaults
{
    /// <summary>The code of a rule: its name, beginning with a small letter.</summary>
    public static string CodeOf(PackFault fault) => JsonNamingPolicy.CamelCase.ConvertName(fault.ToString());

    /// <summary>The rule of a code.</summary>
    public static bool TryRead(string code, out PackFault fault) =>
        Enum.TryParse(code, ignoreCase: true, out fault) && CodeOf(fault) == code;
}

/// <summary>A rule was broken; caught where the pack is taken, and told as its refusal.</summary>
internal sealed class PackFaultException(PackFault reason, string message) : Exception(message)
{
    public PackRefusal Refusal => new(reason, Message);
}
