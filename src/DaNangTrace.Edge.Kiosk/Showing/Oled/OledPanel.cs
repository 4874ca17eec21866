using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>An OLED, opened: the pages of a scene in turn.</summary>
/// <param name="controller">Its controller; this panel's own from here on.</param>
/// <param name="told">Which one it is, for people.</param>
internal sealed class OledPanel(Ssd1306 controller, string told) : IPanel<Scene>
{
    // Three lines are read in three seconds; the sign at a glance.
    private const int SecondsOfSign = 2;
    private const int SecondsOfText = 3;

    // Where nobody can tell that it was without current: a dark panel is lit again so soon.
    private const int SecondsUntilRenewed = 10;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private SceneFace? _face;
    private long _number = -1;
    private IReadOnlyList<OledPage> _pages = [];
    private int _page;
    private int _seconds;
    private int _sinceRenewed;

    /// <inheritdoc/>
    public string Told => $"128x64 at {told}";

    /// <inheritdoc/>
    public TimeSpan Show(Scene scene)
    {
        var face = FaceBuilder.Of(scene, Typefaces.Writable(scene.Language));
        // A touch gives a scene its time again: who reads on must not be thrown back to the sign.
        if (scene.Number == _number && face == _face)
            return Second;
        // What is sent afterwards would hide that it was without current meanwhile.
        if (_face is not null)
            controller.Look();
        (_face, _number, _pages, _page, _seconds) = (face, scene.Number, new OledPages(face).All(), 0, 0);
        controller.Show(_pages[0].ToBands());
        return Second;
    }

    /// <inheritdoc/>
    public TimeSpan Turn()
    {
        if (controller.IsBlind && ++_sinceRenewed >= SecondsUntilRenewed)
        {
            _sinceRenewed = 0;
            controller.Show(_pages[_page].ToBands());
        }
        controller.Look();
        if (++_seconds < (_page == 0 ? SecondsOfSign : SecondsOfText) || _pages.Count < 2)
            return Second;
        (_page, _seconds) = ((_page + 1) % _pages.Count, 0);
        controller.Show(_pages[_page].ToBands());
        return Second;
    }

    /// <summary>Leaves it dark: what stood on it would not be true for long.</summary>
    public void Dispose() => controller.Dispose();
}
