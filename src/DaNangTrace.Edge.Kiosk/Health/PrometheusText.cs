using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>
/// The kiosk's meter as Prometheus text (exposition format 0.0.4). Counters are summed, gauges are read when asked,
/// histograms become sum, count and buckets. Own writer: a package for it costs half a megabyte of the kiosk's memory.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    // Labels come from configuration and from our own words; a thousand series are more than a kiosk has.
    private const int MostSeries = 1000;

    // Seconds; a shopper feels nothing below a tenth.
    private static readonly double[] Buckets =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private int _series;

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, Metering.Meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All series as text.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_gate)
        {
            foreach (var (name, family) in _families)
                family.Write(text, name);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        lock (_gate)
        {
            if (!_families.TryGetValue(instrument.Name, out var family))
                _families[instrument.Name] = family = new Family(instrument);
            if (!family.Series.TryGetValue(labels, out var series))
            {
                if (_series == MostSeries)
                    return;
                _series++;
                family.Series[labels] = series = new Series(new long[Buckets.Length]);
            }
            family.Note(series, value);
        }
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)!
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            labels.Append(labels.Length == 0 ? "" : ",").Append(key).Append("=\"").Append(escaped).Append('"');
        }
        return labels.ToString();
    }

    private sealed record Series(long[] Buckets)
    {
        public double Value { get; set; }

        public long Count { get; set; }
    }

    private sealed class Family(Instrument instrument)
    {
        private readonly bool _isHistogram = instrument is Histogram<double>;
        private readonly bool _isGauge = instrument.IsObservable;

        public SortedDictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);

        public void Note(Series series, double value)
        {
            series.Count++;
            series.Value = _isGauge ? value : series.Value + value;
            for (var i = 0; _isHistogram && i < Buckets.Length; i++)
                series.Buckets[i] += value <= Buckets[i] ? 1 : 0;
        }

        public void Write(StringBuilder text, string name)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {instrument.Description}\n");
            var type = _isHistogram ? "histogram" : _isGauge ? "gauge" : "counter";
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
            foreach (var (labels, series) in Series)
            {
                var braced = labels.Length == 0 ? "" : $"{{{labels}}}";
                if (!_isHistogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{braced} {series.Value}\n");
                    continue;
                }
                var before = labels.Length == 0 ? "" : labels + ",";
                for (var i = 0; i < Buckets.Length; i++)
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{name}_bucket{{{before}le=\"{Buckets[i]}\"}} {series.Buckets[i]}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"+Inf\"}} {series.Count}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braced} {series.Value}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_count{braced} {series.Count}\n");
            }
        }
    }
}
