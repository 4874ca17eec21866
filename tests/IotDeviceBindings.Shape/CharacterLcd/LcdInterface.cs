using System.Device.I2c;

namespace Iot.Device.CharacterLcd;

public abstract class LcdInterface : IDisposable
{
    public static LcdInterface CreateI2c(I2cDevice device, bool uses8Bit = true) => throw new NotSupportedException();

    public void Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
    }
}
