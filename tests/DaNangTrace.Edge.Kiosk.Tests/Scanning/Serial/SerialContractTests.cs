using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using TempFolder = DaNangTrace.Edge.Kiosk.Tests.Kit.TempFolder;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Serial;

/// <summary>A serial line: a pseudo-terminal behind a link as udev makes it.</summary>
public sealed class SerialContractTests() : PluggedScannerContract(new Rig())
{
    private sealed class Rig : ScannerRig
    {
        private readonly TempFolder _folder = new();
        private readonly PtyPair _line;
        private string _before = "";

        public Rig()
        {
            _line = new PtyPair(_folder.File("scanner"));
            _line.Unplug();
            Options = new ScannerOptions
            {
                Name = "front",
                Driver = "serial",
                Port = _line.Path,
                Envelope = "stxEtx",
                Terminator = "CR",
            };
        }

        public override ScannerOptions Options { get; }

        public override byte[] Noise => [0xFF, 0x00, (byte)'7'];

        public override byte[] Encode(string code) => Encoding.UTF8.GetBytes($"\u0002{code}\u0003\r");

        public override void Send(ReadOnlySpan<byte> bytes) => _line.Send(bytes);

        public override void PlugIn() => _line.PlugInElsewhere(_before);

        public override void Unplug()
        {
            _before = _line.Device!;
            _line.Unplug();
        }

        public override void Dispose()
        {
            _line.Dispose();
            _folder.Dispose();
        }
    }
}
