using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

/// <summary>A keyboard wedge: key events through a pipe behind a link as udev makes it.</summary>
public sealed class WedgeContractTests() : PluggedScannerContract(new Rig())
{
    private sealed class Rig : ScannerRig
    {
        private readonly TempFolder _folder = new();
        private readonly KeyboardPipe _pipe;

        public Rig()
        {
            _pipe = new KeyboardPipe(_folder);
            Options = new ScannerOptions
            {
                Name = "front",
                Driver = "wedge",
                Port = _pipe.Link,
            };
        }

        public override ScannerOptions Options { get; }

        // Nothing that types: a key that was held before, modifiers alone, a light that went on, the wheel of a mouse.
        public override byte[] Noise { get; } = Typist.Us.Up(InputKey.Enter).Tap(InputKey.LeftShift)
            .Tap(InputKey.NumLock).Event(17, 0, 1).Event(2, 8, 1).Bytes;

        public override byte[] Encode(string code) => Typist.Us.Text(code).Enter().Bytes;

        public override void Send(ReadOnlySpan<byte> bytes) => _pipe.Send(bytes);

        public override void PlugIn() => _pipe.PlugIn();

        public override void Unplug() => _pipe.Unplug();

        public override void Dispose()
        {
            _pipe.Dispose();
            _folder.Dispose();
        }
    }
}
