using System.Device.Pwm;

namespace Iot.Device.Buzzer;

public class Buzzer(PwmChannel pwmChannel) : IDisposable
{
    public void StartPlaying(double frequency) => throw new NotSupportedException();

    public void StopPlaying() => throw new NotSupportedException();

    public void Dispose() => pwmChannel.Dispose();
}
