using System.Buffers.Binary;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>
/// What a virtual screen shows at one moment. Its X server keeps that in a file as xwd writes one (X11/XWDFile.h):
/// 25 numbers of four bytes, the most significant first; the screen's name, up to as many bytes as the first number
/// says; a table of colours, 12 bytes each, which a screen of true colours does without; then the lines from the top.
/// Here a point is of four bytes: blue, green, red, and one that says nothing.
/// </summary>
internal sealed class ScreenPicture
{
    private const int SizeOfColour = 12;

    private readonly byte[] _file;

    private ScreenPicture(byte[] file)
    {
        _file = file;
        // Else a point is something else than what is told above.
        if ((Number(Field.Version), Number(Field.LowByteFirst), Number(Field.BitsOfPoint), Number(Field.Red))
            != (7, 0, 32, 0xFF0000))
            throw new InvalidDataException("the screen is not one of four bytes a point, blue first");
    }

    // Which of the 25.
    private enum Field
    {
        Size = 0,
        Version = 1,
        Width = 4,
        Height = 5,
        LowByteFirst = 7,
        BitsOfPoint = 11,
        BytesOfLine = 12,
        Red = 14,
        Colours = 19,
    }

    public static ScreenPicture Read(string path) => new(File.ReadAllBytes(path));

    /// <summary>
    /// The colour that more than half of an area has, as style sheets write it: #RRGGBB. Null where none has: letters
    /// and drawings don't count on a ground, two grounds do.
    /// </summary>
    /// <param name="left">Of the screen's width, 0 to 1; likewise the others.</param>
    /// <param name="top">Of its height, from above.</param>
    /// <param name="right">Where it ends.</param>
    /// <param name="bottom">Where it ends.</param>
    public string? Ground(double left, double top, double right, double bottom)
    {
        var (width, height) = (Number(Field.Width), Number(Field.Height));
        var points = (
            from y in Enumerable.Range(0, height)
            where y >= top * height && y < bottom * height
            from x in Enumerable.Range(0, width)
            where x >= left * width && x < right * width
            select Point(x, y)).ToList();
        var most = points.CountBy(point => point).MaxBy(one => one.Value);
        return most.Value * 2 > points.Count ? $"#{most.Key:X6}" : null;
    }

    private int Point(int x, int y)
    {
        var lines = Number(Field.Size) + Number(Field.Colours) * SizeOfColour;
        var point = _file.AsSpan(lines + y * Number(Field.BytesOfLine) + x * 4, 4);
        return BinaryPrimitives.ReadInt32LittleEndian(point) & 0xFFFFFF;
    }

    private int Number(Field field) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan((int)field * 4));
}
