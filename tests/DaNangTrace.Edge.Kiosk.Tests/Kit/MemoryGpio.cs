using System.Device.Gpio;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A chip of pins in memory: several controllers may be open at it, as at a real one, but a pin belongs to one of them.
/// </summary>
/// <param name="time">Tells when a pin changed.</param>
internal sealed class MemoryGpio(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Pin> _pins = [];
    private readonly List<PinChange> _history = [];
    private int _controllers;

    /// <summary>Why no controller can be had; null if one can.</summary>
    public Exception? NoChip { get; set; }

    /// <summary>Why no pin can be opened.</summary>
    public Exception? NoPin { get; set; }

    /// <summary>Why pins can be neither written nor read.</summary>
    public Exception? Unplugged { get; set; }

    /// <summary>Whether it has resistors that pull.</summary>
    public bool CanPull { get; set; } = true;

    /// <summary>Controllers that are open.</summary>
    public int Controllers => Volatile.Read(ref _controllers);

    /// <summary>Each change of a pin's level from outside or inside, in order; the first one is that of its opening.
    /// </summary>
    public IReadOnlyList<PinChange> History
    {
        get
        {
            lock (_gate)
                return [.. _history];
        }
    }

    /// <summary>Opens a controller.</summary>
    public GpioController Open()
    {
        if (NoChip is { } trouble)
            throw trouble;
        Interlocked.Increment(ref _controllers);
        return new GpioController(new Driver(this));
    }

    public bool IsHigh(int pin)
    {
        lock (_gate)
            return Of(pin).IsHigh;
    }

    public bool IsOpen(int pin)
    {
        lock (_gate)
            return Of(pin).Owner is not null;
    }

    public PinMode ModeOf(int pin)
    {
        lock (_gate)
            return Of(pin).Mode;
    }

    /// <summary>Whether somebody listens to a pin.</summary>
    public bool IsHeard(int pin)
    {
        lock (_gate)
            return Of(pin).Heard is not null;
    }

    /// <summary>Drives an input from outside.</summary>
    /// <param name="pin">The pin.</param>
    /// <param name="isHigh">Its level.</param>
    /// <param name="isTold">Whether whoever listens is told; a chip may lose a change.</param>
    public void Drive(int pin, bool isHigh, bool isTold = true)
    {
        PinChangeEventHandler? heard;
        lock (_gate)
        {
            if (Of(pin).IsHigh == isHigh)
                return;
            Set(pin, isHigh);
            heard = Of(pin).Heard;
        }
        var change = isHigh ? PinEventTypes.Rising : PinEventTypes.Falling;
        if (isTold)
            heard?.Invoke(this, new PinValueChangedEventArgs(change, pin));
    }

    /// <summary>Takes a pin, as another program would.</summary>
    public void Take(int pin)
    {
        lock (_gate)
            Of(pin).Owner = this;
    }

    /// <summary>Gives such a pin back.</summary>
    public void GiveBack(int pin)
    {
        lock (_gate)
            Of(pin).Owner = null;
    }

    private Pin Of(int pin) => _pins.TryGetValue(pin, out var known) ? known : _pins[pin] = new Pin();

    private void Set(int pin, bool isHigh)
    {
        Of(pin).IsHigh = isHigh;
        _history.Add(new PinChange(pin, isHigh, time.GetUtcNow()));
    }

    private sealed class Pin
    {
        public object? Owner { get; set; }

        public PinMode Mode { get; set; } = PinMode.Input;

        public bool IsHigh { get; set; }

        public PinChangeEventHandler? Heard { get; set; }
    }

    private sealed class Driver(MemoryGpio chip) : GpioDriver
    {
        protected override int PinCount => 64;

        protected override void OpenPin(int pinNumber)
        {
            lock (chip._gate)
            {
                if (chip.NoPin is { } trouble)
                    throw trouble;
                if (chip.Of(pinNumber).Owner is not null)
                    throw new IOException(
                        $"Error setting pin mode, for pin: {pinNumber}, error: 16 (Device or resource busy)");
                chip.Of(pinNumber).Owner = this;
            }
        }

        protected override void ClosePin(int pinNumber)
        {
            lock (chip._gate)
            {
                if (chip.Of(pinNumber).Owner == this)
                    (chip.Of(pinNumber).Owner, chip.Of(pinNumber).Heard) = (null, null);
            }
        }

        protected override void SetPinMode(int pinNumber, PinMode mode)
        {
            lock (chip._gate)
                Own(pinNumber).Mode = mode;
        }

        protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
        {
            lock (chip._gate)
            {
                Own(pinNumber).Mode = mode;
                chip.Set(pinNumber, initialValue == PinValue.High);
            }
        }

        protected override PinMode GetPinMode(int pinNumber)
        {
            lock (chip._gate)
                return Own(pinNumber).Mode;
        }

        protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
            mode is PinMode.Input or PinMode.Output || chip.CanPull;

        protected override PinValue Read(int pinNumber)
        {
            lock (chip._gate)
                return Own(pinNumber).IsHigh ? PinValue.High : PinValue.Low;
        }

        protected override void Write(int pinNumber, PinValue value)
        {
            lock (chip._gate)
            {
                if (Own(pinNumber).IsHigh != (value == PinValue.High))
                    chip.Set(pinNumber, value == PinValue.High);
            }
        }

        protected override WaitForEventResult WaitForEvent(
            int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override void AddCallbackForPinValueChangedEvent(
            int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
        {
            lock (chip._gate)
                Own(pinNumber).Heard += callback;
        }

        protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
        {
            lock (chip._gate)
                Own(pinNumber).Heard -= callback;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                Interlocked.Decrement(ref chip._controllers);
            base.Dispose(disposing);
        }

        private Pin Own(int pinNumber)
        {
            if (chip.Unplugged is { } trouble)
                throw trouble;
            var pin = chip.Of(pinNumber);
            return pin.Owner == this ? pin : throw new InvalidOperationException($"pin {pinNumber} is not its own");
        }
    }
}

/// <summary>A change of a pin's level.</summary>
internal sealed record PinChange(int Pin, bool IsHigh, DateTimeOffset At);
