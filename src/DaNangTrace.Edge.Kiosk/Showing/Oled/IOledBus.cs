namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>How bytes come to an SSD1306. An <see cref="IOException"/> says that nobody answers.</summary>
internal interface IOledBus : IDisposable
{
    /// <summary>Which one it is, for people.</summary>
    string Told { get; }

    /// <summary>Sends commands.</summary>
    void Command(ReadOnlySpan<byte> commands);

    /// <summary>Sends points.</summary>
    void Data(ReadOnlySpan<byte> points);

    /// <summary>Whether it says that it is lit; null where it can't be asked.</summary>
    bool? IsLit();
}
