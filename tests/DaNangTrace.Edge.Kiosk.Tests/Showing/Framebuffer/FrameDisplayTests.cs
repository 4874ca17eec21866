using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Framebuffer;

public sealed class FrameDisplayTests : DisplayContract
{
    protected override DisplayRig Make() => new Rig();

    private sealed class Rig : DrivenRig
    {
        private readonly TempFolder _folder = new();

        private string Frame => Path.Combine(_folder.Path, "frame");

        protected override PanelDriver<Scene> Driver() => new FrameDriver(
            new DisplayOptions { Driver = "framebuffer", Device = Frame, Width = 320, Height = 240, Bits = 16 },
            Samples.Place, Samples.Clock(Time));

        // Dark before the first picture, and after the last one.
        public override string Seen()
        {
            var bytes = File.Exists(Frame) ? File.ReadAllBytes(Frame) : [];
            return bytes.AsSpan().ContainsAnyExcept((byte)0) ? Convert.ToHexString(SHA256.HashData(bytes)) : "";
        }

        public override void Dispose()
        {
            base.Dispose();
            _folder.Dispose();
        }
    }
}
