using System.Globalization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// The ten fields of Circular 02/2024/TT-BKHCN, which a record needs for the national traceability portal, in their
/// order and with the circular's own names.
/// </summary>
public enum CircularField
{
    /// <summary>Name of the product.</summary>
    Name = 1,

    /// <summary>Its picture.</summary>
    Picture,

    /// <summary>Name of the producer or trader.</summary>
    Maker,

    /// <summary>Its address.</summary>
    Address,

    /// <summary>The stages, each with its product trace code, location trace code and time.</summary>
    Stages,

    /// <summary>Time of production or trade.</summary>
    Time,

    /// <summary>The traceability code.</summary>
    TraceCode,

    /// <summary>Brand, model, serial number, if it has any.</summary>
    Brand,

    /// <summary>Last day of use or shelf life, if it has any.</summary>
    Expiry,

    /// <summary>Standards that are applied.</summary>
    Standards,
}

/// <summary>What the circular asks of a stage.</summary>
/// <param name="Name">What happened there; null where nobody says so.</param>
/// <param name="TraceCode">The product trace code.</param>
/// <param name="Gln">The location trace code.</param>
/// <param name="Time">The time of the event.</param>
public sealed record CircularStage(string? Name, string? TraceCode, string? Gln, string? Time);

/// <summary>
/// A record as the circular asks for it. Of texts in several languages the Vietnamese one counts, else the first.
/// </summary>
/// <param name="Gtin">14 digits.</param>
/// <param name="Lot">The lot that it is about; null for none.</param>
/// <param name="Serial">The item that it is about; null for none.</param>
/// <param name="Market">The market that sells it, by its id; null where nobody says so.</param>
/// <param name="Texts">
/// The fields that are bare texts; null = not given. Of <see cref="CircularField.Stages"/> see
/// <paramref name="Stages"/>.
/// </param>
/// <param name="Stages">The stages.</param>
public sealed record CircularRecord(
    string Gtin, string? Lot, string? Serial, string? Market, IReadOnlyDictionary<CircularField, string?> Texts,
    IReadOnlyList<CircularStage> Stages)
{
    /// <summary>The names of a stage's three parts.</summary>
    public const string TraceCodeName = "Mã truy vết sản phẩm";

    /// <inheritdoc cref="TraceCodeName"/>
    public const string GlnName = "Mã truy vết địa điểm";

    /// <inheritdoc cref="TraceCodeName"/>
    public const string TimeName = "Thời gian sự kiện";

    /// <summary>The ten fields in their order.</summary>
    public static IReadOnlyList<CircularField> Fields { get; } = Enum.GetValues<CircularField>();

    /// <summary>What is missing: fields that are not given, and parts of stages, by the circular's names. Fields that
    /// it wants only if there are any are not among them.</summary>
    public IReadOnlyList<string> Missing { get; } = MissingOf(Texts, Stages);

    /// <summary>Whether nothing stands between it and the portal.</summary>
    public bool IsComplete => Missing.Count == 0;

    /// <summary>A field's name in the circular.</summary>
    public static string NameOf(CircularField field) => field switch
    {
        CircularField.Name => "Tên sản phẩm, hàng hóa",
        CircularField.Picture => "Hình ảnh sản phẩm, hàng hóa",
        CircularField.Maker => "Tên đơn vị sản xuất, kinh doanh",
        CircularField.Address => "Địa chỉ đơn vị sản xuất, kinh doanh",
        CircularField.Stages => "Các công đoạn trong sản xuất, kinh doanh",
        CircularField.Time => "Thời gian sản xuất, kinh doanh",
        CircularField.TraceCode => "Mã truy xuất nguồn gốc sản phẩm, hàng hóa",
        CircularField.Brand => "Thương hiệu, nhãn hiệu, mã ký hiệu, số sê-ri sản phẩm (nếu có)",
        CircularField.Expiry => "Thời hạn sử dụng của sản phẩm, hàng hóa (nếu có)",
        CircularField.Standards => "Tiêu chuẩn quốc gia, quy chuẩn kỹ thuật quốc gia, tiêu chuẩn quốc tế, "
            + "tiêu chuẩn khu vực, tiêu chuẩn cơ sở được áp dụng",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no such field"),
    };

    /// <summary>Whether the circular wants a field only if there is such a thing.</summary>
    public static bool IsOptional(CircularField field) => field is CircularField.Brand or CircularField.Expiry;

    /// <summary>Whether a field is given; of the stages, whether there are any and none lacks a part.</summary>
    public bool Has(CircularField field) => field == CircularField.Stages
        ? Stages.Count > 0 && Stages.All(stage => stage is { TraceCode: not null, Gln: not null, Time: not null })
        : Texts[field] is not null;

    /// <summary>Makes it of a record that has what its product says.</summary>
    /// <param name="origin">The record.</param>
    /// <param name="hasPicture">Whether the picture of a hash is at hand: a name without its file is none for the
    /// portal.</param>
    public static CircularRecord Of(Origin origin, Func<string, bool> hasPicture)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(hasPicture);
        return new CircularRecord(
            origin.Gtin, origin.Lot, origin.Serial, origin.Stall?.Market,
            new Dictionary<CircularField, string?>
            {
                [CircularField.Name] = Text(origin.Name),
                [CircularField.Picture] = origin.Image is { } hash && hasPicture(hash)
                    ? $"{PackManifest.ImageFolder}/{hash}"
                    : null,
                [CircularField.Maker] = origin.Maker?.Name,
                [CircularField.Address] = Text(origin.Maker?.Address),
                // When its events happened: where nobody says when it was made, its steps may.
                [CircularField.Time] = Day(origin.Made?.Date ?? origin.Stages.Select(one => one.Time).Max()),
                [CircularField.TraceCode] = origin.TraceCode,
                [CircularField.Brand] = Joined(origin.Brand, origin.Model, origin.Serial),
                [CircularField.Expiry] = Day(origin.Expires?.Date) ?? Text(origin.ShelfLife),
                [CircularField.Standards] = Joined([.. origin.Standards.Select(one => one.Name)]),
            },
            [
                .. origin.Stages.Select(one => new CircularStage(
                    Joined(Text(one.Label), Text(one.Place)), one.TraceCode, one.Gln, Day(one.Time))),
            ]);
    }

    private static List<string> MissingOf(
        IReadOnlyDictionary<CircularField, string?> texts, IReadOnlyList<CircularStage> stages)
    {
        var missing = new List<string>();
        foreach (var field in Fields.Where(one => !IsOptional(one)))
        {
            if (field == CircularField.Stages ? stages.Count == 0 : texts[field] is null)
                missing.Add(NameOf(field));
            for (var at = 0; field == CircularField.Stages && at < stages.Count; at++)
            {
                foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
                    [
                        (TraceCodeName, stages[at].TraceCode), (GlnName, stages[at].Gln), (TimeName, stages[at].Time),
                    ])
                {
                    if (value is null)
                        missing.Add(string.Create(CultureInfo.InvariantCulture, $"{NameOf(field)}: {at + 1}. {name}"));
                }
            }
        }
        return missing;
    }

    private static string? Text(IReadOnlyDictionary<string, string>? texts) =>
        texts?.GetValueOrDefault("vi") ?? texts?.Values.FirstOrDefault();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Joined(params string?[] parts) =>
        string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } joined ? joined : null;
}
