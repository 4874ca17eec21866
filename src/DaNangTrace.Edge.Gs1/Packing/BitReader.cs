namespace DaNangTrace.Edge.Gs1;

/// <summary>Takes bits from text in base64url (RFC 4648, 5) without padding, six a character.</summary>
internal ref struct BitReader(ReadOnlySpan<char> text)
{
    internal const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private const byte Foreign = 0xFF;

    private static readonly byte[] Sixes = MakeSixes();

    private ReadOnlySpan<char> _rest = text;

    // The next bits, left-aligned.
    private ulong _window;
    private int _held;

    /// <summary>How many bits are left.</summary>
    internal readonly int Remaining => _held + _rest.Length * 6;

    /// <summary>Takes 0 to 32; false if fewer are left, or a character is not of the alphabet.</summary>
    internal bool TryTake(int count, out uint bits)
    {
        bits = 0;
        if (_held < count && !Fill(count))
            return false;
        // Two shifts: a shift by 64 would be one by 0.
        bits = (uint)(_window >> 1 >> (63 - count));
        _window <<= count;
        _held -= count;
        return true;
    }

    /// <summary>Takes 0 to 64.</summary>
    internal bool TryTake(int count, out ulong bits)
    {
        var rest = 0u;
        var isThere = TryTake(Math.Min(count, 32), out uint first) && (count <= 32 || TryTake(count - 32, out rest));
        bits = count <= 32 ? first : ((ulong)first << (count - 32)) | rest;
        return isThere;
    }

    internal bool TrySkip(int count)
    {
        for (; count > 32; count -= 32)
        {
            if (!TryTake(32, out uint _))
                return false;
        }
        return TryTake(count, out uint _);
    }

    private bool Fill(int count)
    {
        var used = 0;
        while (_held <= 58 && used < _rest.Length)
        {
            var character = _rest[used++];
            var six = character < Sixes.Length ? Sixes[character] : Foreign;
            if (six == Foreign)
                return false;
            _window |= (ulong)six << (58 - _held);
            _held += 6;
        }
        _rest = _rest[used..];
        return _held >= count;
    }

    private static byte[] MakeSixes()
    {
        var sixes = new byte[128];
        Array.Fill(sixes, Foreign);
        for (var i = 0; i < Alphabet.Length; i++)
            sixes[Alphabet[i]] = (byte)i;
        return sixes;
    }
}
