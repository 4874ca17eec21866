using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Writes one compressed token; see <see cref="CompressedToken"/> for its format.</summary>
internal sealed class TokenWriter
{
    private readonly StringBuilder _token = new();

    // Bits that do not make a character yet: fewer than six between two writes.
    private uint _pending;
    private int _pendingBits;

    /// <summary>The token, filled up with zeros.</summary>
    public override string ToString()
    {
        if (_pendingBits > 0)
            Write(0, 6 - _pendingBits);
        return _token.ToString();
    }

    /// <summary>False if the elements can't be compressed; then what was written is worth nothing.</summary>
    internal bool TryWrite(ReadOnlySpan<(ApplicationIdentifier Ai, string Value)> elements, bool optimise)
    {
        var left = new SortedDictionary<ushort, string>();
        foreach (var (ai, value) in elements)
        {
            if (!left.TryAdd((ushort)ValueFormat.IndexOf(ai.Code), value))
                return false;
        }
        while (optimise && Best(left) is { } sequence)
        {
            Write(sequence.Code, 8);
            foreach (var ai in sequence.Ais)
            {
                if (!left.Remove(ai, out var value) || !TryWriteValue(ai, value))
                    return false;
            }
        }
        foreach (var (ai, value) in left)
        {
            foreach (var digit in AiTable.All[ai].Code)
                Write((uint)(digit - '0'), 4);
            if (!TryWriteValue(ai, value))
                return false;
        }
        return elements.Length > 0;
    }

    /// <summary>The code whose AIs are all there and that saves most; the first of equal ones.</summary>
    private static OptimisationCode? Best(SortedDictionary<ushort, string> left)
    {
        OptimisationCode? best = null;
        foreach (var code in OptimisationCode.All)
        {
            if (code.Weight > (best?.Weight ?? 0) && Array.TrueForAll(code.Ais, left.ContainsKey))
                best = code;
        }
        return best;
    }

    private bool TryWriteValue(ushort ai, string value)
    {
        var format = ValueFormat.All[ai];
        var rest = value.AsSpan();
        return TryWritePart(format.First, ref rest)
            && (format.Second.Max == 0 || TryWritePart(format.Second, ref rest))
            && rest.IsEmpty;
    }

    private bool TryWritePart(ValuePart part, ref ReadOnlySpan<char> rest)
    {
        var length = part.IsVariable ? rest.Length : part.Max;
        if (length > rest.Length || length > part.Max || (length == 0 && !part.MayBeEmpty))
            return false;
        var text = rest[..length];
        rest = rest[length..];
        var encoding = part.IsText ? TextEncodings.Best(text) : TextEncoding.Digits;
        if (part.IsText)
            Write((uint)encoding, 3);
        if (part.IsVariable)
            Write((uint)length, part.LengthBits);
        return encoding == TextEncoding.Digits ? TryWriteNumber(text) : TryWriteText(encoding, text);
    }

    private bool TryWriteText(TextEncoding encoding, ReadOnlySpan<char> text)
    {
        var alphabet = encoding.Alphabet();
        foreach (var character in text)
        {
            if (!char.IsAscii(character))
                return false;
            Write(
                (uint)(alphabet.Length == 0 ? character : alphabet.IndexOf(character, StringComparison.Ordinal)),
                encoding.BitsPerCharacter());
        }
        return true;
    }

    private bool TryWriteNumber(ReadOnlySpan<char> digits)
    {
        if (Digits.FirstOther(digits) >= 0)
            return false;
        Span<uint> words = stackalloc uint[WideNumber.MostWords];
        WideNumber.ReadDigits(digits, words);
        var width = ValuePart.NumberBits(digits.Length);
        for (var i = words.Length - 1 - (width - 1) / 32; i < words.Length; i++)
            Write(words[i], Math.Min(32, width - 32 * (words.Length - 1 - i)));
        return true;
    }

    private void Write(uint bits, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            _pending = (_pending << 1) | ((bits >> i) & 1);
            if (++_pendingBits < 6)
                continue;
            _token.Append(BitReader.Alphabet[(int)_pending]);
            (_pending, _pendingBits) = (0, 0);
        }
    }
}
