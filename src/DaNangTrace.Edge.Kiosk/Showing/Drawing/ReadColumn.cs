using DaNangTrace.Edge.Kiosk.Showing.Telling;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// The lines of a face below each other, as large as finds room. Where even the smallest is too large, what weighs
/// least is left out: who stands behind a claim, then what explains, then what can be compared only with the pack at
/// hand. The name and the weightiest caution always stand.
/// </summary>
/// <param name="face">What it says.</param>
/// <param name="room">Where, in pixels.</param>
/// <param name="unit">Pixels of a unit of LOOK's.</param>
internal sealed class ReadColumn(SceneFace face, SKRect room, float unit)
{
    // LOOK's floor is 20 units; on a screen of a hand's size that would be below what letters with two marks need.
    private const float FloorPixels = 16;
    private const float LeastScale = .8f;

    // Without picture, way and keys there is room on most faces, and who stands a step away is glad of it.
    private const float MostScale = 1.4f;
    private const float Step = .05f;

    private static readonly FacePart[] GivesWay =
        [
            FacePart.Grade, FacePart.More, FacePart.Code, FacePart.Ask, FacePart.Translation, FacePart.Day,
            FacePart.Maker, FacePart.Place, FacePart.Caution,
        ];

    /// <summary>Draws it.</summary>
    public void Draw(SKCanvas canvas)
    {
        var lines = face.Lines.ToList();
        while (CanLose(lines) && HeightAt(LeastScale, lines) > room.Height)
            Lose(lines);
        var scale = MostScale;
        while (scale > LeastScale && HeightAt(scale, lines) > room.Height)
            scale -= Step;
        using var blocks = new Blocks(lines, face, room.Width, unit * MathF.Max(scale, LeastScale));
        blocks.Draw(canvas, room);
    }

    private float HeightAt(float scale, List<FaceLine> lines)
    {
        using var blocks = new Blocks(lines, face, room.Width, unit * scale);
        return blocks.Height;
    }

    private static bool CanLose(List<FaceLine> lines) => Least(lines) is not null;

    private static void Lose(List<FaceLine> lines) => lines.RemoveAt(lines.LastIndexOf(Least(lines)!));

    // The weightiest caution stands whatever else has to go.
    private static FaceLine? Least(List<FaceLine> lines)
    {
        var first = lines.Find(line => line.Part == FacePart.Caution);
        return GivesWay.Select(part => lines.FindLast(line => line.Part == part && !ReferenceEquals(line, first)))
            .FirstOrDefault(line => line is not null);
    }

    /// <summary>Pixels of a size in units, not below what can be read.</summary>
    public static float Pixels(float size, float unit) => MathF.Max(FloorPixels, size * unit);

    /// <summary>All blocks at one scale.</summary>
    private sealed class Blocks : IDisposable
    {
        private readonly List<Block> _blocks = [];

        public Blocks(IReadOnlyList<FaceLine> lines, SceneFace face, float width, float unit)
        {
            // Where no product is told, what is to be said first is the heading.
            var heading = lines.FirstOrDefault(line => line.Part is FacePart.Name or FacePart.More);
            foreach (var line in lines)
                _blocks.Add(new Block(line, face, width, unit, ReferenceEquals(line, heading)));
        }

        public float Height => _blocks.Sum(block => block.Height);

        public void Draw(SKCanvas canvas, SKRect room)
        {
            var y = room.Top;
            foreach (var block in _blocks)
            {
                if (y + block.Height > room.Bottom + 1)
                    return;
                block.Draw(canvas, room.Left, y);
                y += block.Height;
            }
        }

        public void Dispose() => _blocks.ForEach(block => block.Dispose());
    }

    /// <summary>One line of the face: its label, and its text in as many lines as it may have.</summary>
    private sealed class Block : IDisposable
    {
        private readonly FaceLine _line;
        private readonly Lettering _letters;
        private readonly Lettering _small;
        private readonly IReadOnlyList<string> _label;
        private readonly IReadOnlyList<string> _text;
        private readonly float _gap;
        private readonly float _indent;
        private readonly SKColor _bar;

        public Block(FaceLine line, SceneFace face, float width, float unit, bool isHeading)
        {
            var (size, weight, most, gap) = StyleOf(line.Part, face.Sign, isHeading);
            _line = line;
            _gap = gap * unit;
            _bar = face.Sign is Sign.Recalled or Sign.Expired ? Colours.Red : Colours.Amber;
            _indent = line.Part == FacePart.Caution ? 22 * unit : 0;
            _letters = new Lettering(weight, Pixels(size, unit), face.Language);
            _small = new Lettering(Weight.Text, Pixels(20, unit), face.Language);
            // A short label stands before what it names, a long text has it above.
            var isBeside = line.Label is { } label
                && _small.Width(label + "  ") + _letters.Width(line.Text) <= width - _indent;
            (_label, IsBeside) = (line.Label is null ? [] : [line.Label], isBeside);
            _text = isHeading || line.Part == FacePart.Name
                ? _letters.Balanced(line.Text, width - _indent, most)
                : _letters.Broken(line.Text, width - _indent, most);
        }

        private bool IsBeside { get; }

        public float Height => _gap + (IsBeside ? 0 : _label.Count * _small.LineHeight)
            + _text.Count * _letters.LineHeight;

        public void Draw(SKCanvas canvas, float x, float y)
        {
            var top = y + _gap;
            if (_line.Part == FacePart.Caution)
            {
                using var paint = new SKPaint { Color = _bar };
                canvas.DrawRect(x, top + 2, _indent * .36f, Height - _gap - 4, paint);
            }
            x += _indent;
            var at = x;
            foreach (var label in _label)
            {
                var foot = top + (IsBeside ? _letters.Ascent : _small.Ascent);
                _small.Draw(canvas, label, x, foot, Colours.Ink2);
                at = IsBeside ? x + _small.Width(label + "  ") : x;
                top += IsBeside ? 0 : _small.LineHeight;
            }
            var colour = _line.Part is FacePart.Grade or FacePart.Translation ? Colours.Ink2 : Colours.Ink;
            foreach (var text in _text)
            {
                _letters.Draw(canvas, text, at, top + _letters.Ascent, colour);
                if (_line.IsMissing)
                    Underline(canvas, at, top + _letters.Ascent + 5, _letters.Width(text));
                (at, top) = (x, top + _letters.LineHeight);
            }
        }

        public void Dispose()
        {
            _letters.Dispose();
            _small.Dispose();
        }

        // What nobody told is dotted, never hidden.
        private static void Underline(SKCanvas canvas, float x, float y, float width)
        {
            using var dots = SKPathEffect.CreateDash([2, 4], 0);
            using var paint = new SKPaint
            {
                Color = Colours.Ink2,
                Style = SKPaintStyle.Stroke,
                StrokeWidth = 2,
                PathEffect = dots,
                IsAntialias = true,
            };
            canvas.DrawLine(x, y, x + width, y, paint);
        }

        // LOOK: Type. Size, weight, most lines, and the room above.
        private static (float Size, Weight Weight, int Most, float Gap) StyleOf(
            FacePart part, Sign sign, bool isHeading) => part switch
            {
                FacePart.More when isHeading => (36, Weight.Bold, 3, 4),
                FacePart.Name when sign == Sign.Several => (28, Weight.Bold, 2, 6),
                FacePart.Name => (44, Weight.Bold, 2, 4),
                FacePart.Translation => (24, Weight.Text, 2, 0),
                FacePart.Caution => (24, Weight.Bold, 8, 12),
                FacePart.Place => (32, Weight.Bold, 2, 14),
                FacePart.Maker => (24, Weight.Bold, 2, 14),
                FacePart.Day => (24, Weight.Bold, 2, 6),
                FacePart.Grade => (20, Weight.Text, 2, 0),
                FacePart.Code or FacePart.Ask => (24, Weight.Bold, 2, 12),
                _ => (24, Weight.Text, 4, 10),
            };
    }
}
