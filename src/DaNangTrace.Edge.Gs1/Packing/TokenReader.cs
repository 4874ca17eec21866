namespace DaNangTrace.Edge.Gs1;

/// <summary>One pass over a compressed token; see <see cref="CompressedToken"/> for its format.</summary>
internal ref struct TokenReader
{
    // Two hexadecimal digits; what is less at the end is filling.
    private const int CodeBits = 8;

    private readonly Span<char> _values;
    private readonly Span<Unpacked> _elements;
    private readonly bool _takesSorted;
    private BitReader _bits;
    private int _written;
    private int _count;

    // Sorted: the AIs of an optimisation code come as GS1's toolkit sorts them.
    internal TokenReader(ReadOnlySpan<char> token, Span<char> values, Span<Unpacked> elements, bool takesSorted)
    {
        _bits = new BitReader(token);
        _values = values;
        _elements = elements;
        _takesSorted = takesSorted;
    }

    /// <summary>Whether a code was met that GS1's toolkit sorts: the other order may be the right one.</summary>
    internal bool HasTwoOrders { get; private set; }

    /// <summary>Whether a value of such a code has a wrong check digit or is no date.</summary>
    internal bool IsDoubtful { get; private set; }

    internal bool TryRead(out int count)
    {
        count = 0;
        while (_bits.Remaining >= CodeBits)
        {
            if (!TryReadEntry())
                return false;
        }
        if (!_bits.TryTake(_bits.Remaining, out uint filling) || filling != 0 || _count == 0)
            return false;
        count = _count;
        return true;
    }

    private bool TryReadEntry()
    {
        if (!_bits.TryTake(CodeBits, out uint code))
            return false;
        var (first, second) = ((int)code >> 4, (int)code & 0xF);
        if (first <= 9 && second <= 9)
            return TryReadAi(first * 10 + second);
        if (first == 0xF)
            return TrySkipPair(second);
        if (OptimisationCode.Find((int)code) is not { } sequence)
            return false;
        HasTwoOrders |= sequence.HasTwoOrders;
        foreach (var ai in _takesSorted ? sequence.Sorted : sequence.Ais)
        {
            if (!TryReadValue(ai))
                return false;
            IsDoubtful |= sequence.HasTwoOrders && !LooksRight(ai, _values[_elements[_count - 1].Start.._written]);
        }
        return true;
    }

    private static bool LooksRight(ushort ai, ReadOnlySpan<char> value)
    {
        var linters = AiTable.All[ai].Components[0].Linters;
        if (Array.IndexOf(linters, Linter.Csum) >= 0)
            return CheckDigit.IsRight(value);
        return Array.IndexOf(linters, Linter.Yymmd0) < 0
            || (value[2..4] is not "00" && value[2..4].SequenceCompareTo("12") <= 0
                && value[4..].SequenceCompareTo("31") <= 0);
    }

    private bool TryReadAi(int prefix)
    {
        var length = ValueFormat.CodeLength(prefix);
        if (length == 0)
            return false;
        var code = prefix;
        for (var i = 2; i < 4; i++)
        {
            var digit = 0u;
            if (i < length && (!_bits.TryTake(4, out digit) || digit > 9))
                return false;
            code = code * 10 + (int)digit;
        }
        var ai = ValueFormat.IndexOf(code);
        return ai >= 0 && TryReadValue((ushort)ai);
    }

    private bool TryReadValue(ushort ai)
    {
        if (_count == _elements.Length)
            return false;
        foreach (var element in _elements[.._count])
        {
            if (element.Ai == ai)
                return false;
        }
        var start = _written;
        var format = ValueFormat.All[ai];
        if (!TryReadPart(format.First) || (format.Second.Max > 0 && !TryReadPart(format.Second)))
            return false;
        _elements[_count++] = new Unpacked(ai, start, _written - start);
        return true;
    }

    private bool TryReadPart(ValuePart part)
    {
        var encoding = 0u;
        if (part.IsText && !_bits.TryTake(3, out encoding))
            return false;
        var length = (uint)part.Max;
        if (part.IsVariable)
        {
            if (!_bits.TryTake(part.LengthBits, out length) || length > part.Max)
                return false;
            if (length == 0 && !part.MayBeEmpty)
                return false;
        }
        if (length > _values.Length - _written)
            return false;
        var value = _values.Slice(_written, (int)length);
        _written += (int)length;
        return (TextEncoding)encoding == TextEncoding.Digits
            ? TryReadNumber(value)
            : TryReadText((TextEncoding)encoding, value);
    }

    private bool TryReadText(TextEncoding encoding, Span<char> value)
    {
        if (encoding > TextEncoding.Ascii)
            return false;
        var width = encoding.BitsPerCharacter();
        var alphabet = encoding.Alphabet();
        foreach (ref var character in value)
        {
            if (!_bits.TryTake(width, out uint bits))
                return false;
            character = alphabet.Length == 0 ? (char)bits : alphabet[(int)bits];
        }
        return true;
    }

    private bool TryReadNumber(Span<char> digits)
    {
        var width = ValuePart.NumberBits(digits.Length);
        // A number of no digits has a bit all the same. Where it would be the token's last, some leave it out.
        if (digits.IsEmpty && _bits.Remaining == 0)
            return true;
        if (digits.Length > WideNumber.MostShortDigits)
            return TryReadWideNumber(digits, width);
        if (!_bits.TryTake(width, out ulong number))
            return false;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var rest = number / 10;
            digits[i] = (char)('0' + (number - rest * 10));
            number = rest;
        }
        return number == 0;
    }

    private bool TryReadWideNumber(Span<char> digits, int width)
    {
        Span<uint> words = stackalloc uint[WideNumber.MostWords];
        words = words[..((width + 31) / 32)];
        for (var i = 0; i < words.Length; i++)
        {
            if (!_bits.TryTake(i == 0 ? width - 32 * (words.Length - 1) : 32, out words[i]))
                return false;
        }
        return WideNumber.TryWriteDigits(words, digits);
    }

    private bool TrySkipPair(int upperLengthBits)
    {
        if (!_bits.TryTake(3, out uint lowerLengthBits))
            return false;
        var key = (upperLengthBits << 3) | (int)lowerLengthBits;
        if (!_bits.TrySkip(key * 6) || !_bits.TryTake(3, out uint encoding) || !_bits.TryTake(7, out uint length))
            return false;
        return (TextEncoding)encoding <= TextEncoding.Ascii
            && _bits.TrySkip(((TextEncoding)encoding).Bits((int)length));
    }
}
