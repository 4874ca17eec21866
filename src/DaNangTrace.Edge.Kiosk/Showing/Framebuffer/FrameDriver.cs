using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

/// <summary>Opens a framebuffer, or a file that stands for one.</summary>
/// <param name="options">Its settings.</param>
/// <param name="place">Where it stands.</param>
/// <param name="clock">The kiosk's.</param>
internal sealed class FrameDriver(DisplayOptions options, PicturePlace place, KioskClock clock) : PanelDriver<Scene>
{
    /// <inheritdoc/>
    public override string Where { get; } = options.Device ?? FrameDevice.Usual;

    /// <inheritdoc/>
    public override IPanel<Scene> Open()
    {
        var device = FrameDevice.Open(Where, options);
        TextCursor? cursor = null;
        try
        {
            cursor = options.Console is { } console ? TextCursor.PutOut(console) : null;
            return new FramePanel(device, cursor, options, place, clock);
        }
        catch
        {
            cursor?.Dispose();
            device.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Explain(Exception trouble) => trouble switch
    {
        DirectoryNotFoundException when FrameDevice.IsFile(Where) => $"there is no folder for {Where}: make it",
        _ when Directory.Exists(Where) => $"{Where} is a folder: name a file in it, or /dev/fb0",
        FileNotFoundException or DirectoryNotFoundException when trouble.Message.Contains(Where) =>
            $"there is no {Where}: is a display connected, and its driver loaded? ls /dev/fb*",
        FileNotFoundException or DirectoryNotFoundException => $"there is no {options.Console}: correct its console",
        UnauthorizedAccessException when FrameDevice.IsFile(Where) && trouble.Message.Contains(Where) =>
            $"{Where} may not be written: name a file in a folder that belongs to the kiosk's user",
        UnauthorizedAccessException when options.Console is null || trouble.Message.Contains(Where) =>
            MissingRight.Of(Where, "video", "char-fb rw"),
        UnauthorizedAccessException => MissingRight.Of(options.Console, "tty", $"{options.Console} w"),
        _ when MissingLibrary.OfSkia(trouble) is { } missing => missing,
        _ => $"{Where} can't show: {trouble.Message}",
    };
}
