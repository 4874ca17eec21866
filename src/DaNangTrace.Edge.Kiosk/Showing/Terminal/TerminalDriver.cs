using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.Terminal;

/// <summary>
/// Opens a terminal: a developer's, a technician's by ssh, or a text console without graphics.
/// </summary>
/// <param name="options">Its settings.</param>
/// <param name="mayColour">Whether somebody wants colours: not where <c>NO_COLOR</c> is set.</param>
internal sealed class TerminalDriver(DisplayOptions options, bool mayColour) : PanelDriver<Scene>
{
    /// <inheritdoc/>
    public override string Where { get; } = options.Device ?? "-";

    /// <inheritdoc/>
    public override IPanel<Scene> Open() =>
        new TerminalPanel(TerminalFile.Open(Where), Where == "-" ? "standard output" : Where, mayColour);

    /// <inheritdoc/>
    public override string Explain(Exception trouble) => trouble switch
    {
        FileNotFoundException => $"there is no {Where}: tty in the terminal that is meant prints its name",
        UnauthorizedAccessException =>
            $"{MissingRight.Of(Where, "tty", $"{Where} w")}. Or is it another user's terminal?",
        _ => $"{(Where == "-" ? "standard output" : Where)} can't show: {trouble.Message}",
    };
}
