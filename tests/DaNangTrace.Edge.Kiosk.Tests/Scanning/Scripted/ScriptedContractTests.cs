using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Scripted;

/// <summary>A script that is written to a named pipe. It is not plugged in: whoever writes comes and goes.</summary>
public sealed class ScriptedContractTests() : ScannerContract(new Rig())
{
    private sealed class Rig : ScannerRig
    {
        private readonly TempFolder _folder = new();
        private FileStream? _writer;

        public Rig() => Options = new ScannerOptions
        {
            Name = "front",
            Driver = "scripted",
            Port = NamedPipe.Make(_folder.File("script")),
        };

        public override ScannerOptions Options { get; }

        public override byte[] Noise => "\r\n  \n"u8.ToArray();

        public override byte[] Encode(string code) => Encoding.UTF8.GetBytes(code + "\n");

        public override void Send(ReadOnlySpan<byte> bytes) => _writer!.Write(bytes);

        public override void PlugIn() => _writer = NamedPipe.Hold(Options.Port!);

        public override void Unplug() => _writer!.Dispose();

        public override void Dispose()
        {
            _writer?.Dispose();
            _folder.Dispose();
        }
    }
}
