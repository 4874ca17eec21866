namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>What fills the sign: each has a silhouette, an emblem and a colour of its own on every display.</summary>
internal enum Sign
{
    /// <summary>Nobody scans: how to do it.</summary>
    Idle,

    /// <summary>What the market tells.</summary>
    Announcement,

    /// <summary>Nothing can be scanned.</summary>
    OutOfOrder,

    /// <summary>Registered, no warnings.</summary>
    Known,

    /// <summary>Registered; whether there are warnings is not known as of today.</summary>
    Stale,

    /// <summary>Registered; some of its kind are recalled, and the shopper has to compare.</summary>
    Compare,

    /// <summary>Several products have its number: the shopper has to compare.</summary>
    Several,

    /// <summary>Nobody told the city about it.</summary>
    NotRegistered,

    /// <summary>Recalled.</summary>
    Recalled,

    /// <summary>Its day of use has passed.</summary>
    Expired,

    /// <summary>A number of one shop's own.</summary>
    InStore,

    /// <summary>The city is being asked.</summary>
    Reading,

    /// <summary>Nobody could be asked.</summary>
    OutOfReach,

    /// <summary>A code that moves money.</summary>
    Payment,

    /// <summary>A code of a person's.</summary>
    Personal,

    /// <summary>It could not be read.</summary>
    Unreadable,
}
