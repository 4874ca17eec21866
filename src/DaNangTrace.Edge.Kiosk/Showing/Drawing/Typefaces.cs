using System.Collections.Concurrent;
using SkiaSharp;

namespace DaNangTrace.Edge.Kiosk.Showing.Drawing;

/// <summary>
/// The fonts: Be Vietnam Pro inside the program; for Korean and Chinese, and for what it has no letters of, Debian's
/// <c>fonts-noto-cjk</c>, where the machine has it.
/// </summary>
internal sealed class Typefaces
{
    private const string Noto = "/usr/share/fonts/opentype/noto/NotoSansCJK-";

    // Places of the languages in Debian's collection.
    private const int Korean = 1;
    private const int Simplified = 2;

    private static readonly Lazy<Typefaces> Made = new(() => new Typefaces());

    // More letters than a market's names have; what comes beyond is looked up each time.
    private const int MostKept = 4096;

    // At a size at which widths are exact.
    private const float Em = 1000;

    private readonly ConcurrentDictionary<(Weight, string, int), Glyph> _glyphs = [];
    private readonly Dictionary<(Weight, string), SKFont?> _wide = [];
    private readonly Dictionary<Weight, SKFont> _own;

    private Typefaces() => _own = Enum.GetValues<Weight>().ToDictionary(weight => weight, Embedded);

    /// <summary>Those of this program; made when they are first needed, since most kiosks have a browser.</summary>
    public static Typefaces OfThisProgram => Made.Value;

    /// <summary>Stands for letters that no font has.</summary>
    public const char Box = '□';

    /// <summary>Whether a language can be written: Vietnamese and English everywhere.</summary>
    public static bool CanWrite(string language) => language is "vi" or "en" || File.Exists($"{Noto}Regular.ttc");

    /// <summary>The language, where it can be written; else the one that most visitors read.</summary>
    public static string Writable(string language) => CanWrite(language) ? language : "en";

    /// <summary>The font that has a letter, and how wide it is there.</summary>
    public Glyph Of(Weight weight, string language, int letter)
    {
        var key = (weight, language, letter);
        if (_glyphs.TryGetValue(key, out var glyph))
            return glyph;
        glyph = Found(weight, language, letter);
        if (_glyphs.Count < MostKept)
            _glyphs[key] = glyph;
        return glyph;
    }

    private Glyph Found(Weight weight, string language, int letter)
    {
        var own = _own[weight];
        var font = own.ContainsGlyph(letter) ? own
            : Wide(weight, language) is { } wide && wide.ContainsGlyph(letter) ? wide
            : null;
        // The sign for what is missing may be missing itself: then it is the font's own.
        return font is null && letter != Box
            ? Of(weight, language, Box) with { IsMissing = true }
            : new Glyph(
                (font ?? own).Typeface, (font ?? own).MeasureText(char.ConvertFromUtf32(letter)) / Em, font is null);
    }

    private SKFont? Wide(Weight weight, string language)
    {
        lock (_wide)
        {
            if (!_wide.TryGetValue((weight, language), out var font))
            {
                var file = $"{Noto}{(weight == Weight.Text ? "Regular" : "Bold")}.ttc";
                var typeface = File.Exists(file)
                    ? SKTypeface.FromFile(file, language == "ko" ? Korean : Simplified)
                    : null;
                _wide[(weight, language)] = font = typeface is null ? null : new SKFont(typeface, Em);
            }
            return font;
        }
    }

    // It is a part of the program and stays where it is: no copy is needed.
    private static unsafe SKFont Embedded(Weight weight)
    {
        var name = $"font/be-vietnam-pro-{(int)weight}.ttf";
        var stream = (UnmanagedMemoryStream)typeof(Typefaces).Assembly.GetManifestResourceStream(name)!;
        var data = SKData.Create((nint)stream.PositionPointer, (int)stream.Length);
        return new SKFont(SKTypeface.FromData(data)
            ?? throw new InvalidOperationException($"{name} inside the program is no font"), Em);
    }
}

/// <summary>How heavy letters are: LOOK's weights.</summary>
internal enum Weight
{
    /// <summary>What is read.</summary>
    Text = 500,

    /// <summary>Names, actions and values.</summary>
    Bold = 700,

    /// <summary>The sign's word.</summary>
    Word = 800,
}

/// <summary>A letter in a font.</summary>
/// <param name="Typeface">The font.</param>
/// <param name="Advance">How wide it is, in parts of its size.</param>
/// <param name="IsMissing">Whether a box stands for it.</param>
internal sealed record Glyph(SKTypeface Typeface, float Advance, bool IsMissing);
