using System.Net;
using System.Net.Sockets;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Tcp;

/// <summary>A network connection: to unplug is to hang up.</summary>
public sealed class TcpContractTests() : PluggedScannerContract(new Rig())
{
    private sealed class Rig : ScannerRig
    {
        private readonly IPEndPoint _address = new(IPAddress.Loopback, FreePort.Take());
        private Socket? _connection;

        public Rig() => Options = new ScannerOptions
        {
            Name = "front",
            Driver = "tcp",
            Port = $"{_address.Port}",
            Envelope = "stxEtx",
            Terminator = "CR",
        };

        public override ScannerOptions Options { get; }

        public override bool TellsUnplug => false;

        public override byte[] Noise => [0xFF, 0x00, (byte)'7'];

        public override byte[] Encode(string code) => Encoding.UTF8.GetBytes($"\u0002{code}\u0003\r");

        public override void Send(ReadOnlySpan<byte> bytes)
        {
            // The scanner may not have begun to listen when it is plugged in.
            while (_connection is null)
                _connection = Connected();
            while (!bytes.IsEmpty)
                bytes = bytes[_connection.Send(bytes)..];
        }

        public override void PlugIn()
        {
        }

        public override void Unplug()
        {
            if (_connection is null)
                return;
            _connection.Shutdown(SocketShutdown.Send);
            // The scanner closes its end once it has seen this one closed.
            while (_connection.Receive(new byte[16]) > 0)
            {
            }
            _connection.Dispose();
            _connection = null;
        }

        public override void Dispose() => _connection?.Dispose();

        private Socket? Connected()
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(_address);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
                return null;
            }
        }
    }
}
