using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.HidPos;

/// <summary>HID POS: reports through a named pipe behind a link, as udev makes one.</summary>
public sealed class HidPosContractTests() : PluggedScannerContract(new Rig())
{
    private sealed class Rig : ScannerRig
    {
        private readonly TempFolder _folder = new();
        private FileStream? _device;
        private int _plugged;

        public Rig() => Options = new ScannerOptions
        {
            Name = "front",
            Driver = "hidPos",
            Port = _folder.File("scanner"),
        };

        public override ScannerOptions Options { get; }

        // A status report: what is no report at all can't come through hidraw.
        public override byte[] Noise => [5, .. Enumerable.Repeat((byte)'7', 63)];

        public override byte[] Encode(string code) => code.StartsWith(']')
            ? HidDescriptors.Reports(code[3..], code[..3])
            : HidDescriptors.Reports(code, "\0\0\0");

        public override void Send(ReadOnlySpan<byte> bytes) => _device!.Write(bytes);

        public override void PlugIn()
        {
            var device = NamedPipe.Make(_folder.File($"hidraw{_plugged++}"));
            _device = NamedPipe.Hold(device);
            File.CreateSymbolicLink(Options.Port!, device);
        }

        public override void Unplug()
        {
            File.Delete(Options.Port!);
            File.Delete(_device!.Name);
            _device.Dispose();
        }

        public override void Dispose()
        {
            _device?.Dispose();
            _folder.Dispose();
        }
    }
}
