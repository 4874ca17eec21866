using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>The page's colours (tokens.css), for what is drawn without a browser.</summary>
internal static class Colours
{
    public static readonly SKColor Paper = new(0xF3, 0xF7, 0xF6);
    public static readonly SKColor Ink = new(0x0B, 0x24, 0x29);
    public static readonly SKColor Ink2 = new(0x3D, 0x54, 0x59);
    public static readonly SKColor Line = new(0xC9, 0xD5, 0xD3);
    public static readonly SKColor Sea7 = new(0x0E, 0x4A, 0x58);
    public static readonly SKColor Sea8 = new(0x09, 0x35, 0x40);
    public static readonly SKColor Sea9 = new(0x05, 0x23, 0x2B);
    public static readonly SKColor Foam = new(0xBF, 0xE0, 0xE2);
    public static readonly SKColor Gold = new(0xFF, 0xC8, 0x3D);
    public static readonly SKColor White = new(0xFF, 0xFF, 0xFF);

    /// <summary>Of a chevron and of a caution.</summary>
    public static readonly SKColor Amber = new(0xF9, 0xB1, 0x14);

    /// <summary>Of an octagon.</summary>
    public static readonly SKColor Red = new(0xA8, 0x0F, 0x1B);

    /// <summary>Tubes of the bridge on a green sign.</summary>
    public static readonly SKColor Tube = new(0x86, 0xE0, 0xB4);

    private static readonly SKColor Known = new(0x0B, 0x70, 0x40);
    private static readonly SKColor Grey = new(0x4B, 0x58, 0x5D);
    private static readonly SKColor Blue = new(0x17, 0x50, 0xA6);
    private static readonly SKColor Store = new(0xC5, 0xD3, 0xD0);
    private static readonly SKColor OnAmber = new(0x1B, 0x13, 0x00);

    /// <summary>Of a sign, and of what stands on it.</summary>
    public static (SKColor Ground, SKColor On) Of(Sign sign) => sign switch
    {
        Sign.Known or Sign.Stale => (Known, White),
        Sign.Compare or Sign.Several or Sign.NotRegistered => (Amber, OnAmber),
        Sign.Recalled or Sign.Expired => (Red, White),
        Sign.Payment or Sign.Personal => (Blue, White),
        Sign.InStore => (Store, Ink),
        Sign.Idle or Sign.Announcement => (Sea8, White),
        _ => (Grey, White),
    };
}
