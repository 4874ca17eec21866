using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// Words of made-up products, Vietnamese and English side by side. Names are put together from syllables, some 900 of
/// them, because a real city's names of makers, streets and villages seldom come again.
/// </summary>
internal static class CatalogWords
{
    /// <summary>Those who say how a fact is known.</summary>
    public static readonly (string Vi, string En)[] Offices =
    [
        ("Sở Công Thương", "Department of Trade"), ("Chi cục Quản lý chất lượng", "Quality Office"),
        ("Ban quản lý an toàn thực phẩm", "Food Safety Board"), ("Chi cục Thú y", "Veterinary Office"),
        ("Chi cục Thủy sản", "Fisheries Office"), ("Hội Nông dân", "Farmers' Association"),
    ];

    /// <summary>What is sold.</summary>
    public static readonly (string Vi, string En)[] Kinds =
    [
        ("Nước mắm", "Fish sauce"), ("Bánh khô mè", "Sesame cake"), ("Tré", "Fermented pork"), ("Chả bò", "Beef roll"),
        ("Cá rim", "Candied fish"), ("Rau mầm", "Sprouts"), ("Bánh dừa nướng", "Baked coconut cake"),
        ("Yến sào", "Bird's nest"), ("Mực một nắng", "Half-dried squid"), ("Trà sen", "Lotus tea"),
        ("Cà phê rang", "Roasted coffee"), ("Gạo nếp", "Sticky rice"), ("Đậu xanh", "Mung beans"),
        ("Mật ong", "Honey"), ("Tiêu hạt", "Peppercorns"), ("Muối ớt", "Chilli salt"),
        ("Tinh dầu sả", "Lemongrass oil"),
        ("Nấm bào ngư", "Oyster mushrooms"), ("Hải sản khô", "Dried seafood"), ("Mì Quảng", "Quang noodles"),
        ("Bánh tráng", "Rice paper"), ("Rượu gạo", "Rice spirit"), ("Dầu phụng", "Peanut oil"),
        ("Ớt bột", "Chilli powder"),
        ("Bưởi da xanh", "Green pomelo"), ("Chè dây", "Vine tea"), ("Xà phòng thảo mộc", "Herbal soap"),
        ("Khăn dệt tay", "Handwoven cloth"), ("Chiếu cói", "Sedge mat"), ("Tượng đá", "Stone figure"),
    ];

    /// <summary>How it is.</summary>
    public static readonly (string Vi, string En)[] Traits =
    [
        ("truyền thống", "traditional"), ("cay vừa", "mildly hot"), ("ít đường", "with little sugar"),
        ("không chất bảo quản", "without preservatives"), ("ủ chượp trong chum", "aged in clay jars"),
        ("phơi hai nắng", "dried two days in the sun"), ("rang củi", "roasted over wood"), ("hữu cơ", "organic"),
        ("đóng gói hút chân không", "vacuum packed"), ("loại một", "first grade"), ("hộp quà", "as a gift box"),
        ("xay tay", "ground by hand"), ("nguyên chất", "pure"), ("sấy lạnh", "cold dried"), ("vị gừng", "with ginger"),
        ("vị tỏi", "with garlic"), ("thu hoạch sớm", "picked early"), ("dùng trong nhà hàng", "for restaurants"),
    ];

    /// <summary>A sentence about it, with a number in it.</summary>
    public static readonly (string Vi, string En)[] Sentences =
    [
        ("Làm từ cá cơm than, {0} phần cá một phần muối.", "Of black anchovy, {0} parts of fish to one of salt."),
        ("Giữ nơi khô mát, dùng trong {0} ngày sau khi mở.", "Keep dry and cool, use within {0} days of opening."),
        ("Nguyên liệu lấy từ {0} hộ trong xã.", "Made of what {0} families of the commune grow."),
        ("Mỗi mẻ {0} kg, kiểm tra trước khi đóng gói.", "Batches of {0} kg, checked before packing."),
        ("Không dùng phẩm màu, độ ẩm dưới {0} %.", "No colouring, moisture below {0} %."),
        ("Đoạt giải sản phẩm tiêu biểu năm 20{0}.", "Chosen as a typical product in 20{0}."),
        ("Chứa đậu phộng; có thể lẫn {0} mg gluten.", "Contains peanuts; may hold {0} mg of gluten."),
        ("Hâm nóng {0} phút trước khi ăn.", "Warm up for {0} minutes before eating."),
    ];

    private static readonly string[] Onsets =
    [
        "b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x",
    ];

    private static readonly string[] Rimes =
    [
        "a", "an", "ang", "anh", "ao", "ay", "ân", "âm", "ăng", "e", "ên", "inh", "iên", "iêm", "o", "on", "ong", "ông",
        "ơn", "uân", "ương", "uyên", "á", "án", "áng", "ánh", "ấp", "ất", "à", "àn", "ành", "ào", "ải", "ảnh", "ã",
        "ại", "ạch", "ế", "ệ", "ình", "ịnh", "ồng", "ới", "ủy", "ường",
    ];

    private static readonly string[] Syllables =
        [.. Onsets.SelectMany(onset => Rimes.Select(rime => Capital(onset + rime)))];

    private static readonly FrozenDictionary<string, string> Plain =
        Syllables.ToFrozenDictionary(one => one, WithoutMarks);

    /// <summary>A name of several syllables, as written in Vietnam and abroad.</summary>
    public static (string Vi, string En) Name(Random chance, int syllables)
    {
        var parts = Enumerable.Range(0, syllables).Select(_ => Syllables[chance.Next(Syllables.Length)]).ToArray();
        return (string.Join(' ', parts), string.Join(' ', parts.Select(part => Plain[part])));
    }

    /// <summary>
    /// As many words of nobody's as a maker would write: of a vocabulary from which each comes about as seldom as in a
    /// text that was written freely, so that it packs no better.
    /// </summary>
    public static (string Vi, string En) Prose(Random chance, int words)
    {
        var (vi, en) = Name(chance, words);
        return ($"{vi.ToLowerInvariant()}.", $"{en.ToLowerInvariant()}.");
    }

    private static string Capital(string syllable) =>
        string.Concat(syllable[..1].ToUpper(CultureInfo.InvariantCulture), syllable.AsSpan(1));

    private static string WithoutMarks(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => c switch { 'đ' => 'd', 'Đ' => 'D', _ => c }));
}
