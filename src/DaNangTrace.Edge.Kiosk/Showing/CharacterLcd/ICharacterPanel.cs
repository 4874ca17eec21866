namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// A panel of characters, opened: what the LCD's panel writes on, whoever drives it. An <see cref="IOException"/>
/// says that it went away.
/// <para>It is blank when it was opened, and is left blank and dark when it is closed; one that went away is closed all
/// the same, without a word.</para>
/// </summary>
public interface ICharacterPanel : IDisposable
{
    /// <summary>Characters in a row.</summary>
    int Columns { get; }

    /// <summary>Rows.</summary>
    int Rows { get; }

    /// <summary>Writes characters, one byte each: 0 to 7 are own glyphs, others ASCII from 0x20 to 0x7D but 0x5C, which
    /// is another sign in Japanese controllers.</summary>
    void Write(int row, int column, ReadOnlySpan<byte> characters);

    /// <summary>Defines an own glyph: 5 columns (bit 4 is the left one) by 8 rows.</summary>
    void Define(int glyph, ReadOnlySpan<byte> rows);

    /// <summary>Looks whether it is still there and was not without current meanwhile.</summary>
    /// <exception cref="IOException">It is not, or was.</exception>
    void Look();
}
