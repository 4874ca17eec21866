namespace DaNangTrace.Edge.Gs1.Tests.Kit;

/// <summary>A clock that stands at noon of one day.</summary>
internal sealed class FixedTime(int year, int month = 11, int day = 24) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(year, month, day, 12, 0, 0, TimeSpan.Zero);
}
