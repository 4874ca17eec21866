namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Walks through a coupon's digits field by field. Each step answers whether the coupon still holds; the first that
/// does not leaves the flaw.
/// </summary>
internal ref struct CouponCursor(ReadOnlySpan<char> digits)
{
    private const char LeftOut = '9';

    private readonly ReadOnlySpan<char> _digits = digits;

    /// <summary>What is wrong; meaningless while every step has held.</summary>
    internal Flaw Flaw { get; private set; }

    /// <summary>How many digits have been passed.</summary>
    internal int At { get; private set; }

    /// <summary>The digits of the field passed last.</summary>
    internal ReadOnlySpan<char> Field { get; private set; }

    internal readonly bool IsAtEnd => At == _digits.Length;

    /// <summary>Passes the digit that opens an optional field; stays where it is if another one stands there.</summary>
    internal bool Opens(char mark)
    {
        if (IsAtEnd || _digits[At] != mark)
            return false;
        At++;
        return true;
    }

    /// <summary>Passes one digit that must be one of these.</summary>
    internal bool OneOf(string allowed)
    {
        if (IsAtEnd)
            return Misses();
        if (!allowed.Contains(_digits[At], StringComparison.Ordinal))
            return Fails(At, 1);
        At++;
        return true;
    }

    /// <summary>Passes a field of so many digits.</summary>
    internal bool Fixed(int length)
    {
        if (_digits.Length - At < length)
            return IsAtEnd && length > 0 ? Misses() : Fails(At, _digits.Length - At);
        Field = _digits.Slice(At, length);
        At += length;
        return true;
    }

    /// <summary>
    /// Passes a digit that must be one of these and says how long the field after it is, then that field.
    /// </summary>
    /// <param name="allowed">The digits that may stand there.</param>
    /// <param name="shortest">What the digit 0 means as a length.</param>
    /// <param name="mayBeLeftOut">Whether a 9 is no length but says that the field is left out.</param>
    internal bool Sized(string allowed, int shortest, bool mayBeLeftOut = false)
    {
        if (!OneOf(allowed))
            return false;
        var size = _digits[At - 1];
        return Fixed(mayBeLeftOut && size == LeftOut ? 0 : size - '0' + shortest);
    }

    /// <summary>Passes a date of six digits.</summary>
    internal bool Date(int thisYear)
    {
        if (!Fixed(6))
            return false;
        return !Calendar.FindsInDate(Field, thisYear, dayMayBeZero: false, out _) || Fails(At - 6, 6);
    }

    /// <summary>Whether nothing is left over.</summary>
    internal bool Ends() => IsAtEnd || Fails(At, _digits.Length - At);

    internal bool Fails(int at, int length)
    {
        Flaw = new Flaw(FaultCode.Coupon, at, Math.Max(1, length));
        return false;
    }

    // The coupon ends where a field must begin: there is no character to point at, so that all of it is marked.
    private bool Misses() => Fails(0, _digits.Length);
}
