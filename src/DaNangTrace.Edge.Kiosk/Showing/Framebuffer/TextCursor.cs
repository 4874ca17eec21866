using DaNangTrace.Edge.Kiosk.Showing.Terminal;

namespace DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

/// <summary>
/// The cursor of the text console on the same panel: put out, since it would blink in the picture, and the screen kept
/// from going dark; both as they were when the picture ends (escape sequences of <c>console_codes(4)</c>).
/// </summary>
internal sealed class TextCursor : IDisposable
{
    private const string Off = "\e[?25l\e[9;0]\e[14;0]";
    private const string On = "\e[?25h\e[9;10]";

    private readonly TerminalFile _console;

    private TextCursor(TerminalFile console) => _console = console;

    /// <summary>Puts it out.</summary>
    /// <param name="path">For example <c>/dev/tty1</c>.</param>
    /// <exception cref="IOException">There is no such console.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to it.</exception>
    public static TextCursor PutOut(string path)
    {
        var console = TerminalFile.Open(path);
        console.Write(Off);
        return new TextCursor(console);
    }

    /// <summary>Shows it again.</summary>
    public void Dispose()
    {
        try
        {
            _console.Write(On);
        }
        catch (IOException)
        {
            // The console is gone, and its cursor with it.
        }
        _console.Dispose();
    }
}
