using DaNangTrace.Edge.Kiosk.Showing.Terminal;

namespace DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

/// <summary>
/// The cursor of the text console on the same panel: put out, since it would blink in the picture, and back when that
/// ends (escape sequences of <c>console_codes(4)</c>).
/// </summary>
internal sealed class TextCursor : IDisposable
{
    private const string Off = "\e[?25l";
    private const string On = "\e[?25h";

    private readonly TerminalFile _console;

    private TextCursor(TerminalFile console) => _console = console;

    /// <summary>Puts it out.</summary>
    /// <param name="path">For example <c>/dev/tty1</c>.</param>
    /// <exception cref="IOException">There is no such console.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to it.</exception>
    public static TextCursor PutOut(string path)
    {
        var console = TerminalFile.Open(path);
        var cursor = new TextCursor(console);
        try
        {
            console.Write(Off);
            return cursor;
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
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
