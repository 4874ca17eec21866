using System.Drawing;

namespace Iot.Device.CharacterLcd;

public interface ICharacterLcd : IDisposable
{
    bool BacklightOn { get; set; }

    Size Size { get; }

    void Clear();

    void CreateCustomCharacter(int location, ReadOnlySpan<byte> characterMap);

    void SetCursorPosition(int left, int top);

    void Write(string text);
}

public class Hd44780(Size size, LcdInterface lcdInterface) : ICharacterLcd
{
    public Size Size { get; } = size;

    public virtual bool BacklightOn
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Clear() => throw new NotSupportedException();

    public void SetCursorPosition(int left, int top) => throw new NotSupportedException();

    public void CreateCustomCharacter(int location, ReadOnlySpan<byte> characterMap) =>
        throw new NotSupportedException();

    public void CreateCustomCharacter(int location, byte[] characterMap) => throw new NotSupportedException();

    public void Write(string text) => throw new NotSupportedException();

    public void Write(ReadOnlySpan<char> text) => throw new NotSupportedException();

    public void Write(char[] text) => throw new NotSupportedException();

    public virtual void Dispose() => lcdInterface.Dispose();
}

public class Lcd1602(LcdInterface lcdInterface) : Hd44780(new Size(16, 2), lcdInterface);

public class Lcd2004(LcdInterface lcdInterface) : Hd44780(new Size(20, 4), lcdInterface);
