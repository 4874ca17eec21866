using System.Globalization;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>
/// A lamp of up to three colours: of green, amber and red the one that the verdict has is lit, and none at rest. A
/// colour without a pin lights nothing: no other one would be true.
/// </summary>
/// <param name="options">Its pins.</param>
/// <param name="pins">Where they are.</param>
internal sealed class LampDriver(IndicatorOptions options, GpioPins pins) : PanelDriver<Indication>
{
    private readonly IReadOnlyList<Colour> _colours = [.. ColoursOf(options)];

    /// <inheritdoc/>
    public override string Where => string.Join(", ", _colours) + $" of {pins.Where}";

    /// <inheritdoc/>
    public override IPanel<Indication> Open()
    {
        var panel = new Panel(_colours, options.ActiveLow, pins.Open(), Where);
        try
        {
            panel.PutOut();
            return panel;
        }
        catch
        {
            panel.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Explain(Exception trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return trouble.Message;
    }

    private static IEnumerable<Colour> ColoursOf(IndicatorOptions options)
    {
        if (options.Green is { } green)
            yield return new Colour(green, "green", Signal.Good);
        if (options.Amber is { } amber)
            yield return new Colour(amber, "amber", Signal.Care);
        if (options.Red is { } red)
            yield return new Colour(red, "red", Signal.Stop);
    }

    private sealed record Colour(int Pin, string Name, Signal Signal)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} at {Pin}");
    }

    private sealed class Panel(IReadOnlyList<Colour> colours, bool isActiveLow, OpenPins pins, string told)
        : IPanel<Indication>
    {
        // Written again, so that a lamp that was unplugged is told and comes back. It costs nothing.
        private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

        private readonly List<Colour> _had = [];
        private Signal _signal;

        public string Told => told;

        public void PutOut()
        {
            foreach (var colour in colours)
            {
                pins.Output(colour.Pin, isActiveLow);
                _had.Add(colour);
            }
        }

        public TimeSpan Show(Indication value)
        {
            _signal = value.Signal;
            return Turn();
        }

        public TimeSpan Turn()
        {
            // First those that go out: never are two of them lit.
            foreach (var colour in colours.OrderBy(one => one.Signal == _signal))
                pins.Write(colour.Pin, (colour.Signal == _signal) != isActiveLow);
            return Look;
        }

        public void Dispose()
        {
            using (pins)
            {
                // Each by itself: one that can't be reached is no reason to leave another lit.
                foreach (var colour in _had)
                    TryPutOut(colour);
            }
        }

        private void TryPutOut(Colour colour)
        {
            try
            {
                pins.Write(colour.Pin, isActiveLow);
            }
            catch (IOException)
            {
                // It went away, which was told.
            }
        }
    }
}
