namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// What one reading gathers on its way, in buffers that the caller hands in: elements, findings, decoded characters.
/// <para>
/// Elements and characters that find no room move to the heap; findings beyond the buffer are dropped, the last place
/// is kept for a fault: nobody reads more than the first few.
/// </para>
/// </summary>
internal ref struct Draft
{
    private Span<ElementSpan> _elements;
    private readonly Span<Finding> _findings;
    private Span<char> _scratch;
    private int _elementCount;
    private int _findingCount;
    private int _scratchUsed;
    private AiSet _present;
    private DateOnly _today;

    internal Draft(Span<ElementSpan> elements, Span<Finding> findings, Span<char> scratch)
    {
        _elements = elements;
        _findings = findings;
        _scratch = scratch;
    }

    /// <summary>What was sent, without its symbology identifier.</summary>
    internal ReadOnlySpan<char> Text { get; private set; }

    /// <summary>The year around which two-digit years slide.</summary>
    internal readonly int ThisYear => _today.Year;

    /// <summary>The primary key that a Digital Link names; null elsewhere.</summary>
    internal ApplicationIdentifier? Key { get; set; }

    /// <summary>Whether the text broke off where it could not be read on, rather than a value being wrong.</summary>
    internal bool IsBroken { get; private set; }

    internal bool HasFaults { get; private set; }

    internal readonly ReadOnlySpan<ElementSpan> Elements => _elements[.._elementCount];

    /// <summary>Faults and warnings in the order of the text; those of one place as they were found.</summary>
    internal readonly ReadOnlySpan<Finding> Findings => _findings[.._findingCount];

    internal readonly ReadOnlySpan<char> ValueOf(in ElementSpan element) => element.Place == ValuePlace.Text
        ? Text.Slice(element.Start, element.Length)
        : _scratch.Slice(element.Start, element.Length);

    /// <summary>The element with this AI; -1 if there is none.</summary>
    internal readonly int Find(int ai)
    {
        if (!_present.Contains(ai))
            return -1;
        for (var i = 0; i < _elementCount; i++)
        {
            if (_elements[i].Index == ai)
                return i;
        }
        return -1;
    }

    /// <summary>How many characters a carrier of these elements holds, a GS behind each value that needs one.</summary>
    internal readonly int DataLength
    {
        get
        {
            var length = 0;
            for (var i = 0; i < _elementCount; i++)
            {
                var ai = _elements[i].Ai;
                length += ai.Code.Length + _elements[i].Length;
                length += ai.HasPredefinedLength || i == _elementCount - 1 ? 0 : 1;
            }
            return length;
        }
    }

    internal readonly bool Has(int ai) => _present.Contains(ai);

    internal void Begin(ReadOnlySpan<char> text, DateOnly today)
    {
        Text = text;
        _today = today;
        Clear();
    }

    /// <summary>Forgets what was found: the text is to be read in another way.</summary>
    internal void Clear()
    {
        _elementCount = _findingCount = _scratchUsed = 0;
        _present = default;
        Key = null;
        IsBroken = HasFaults = false;
    }

    /// <summary>Room for decoded characters; <see cref="Keep"/> says how many of them are used.</summary>
    internal Span<char> Claim(int length)
    {
        if (_scratch.Length - _scratchUsed < length)
        {
            var larger = new char[Math.Max(_scratchUsed + length, 2 * _scratch.Length)];
            _scratch[.._scratchUsed].CopyTo(larger);
            _scratch = larger;
        }
        return _scratch.Slice(_scratchUsed, length);
    }

    /// <summary>Keeps so many of the claimed characters; gives where they begin.</summary>
    internal int Keep(int length)
    {
        var start = _scratchUsed;
        _scratchUsed += length;
        return start;
    }

    /// <summary>A fault or, by its code, a warning.</summary>
    internal void Tell(FaultCode code, int at, int length, ApplicationIdentifier? ai = null, long detail = 0) =>
        Add(new Finding { Kind = code, At = at, Length = length, AiPlusOne = Plus(ai), Detail = detail });

    /// <summary>A fault after which nothing more can be read.</summary>
    internal void Break(FaultCode code, int at, int length)
    {
        IsBroken = true;
        Tell(code, at, length);
    }

    internal void Add(in Finding finding)
    {
        HasFaults |= !finding.IsWarning;
        var at = _findingCount;
        if (at == _findings.Length)
        {
            // The first fault must not be lost to warnings.
            if (at == 0 || finding.IsWarning || !_findings[at - 1].IsWarning)
                return;
            at--;
        }
        else
        {
            _findingCount++;
        }
        for (; at > 0 && _findings[at - 1].At > finding.At; at--)
            _findings[at] = _findings[at - 1];
        _findings[at] = finding;
    }

    /// <summary>Keeps an element, once if it came before with the same value, and checks it.</summary>
    internal void Add(in ElementSpan element)
    {
        if (_present.Contains(element.Index))
        {
            var first = Find(element.Index);
            var isSame = ValueOf(_elements[first]).SequenceEqual(ValueOf(element));
            Add(new Finding
            {
                Kind = isSame ? FaultCode.IdenticalRepeat : FaultCode.Repeat,
                AiPlusOne = (ushort)(element.Index + 1),
                At = element.At,
                Length = element.SentLength,
            });
            return;
        }
        AddChecked(element);
        ElementCheck.Check(ref this, _elementCount - 1);
    }

    /// <summary>Keeps an element that is sound and came not before.</summary>
    internal void AddChecked(in ElementSpan element)
    {
        if (_elementCount == _elements.Length)
        {
            var larger = new ElementSpan[Math.Max(16, 2 * _elementCount)];
            _elements.CopyTo(larger);
            _elements = larger;
        }
        _elements[_elementCount++] = element;
        _present.Add(element.Index);
    }

    /// <summary>Makes a GTIN of 14 digits out of fewer with zeros in front, in the scratch.</summary>
    /// <param name="ai">AI 01.</param>
    /// <param name="digits">At most 14.</param>
    /// <param name="sent">Where that stands from which they were made.</param>
    internal ElementSpan Pad(ApplicationIdentifier ai, scoped ReadOnlySpan<char> digits, Stretch sent)
    {
        var padded = Claim(Gtin.Length);
        var zeros = padded.Length - digits.Length;
        padded[..zeros].Fill('0');
        digits.CopyTo(padded[zeros..]);
        return new ElementSpan
        {
            Index = (ushort)ai.Index,
            At = sent.Start,
            SentLength = sent.Length,
            Place = ValuePlace.Padded,
            Start = Keep(Gtin.Length),
            Length = Gtin.Length,
        };
    }

    internal static ushort Plus(ApplicationIdentifier? ai) => (ushort)(ai is null ? 0 : ai.Index + 1);
}
