using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Tests.Serving;

public sealed class SightingAnswerTests
{
    [Theory]
    [InlineData(true, 90L)]
    [InlineData(false, null)]
    public void The_age_of_the_data_is_recorded_only_where_it_is_known(bool isKnown, long? seconds)
    {
        var data = new DataAge(7, Samples.Noon, TimeSpan.FromSeconds(90)) { IsCertain = isKnown };

        var answer = SightingRecorder.OnTheWire(new Answer.NotRegistered(data, null));

        Assert.Equal((7L, seconds), (answer.CatalogVersion, answer.AgeSeconds));
    }
}
