namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>
/// What a pattern of the contract lets through. Only a small part of the regular expressions is understood: literals,
/// classes that list what they take, groups, alternatives, and quantifiers with an end. All else is a fault, so that
/// nobody has to think about what it would take.
/// </summary>
internal sealed class PatternShape
{
    private readonly string _pattern;
    private readonly SortedSet<char> _free = [];
    private int _at;

    private PatternShape(string pattern) => _pattern = pattern;

    /// <summary>The characters that can be chosen: those of its classes, not its literals.</summary>
    public string Alphabet => string.Concat(_free);

    /// <summary>The most characters that it takes.</summary>
    public int MostCharacters { get; private set; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is not anchored, has no end, or is not understood.</exception>
    public static PatternShape Of(string pattern)
    {
        var shape = new PatternShape(pattern);
        shape.Expect('^');
        shape.MostCharacters = shape.Sequence();
        shape.Expect('$');
        if (shape._at != pattern.Length)
            throw shape.Wrong("something stands behind its end");
        return shape;
    }

    // Outside a group no alternative may stand: it would be anchored on one side only.
    private int Sequence()
    {
        var most = 0;
        while (Next is not ('$' or '|' or ')' or '\0'))
            most += Atom() * Times();
        return most;
    }

    private int Group()
    {
        if (Next == '?')
            throw Wrong("looks around, and names are not understood");
        var most = Sequence();
        while (Next == '|')
        {
            _at++;
            most = Math.Max(most, Sequence());
        }
        Expect(')');
        return most;
    }

    private int Atom()
    {
        switch (Take())
        {
            case '(':
                return Group();
            case '[':
                Class();
                return 1;
            case '\\' when Next is '.' or '[' or ']':
                _at++;
                return 1;
            case '.' or '*' or '+' or '?' or '{' or '^' or '\\':
                throw Wrong("not understood");
            default:
                return 1;
        }
    }

    private int Times()
    {
        if (Next == '?')
            _at++;
        if (Next is '*' or '+')
            throw Wrong("no end");
        if (Next != '{')
            return 1;
        var end = _pattern.IndexOf('}', _at);
        var bounds = _pattern[(_at + 1)..end].Split(',');
        _at = end + 1;
        return int.TryParse(bounds[^1], out var most) ? most : throw Wrong("no end");
    }

    private void Class()
    {
        if (Next == '^')
            throw Wrong("a class that says what it does not take");
        while (Next != ']')
        {
            var first = Take();
            if (first == '\\')
                throw Wrong("not understood");
            var last = Next == '-' && _pattern[_at + 1] != ']' ? _pattern[++_at] : first;
            if (last != first)
                _at++;
            for (var c = first; c <= last; c++)
                _free.Add(c);
        }
        _at++;
    }

    private char Next => _at < _pattern.Length ? _pattern[_at] : '\0';

    private char Take() => _at < _pattern.Length ? _pattern[_at++] : throw Wrong("it breaks off");

    private void Expect(char c)
    {
        if (Next != c)
            throw Wrong($"{c} is due");
        _at++;
    }

    private FormatException Wrong(string why) => new($"{_pattern} at {_at}: {why}");
}
