using System.Text.Json;
using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Web;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Web;

/// <summary>The page as a display: a listener stands for a browser, which takes scenes as the stream hands them on.
/// </summary>
public sealed class WebDisplayContractTests : DisplayContract
{
    protected override bool IsOpenedByTheKiosk => false;

    protected override DisplayRig Make() => new Rig();

    private sealed class Rig : DisplayRig
    {
        private readonly WebDisplay _display;
        private readonly FrameBeat _frames;
        private readonly ChannelReader<Scene> _page;
        private bool _hangs;
        private Scene? _seen;

        public Rig()
        {
            var clock = Samples.Clock(Time);
            _frames = new FrameBeat(clock);
            _display = new WebDisplay(clock, _frames);
            _frames.Heard();
            _page = _display.Listen()!;
        }

        public override IDisplay Display
        {
            get
            {
                // A page that is open paints.
                _frames.Heard();
                return _display;
            }
        }

        public override string Seen()
        {
            while (!_hangs && _page.TryRead(out var scene))
                _seen = scene;
            return _seen is null ? "" : JsonSerializer.Serialize(_seen, SceneJson.Default.Scene);
        }

        public override long Standing => Seen().Length == 0 ? -1 : _seen!.Number;

        public override void Unplug() => _display.Leave(_page);

        public override void PlugIn() => throw new NotSupportedException("a page comes by itself");

        public override void Hang() => _hangs = true;

        public override void Release() => _hangs = false;

        public override void Dispose() => _frames.Dispose();
    }
}
