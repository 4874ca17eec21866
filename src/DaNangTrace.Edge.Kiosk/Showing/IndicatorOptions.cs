namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>A lamp or a buzzer.</summary>
public sealed class IndicatorOptions
{
    /// <summary>
    /// <c>lamp</c>, <c>buzzer</c>; <c>buzzer-bindings</c>: by Iot.Device.Bindings, in a program that was built with
    /// them.
    /// </summary>
    public string Driver { get; init; } = "";

    /// <summary>Pin of a lamp's colour; null where it has none.</summary>
    public int? Green { get; init; }

    /// <inheritdoc cref="Green"/>
    public int? Amber { get; init; }

    /// <inheritdoc cref="Green"/>
    public int? Red { get; init; }

    /// <summary>Pin of a buzzer that sounds by itself as long as it has current.</summary>
    public int? Pin { get; init; }

    /// <summary>Whether a low pin is on.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>Number of the chip of a buzzer that is driven by pulses, <c>/sys/class/pwm/pwmchipN</c>.</summary>
    public int PwmChip { get; init; }

    /// <summary>Its channel there.</summary>
    public int PwmChannel { get; init; }

    /// <summary>Its pitch, in hertz.</summary>
    public int Hertz { get; init; } = 2700;
}

/// <summary>A button.</summary>
public sealed class ButtonOptions
{
    /// <summary>Its pin; null for no button.</summary>
    public int? Pin { get; init; }

    /// <summary>Whether it is pressed while the pin is low: it connects the pin with ground.</summary>
    public bool ActiveLow { get; init; } = true;
}
