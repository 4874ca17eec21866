namespace DaNangTrace.Edge.Gs1;

/// <summary>What kind of code a text is; <see cref="Reading"/> says more of each.</summary>
public enum ReadingKind
{
    /// <summary>It means to be a product code and breaks its rules, or can't be read at all.</summary>
    Unreadable,

    /// <summary>A product code that keeps GS1's rules.</summary>
    Item,

    /// <summary>A web address that is no GS1 Digital Link.</summary>
    Web,

    /// <summary>A payment code.</summary>
    Payment,

    /// <summary>Personal or secret content.</summary>
    Personal,

    /// <summary>Text of no kind that we know.</summary>
    Text,
}
