using System.Globalization;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>What the pages say, in Vietnamese.</summary>
internal static class Words
{
    private static readonly CultureInfo Vietnamese = MadeOfInvariant();

    private static readonly string[] Weekdays =
        ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

    /// <summary>1.284</summary>
    internal static string Number(long number) => number.ToString("N0", Vietnamese);

    /// <summary>How long ago, as coarse as one says it.</summary>
    internal static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 5 } => "vừa xong",
        { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds / 5 * 5} giây trước",
        _ => $"{Span(age)} trước",
    };

    /// <summary>A length of time, as coarse as one says it.</summary>
    internal static string Span(TimeSpan span) => span switch
    {
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} phút",
        { TotalDays: < 1 } => $"{(int)span.TotalHours} giờ",
        _ => $"{Number((long)span.TotalDays)} ngày",
    };

    /// <summary>A time as the market's clock shows it: with its day unless it is today's.</summary>
    internal static string Clock(DateTimeOffset instant, DateTimeOffset now, bool seconds = false)
    {
        var local = MarketTime.Of(instant);
        var form = seconds ? "HH:mm:ss" : "HH:mm";
        var day = MarketTime.DayOf(instant) == MarketTime.DayOf(now) ? ""
            : local.Year == MarketTime.Of(now).Year ? "', 'dd'/'MM" : "', 'dd'/'MM'/'yyyy";
        return local.ToString(form + day, CultureInfo.InvariantCulture);
    }

    /// <summary>14:05:09, Thứ Hai 20/07</summary>
    internal static string Stamp(DateTimeOffset instant)
    {
        var local = MarketTime.Of(instant);
        return local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            + $", {Weekdays[(int)local.DayOfWeek]} "
            + local.ToString("dd'/'MM", CultureInfo.InvariantCulture);
    }

    /// <summary>The sign and the words of what the shopper was told (LOOK.md, copy).</summary>
    internal static (string Mark, string Word) Answer(Sighting sighting) => sighting switch
    {
        { Answer.Alerts: var alerts } when alerts.Contains("recalled") => ("recalled", "Bị thu hồi"),
        { Answer.Alerts: var alerts } when alerts.Contains("expired") => ("expired", "Hết hạn"),
        { Reading.Kind: "unreadable" } => ("unreadable", "Chưa đọc được"),
        { Reading.Kind: "payment" } => ("payment", "Mã thanh toán"),
        { Reading.Kind: "personal" } => ("personal", "Mã cá nhân"),
        { Answer.Kind: "known" } => ("known", "Đã đăng ký"),
        { Answer.Kind: "inStore" } => ("store", "Mã nội bộ"),
        { Answer.Kind: "outOfReach" } => ("unasked", "Chưa hỏi được"),
        { Answer.Kind: "notRegistered" or "none" } => ("not", "Chưa đăng ký"),
        _ => ("unasked", "Loại trả lời mới"),
    };

    /// <summary>What was scanned, without any more than the wire holds.</summary>
    internal static string Scanned(SightingReading reading) => reading switch
    {
        { Gtin: { } gtin, Lot: { } lot } => $"GTIN {Plain.Of(gtin)} · lô {Plain.Of(lot)}",
        { Gtin: { } gtin } => $"GTIN {Plain.Of(gtin)}",
        { Kind: "item" } => "Món hàng không có GTIN",
        { Kind: "web" } => $"Địa chỉ web, {Plain.Of(reading.Host)}",
        { Kind: "text" } => $"Chữ, {reading.Length ?? 0} ký tự",
        { Kind: "unreadable" } => $"Mã lỗi: {Plain.Of(reading.Fault)}",
        { Kind: "payment" or "personal" } => "Nội dung không được lưu",
        _ => "Loại mã mới",
    };

    // Its own digits grouping, so that the page does not depend on the machine's language data.
    private static CultureInfo MadeOfInvariant()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return CultureInfo.ReadOnly(culture);
    }
}
