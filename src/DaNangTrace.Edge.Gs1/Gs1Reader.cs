namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads what a scanner sent. Pure: the clock is handed in, nothing is thrown, nothing is kept. It makes a
/// <see cref="Reading"/> of what <see cref="SymbolReader"/> finds; that one says how a symbol is read.
/// </summary>
/// <param name="time">Gives the year around which two-digit years slide.</param>
/// <param name="options">What is known of hosts; the defaults know GS1's own alone.</param>
public sealed class Gs1Reader(TimeProvider time, Gs1Options? options = null)
{
    // More than nearly every code needs; the rest moves to the heap.
    private const int UsualElements = 16;
    private const int UsualCharacters = 128;
    private const int MostFindings = 16;
    private const int DateLength = 6;

    // Said of each code without an identifier, and always the same.
    private static readonly Fault Inferred = MakeInferred();

    private readonly TimeProvider _time = time ?? throw new ArgumentNullException(nameof(time));
    private readonly Gs1Options _options = options ?? Gs1Options.Default;
    private readonly string[] _compressedHosts = [.. (options ?? Gs1Options.Default).CompressedHosts];

    /// <summary>Reads one symbol; never throws, whatever the bytes were.</summary>
    public Reading Read(Symbol symbol)
    {
        Span<ElementSpan> elements = stackalloc ElementSpan[UsualElements];
        Span<Finding> findings = stackalloc Finding[MostFindings];
        Span<char> scratch = stackalloc char[UsualCharacters];
        var reader = new SymbolReader(elements, findings, scratch) { CompressedHosts = _compressedHosts };
        var today = DateOnly.FromDateTime(_time.GetLocalNow().DateTime);
        // A default Symbol has no text.
        var kind = symbol.IsTooLong
            ? reader.ReadTooLong(today)
            : reader.Read(symbol.Identifier, symbol.Text ?? "", today);
        var warnings = Told(reader, areWarnings: true);
        var symbology = reader.Symbology ?? symbol.Identifier;
        return kind switch
        {
            ReadingKind.Item => ItemOf(reader, today, symbology, warnings),
            ReadingKind.Web => WebOf(reader) with { Symbology = symbology },
            ReadingKind.Payment => new Reading.Payment(PaymentCode.SchemeOf(reader.Text)!)
            {
                Symbology = symbology,
                Warnings = warnings,
            },
            ReadingKind.Personal => new Reading.Personal { Symbology = symbology },
            ReadingKind.Text => new Reading.Text(reader.Text.Length) { Symbology = symbology, Warnings = warnings },
            _ => new Reading.Unreadable(Told(reader, areWarnings: false))
            {
                Symbology = symbology,
                Inferred = reader.IsInferred,
                Warnings = warnings,
            },
        };
    }

    private static Reading.Item ItemOf(in SymbolReader reader, DateOnly today, string? symbology, Fault[] warnings)
    {
        var elements = new Element[reader.Elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            ref readonly var element = ref reader.Elements[i];
            elements[i] = new Element(element.Ai.Code, reader.ValueOf(element).ToString(), element.Ai.Title);
        }
        var gtin = GtinOf(elements);
        Gtin? alternative = null;
        foreach (ref readonly var finding in reader.Findings)
        {
            if (finding.Kind == FaultCode.Alternative)
                _ = Gtin.TryParse($"{finding.Detail:D12}", out alternative);
        }
        // A shop's own number means something else in the next shop: it has no place on the web.
        var link = gtin is { IsRestricted: true } ? null : CanonicalLink.Of(elements, reader.Key);
        return new Reading.Item(gtin, elements, link)
        {
            Symbology = symbology,
            Inferred = reader.IsInferred,
            Warnings = warnings,
            Expires = ExpiryOf(elements, today.Year),
            Alternative = alternative,
        };
    }

    /// <summary>
    /// AI 01, else the item that a piece belongs to, AI 8006. What a carton contains (02) is not the carton.
    /// </summary>
    private static Gtin? GtinOf(Element[] elements)
    {
        Gtin? gtin = null;
        foreach (var element in elements)
        {
            if (element.Ai is "01" or "8006" && (gtin is null || element.Ai == "01"))
                _ = Gtin.TryParse(element.Value.AsSpan(0, Gtin.Length), out gtin);
        }
        return gtin;
    }

    private static DateOnly? ExpiryOf(Element[] elements, int thisYear)
    {
        DateOnly? expires = null;
        foreach (var element in elements)
        {
            if (element.Ai == "17" || (element.Ai == "7003" && expires is null))
                expires = Calendar.DayOf(element.Value.AsSpan(0, DateLength), thisYear);
        }
        return expires;
    }

    private Reading.Web WebOf(in SymbolReader reader)
    {
        var host = reader.Address.HostIn(reader.Text);
        Stamp? stamp = null;
        // Kept beyond this call it is not: of an address only the host and a stamp's trace code may be.
        string? rest = null;
        for (var i = 0; i < _options.Stamps.Count && stamp is null; i++)
        {
            var vendor = _options.Stamps[i];
            if (vendor.Knows(host))
                stamp = vendor.Find(host, rest ??= reader.Text[reader.Address.Path.Start..].ToString());
        }
        return new Reading.Web(host) { Stamp = stamp };
    }

    private static Fault[] Told(in SymbolReader reader, bool areWarnings)
    {
        var count = 0;
        foreach (ref readonly var finding in reader.Findings)
            count += finding.IsWarning == areWarnings ? 1 : 0;
        if (count == 0)
            return [];
        var told = new Fault[count];
        count = 0;
        foreach (ref readonly var finding in reader.Findings)
        {
            if (finding.IsWarning != areWarnings)
                continue;
            told[count++] = finding.Kind == FaultCode.SymbologyInferred ? Inferred : reader.Tell(finding);
        }
        return told;
    }

    private static Fault MakeInferred()
    {
        var finding = new Finding { Kind = FaultCode.SymbologyInferred };
        return default(SymbolReader).Tell(finding);
    }
}
