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

    private readonly Dictionary<(Weight, string), SKFont?> _wide = [];
    private readonly Dictionary<Weight, SKFont> _own;

    private Typefaces() => _own = Enum.GetValues<Weight>().ToDictionary(weight => weight, Embedded);

    /// <summary>Those of this program; made when they are first needed, since most kiosks have a browser.</summary>
    public static Typefaces OfThisProgram => Made.Value;

    /// <summary>Whether a language can be written: Vietnamese and English everywhere.</summary>
    public static bool CanWrite(string language) => language is "vi" or "en" || File.Exists($"{Noto}Regular.ttc");

    /// <summary>The language, where it can be written; else the one that most visitors read.</summary>
    public static string Writable(string language) => CanWrite(language) ? language : "en";

    /// <summary>The font that has a letter; null where none has.</summary>
    public SKTypeface? For(Weight weight, string language, int letter)
    {
        var own = _own[weight];
        if (own.ContainsGlyph(letter))
            return own.Typeface;
        return Wide(weight, language) is { } wide && wide.ContainsGlyph(letter) ? wide.Typeface : null;
    }

    /// <summary>The program's own font.</summary>
    public SKTypeface Own(Weight weight) => _own[weight].Typeface;

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
                _wide[(weight, language)] = font = typeface is null ? null : new SKFont(typeface);
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
            ?? throw new InvalidOperationException($"{name} inside the program is no font"));
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
