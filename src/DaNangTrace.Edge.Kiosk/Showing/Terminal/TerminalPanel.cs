using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.Terminal;

/// <summary>A terminal, opened: each scene in rows below the one before.</summary>
/// <param name="file">The terminal; this panel's own from here on.</param>
/// <param name="name">What it is called.</param>
/// <param name="mayColour">Whether somebody wants colours.</param>
internal sealed class TerminalPanel(TerminalFile file, string name, bool mayColour) : IPanel<Scene>
{
    // Nothing moves on it; only whether it is still there is looked at.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private string _last = "";
    private long _number = -1;

    /// <inheritdoc/>
    public string Told => $"{name}, {file.Columns} letters a row";

    /// <inheritdoc/>
    public TimeSpan Show(Scene scene)
    {
        var face = FaceBuilder.Of(scene, scene.Language);
        // Announcements and counts change all day: rows below each other would bury the answers.
        var still = scene.IsRest ? face with { Lines = [] } : face;
        var rows = new TerminalText(file.Columns, mayColour && file.IsTerminal).Of(still);
        // A touch gives a scene its time again; it says nothing new. Another scan of the same does.
        if (rows != _last || (scene.Number != _number && !scene.IsRest))
            file.Write(Environment.NewLine + rows + Environment.NewLine);
        (_last, _number) = (rows, scene.Number);
        return Rest;
    }

    /// <inheritdoc/>
    public TimeSpan Turn()
    {
        file.Look();
        return Rest;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
