namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads a symbol in place: what it finds are positions in the caller's text and in buffers that the caller hands in.
/// Nothing is allocated for codes that fit them. <see cref="Gs1Reader"/> is built on it and easier to use.
/// <code>
/// Span&lt;ElementSpan&gt; elements = stackalloc ElementSpan[16];
/// Span&lt;Finding&gt; findings = stackalloc Finding[8];
/// Span&lt;char&gt; scratch = stackalloc char[128];
/// var reader = new SymbolReader(elements, findings, scratch);
/// if (reader.Read("d2", text, today) == ReadingKind.Item)
/// {
///     foreach (ref readonly var element in reader.Elements)
///         Use(element.Ai.Code, reader.ValueOf(element));
/// }
/// </code>
/// <para>
/// The AIM identifier decides first: under those of EAN/UPC and ITF stands a number, under a GS1 one (C1 e0 d2 d5 Q3 Q4
/// J1) an element string. Under any other, digits that look like an element string are text; what is read under all of
/// them are links, the bracketed form, payment and personal codes, and a right number of 13 or 14 digits. Without an
/// identifier the text decides, and <see cref="Symbology"/> says what carrier is likely: E0, E4, I1 for numbers by
/// their length, C1 for element strings that a GS1-128 can hold and d2 for longer ones, Q1 for Digital Links. The
/// composite component beside a linear symbol follows it behind <c>|]e0</c>.
/// </para>
/// <para>Payment and personal codes are recognised by shape before anything of them could be kept.</para>
/// </summary>
public ref struct SymbolReader
{
    // The most data characters of a GS1-128.
    private const int LongestGs1128 = 48;

    // A backslash and six digits.
    private const int Designator = 7;

    // How a decoder announces the composite component behind the linear one.
    private const string Composite = "|]e0";

    private Draft _draft;
    private WebAddress _address;
    private Carrier _carrier;

    /// <summary>A reader that can be used again and again; each reading forgets the one before.</summary>
    /// <param name="elements">Room for elements; 16 hold nearly all codes. More elements move to the heap.</param>
    /// <param name="findings">Room for faults and warnings; what finds none is dropped, a fault last.</param>
    /// <param name="scratch">
    /// Room for decoded characters: those of escaped values, padded numbers and unpacked links. More move to the heap.
    /// </param>
    public SymbolReader(Span<ElementSpan> elements, Span<Finding> findings, Span<char> scratch)
    {
        _draft = new Draft(elements, findings, scratch);
        CompressedHosts = Gs1Options.DefaultCompressedHosts;
    }

    /// <summary>
    /// Hosts whose addresses may be compressed Digital Links: one opaque token in a few thousand would otherwise unpack
    /// to a GTIN that was never meant.
    /// </summary>
    public ReadOnlySpan<string> CompressedHosts { get; set; }

    /// <summary>What the last reading made of the text.</summary>
    public ReadingKind Kind { get; private set; }

    /// <summary>The AIM identifier as sent, else as inferred; null where neither is known.</summary>
    public readonly string? Symbology => _carrier.AsText();

    /// <summary>Whether <see cref="Symbology"/> was inferred because the scanner sent no identifier.</summary>
    public bool IsInferred { get; private set; }

    /// <summary>
    /// All elements in the order of the carrier (a Digital Link: path, then query); they hold until the next reading.
    /// </summary>
    public readonly ReadOnlySpan<ElementSpan> Elements => _draft.Elements;

    /// <summary>Faults and warnings in the order of the text.</summary>
    public readonly ReadOnlySpan<Finding> Findings => _draft.Findings;

    internal readonly ReadOnlySpan<char> Text => _draft.Text;

    internal readonly WebAddress Address => _address;

    internal readonly ApplicationIdentifier? Key => _draft.Key;

    /// <summary>The decoded value of an element of the last reading; it holds until the next one.</summary>
    public readonly ReadOnlySpan<char> ValueOf(in ElementSpan element) => _draft.ValueOf(element);

    /// <summary>The decoded value of the element with this AI; empty if there is none.</summary>
    public readonly ReadOnlySpan<char> ValueOf(ApplicationIdentifier ai)
    {
        ArgumentNullException.ThrowIfNull(ai);
        var place = _draft.Find(ai.Index);
        return place < 0 ? default : _draft.ValueOf(_draft.Elements[place]);
    }

    /// <summary>
    /// A finding of the last reading in words, with the bad part marked; it makes strings. Of a payment code nothing is
    /// quoted.
    /// </summary>
    public readonly Fault Tell(in Finding finding) =>
        new(finding.Code, finding.Ai?.Code, finding.At, FaultText.English(finding))
        {
            Length = finding.Length,
            MessageVi = FaultText.Vietnamese(finding),
            Markup = Kind is ReadingKind.Payment or ReadingKind.Text || finding.Kind == FaultCode.SymbologyInferred
                ? ""
                : Markup.Of(this, finding),
        };

    /// <summary>
    /// What a scanner sent, with the symbology identifier in front of it if there is one. Positions count from behind
    /// the identifier, and behind a designator of the character set (ECI).
    /// </summary>
    public ReadingKind Read(ReadOnlySpan<char> sent, DateOnly today)
    {
        return Symbol.HasIdentifier(sent) ? Read(sent.Slice(1, 2), sent[3..], today) : Read(default, sent, today);
    }

    /// <summary>Reads one symbol; never throws, whatever the characters.</summary>
    /// <param name="identifier">The AIM identifier without its <c>]</c>; empty where there is none.</param>
    /// <param name="text">What the carrier holds; the result refers to it.</param>
    /// <param name="today">The day around which two-digit years slide.</param>
    public ReadingKind Read(scoped ReadOnlySpan<char> identifier, ReadOnlySpan<char> text, DateOnly today)
    {
        _carrier = Carrier.Of(identifier);
        // What was to be decoded by it is decoded already.
        if (_carrier.HasEci && text.Length > Designator && text[0] == '\\'
            && Digits.CountIn(text.Slice(1, Designator - 1)) == Designator - 1)
        {
            text = text[Designator..];
        }
        _draft.Begin(text, today);
        _address = default;
        IsInferred = false;
        if (text.Length > Symbol.MaxLength)
            return ReadTooLong(today);
        if (text.IsEmpty)
        {
            _draft.Tell(FaultCode.Empty, 0, 0);
            return Kind = ReadingKind.Unreadable;
        }
        return Kind = ReadNumber() ? Finish() : ReadOther();
    }

    /// <summary>A code of which nothing is known but that it was longer than <see cref="Symbol.MaxLength"/>.</summary>
    internal ReadingKind ReadTooLong(DateOnly today)
    {
        _draft.Begin(default, today);
        _draft.Tell(FaultCode.TooLong, 0, 0);
        return Kind = ReadingKind.Unreadable;
    }

    /// <summary>Numbers first: nearly all that a market holds.</summary>
    private bool ReadNumber()
    {
        var text = _draft.Text;
        if (_carrier.IsItf)
            return PlainNumber.TryReadItf(ref _draft, _carrier);
        if (!_carrier.IsEan && !_carrier.IsNone)
            return false;
        // Behind the digits of the linear component a composite one may follow.
        var digits = Digits.FirstOther(text);
        var linear = digits >= 0 && text[digits..].StartsWith(Composite) ? digits : text.Length;
        if (_carrier.IsEan)
        {
            PlainNumber.ReadEan(ref _draft, _carrier, new Stretch(0, linear), digits);
        }
        else
        {
            if (digits >= 0 && linear == text.Length)
                return false;
            if (!PlainNumber.TryReadBare(ref _draft, new Stretch(0, linear), out var likely))
                return false;
            Infer(likely);
        }
        ReadComposite(linear);
        return true;
    }

    private ReadingKind ReadOther()
    {
        if (WebAddress.TryParse(_draft.Text, out _address))
            return ReadAddress();
        var text = _draft.Text;
        if (PaymentCode.IsOne(text))
        {
            if (PaymentCode.IsEmv(text) && !PaymentCode.HasRightChecksum(text))
                _draft.Tell(FaultCode.PaymentChecksum, 0, 0);
            return ReadingKind.Payment;
        }
        if (ReadElements() || (!_carrier.IsNone && !_carrier.IsAddOn && PlainNumber.TryReadElsewhere(ref _draft)))
            return Finish();
        if (PersonalCode.IsOne(text))
            return ReadingKind.Personal;
        Misprint.Warn(ref _draft, _carrier);
        return ReadingKind.Text;
    }

    private ReadingKind ReadAddress()
    {
        if (!DigitalLink.TryRead(ref _draft, _address)
            && !CompressedLink.TryRead(ref _draft, _address, CompressedHosts))
        {
            return ReadingKind.Web;
        }
        if (_carrier.IsNone)
            Infer(Carrier.Qr);
        return Finish();
    }

    /// <summary>Bracketed and unbracketed element strings; false if it is neither, then nothing was found.</summary>
    private bool ReadElements()
    {
        var text = _draft.Text;
        var isGs1 = _carrier.IsGs1;
        if (Bracketed.IsMeant(text))
        {
            Bracketed.Read(ref _draft);
            if (!_carrier.IsNone)
                _draft.Tell(FaultCode.PrintedBrackets, 0, 1);
        }
        else
        {
            if (!isGs1 && !(_carrier.IsNone && BareElementString.CanBe(text)))
                return false;
            var linear = LinearLength();
            ElementString.Read(ref _draft, 0, linear);
            ReadComposite(linear);
            if (!isGs1 && !BareElementString.IsMeant(_draft))
            {
                _draft.Clear();
                return false;
            }
            if (!_draft.HasFaults && linear == text.Length)
                LostGs.Suspect(ref _draft);
        }
        if (_carrier.IsNone)
            Infer(_draft.DataLength > LongestGs1128 ? Carrier.Gs1DataMatrix : Carrier.C1);
        return true;
    }

    /// <summary>How much of the text is the linear component: all of it where no composite one follows.</summary>
    private readonly int LinearLength()
    {
        if (!_carrier.IsNone && !_carrier.IsBesideComposite)
            return _draft.Text.Length;
        // No element string holds a bar.
        var at = _draft.Text.IndexOf(Composite[0]);
        return at >= 0 && _draft.Text[at..].StartsWith(Composite) ? at : _draft.Text.Length;
    }

    private void ReadComposite(int linear)
    {
        if (linear == _draft.Text.Length)
            return;
        ElementString.Read(ref _draft, linear + Composite.Length, _draft.Text.Length);
        if (!_draft.HasFaults)
            LostGs.Suspect(ref _draft);
    }

    private void Infer(Carrier likely)
    {
        _carrier = likely;
        IsInferred = true;
    }

    private ReadingKind Finish()
    {
        // A lone trade item, nearly all that a market holds, has no company.
        var isAlone = _draft.Elements.Length == 1 && _draft.Elements[0].Index == ValueCheck.TradeItem;
        if (!_draft.HasFaults && !isAlone)
            Company.Check(ref _draft);
        if (_draft.HasFaults && IsSecret())
            return ReadingKind.Personal;
        if (!_draft.HasFaults)
        {
            if (!isAlone)
                Company.Warn(ref _draft);
            ValueCheck.Warn(ref _draft);
        }
        if (IsInferred)
            _draft.Tell(FaultCode.SymbologyInferred, 0, 0);
        return _draft.HasFaults ? ReadingKind.Unreadable : ReadingKind.Item;
    }

    /// <summary>
    /// What breaks the rules of a product code may be a secret that begins like one, a citizen's number or a
    /// telephone's: then nothing of it may be told. EAN bars hold none.
    /// </summary>
    private bool IsSecret()
    {
        if ((_carrier.IsEan && !IsInferred) || !PersonalCode.IsOne(_draft.Text))
            return false;
        _draft.Clear();
        if (IsInferred)
            (_carrier, IsInferred) = (Carrier.None, false);
        return true;
    }
}
