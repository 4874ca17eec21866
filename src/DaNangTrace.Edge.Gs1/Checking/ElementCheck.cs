namespace DaNangTrace.Edge.Gs1;

/// <summary>Checks one element's value: its components one behind the other, each with its linters.</summary>
internal static class ElementCheck
{
    /// <summary>Checks the draft's element; what is wrong goes into the draft.</summary>
    internal static void Check(ref Draft draft, int place)
    {
        ref readonly var element = ref draft.Elements[place];
        var value = draft.ValueOf(element);
        var ai = element.Ai;
        if (value.IsEmpty)
        {
            draft.Tell(FaultCode.MissingValue, element.At, 0, ai);
            return;
        }
        var done = 0;
        foreach (var component in ai.Components)
        {
            var length = Math.Min(component.Max, value.Length - done);
            if (length == 0 && component.IsOptional)
                return;
            if (!IsSound(ref draft, place, component, done, length))
                return;
            done += length;
        }
        if (done < value.Length)
            Tell(ref draft, place, FaultCode.Length, done, value.Length - done, value.Length, null);
    }

    private static bool IsSound(ref Draft draft, int place, Component component, int from, int length)
    {
        var piece = draft.ValueOf(draft.Elements[place]).Slice(from, length);
        if (component.IsCheckedNumber && length == component.Min && CheckDigit.IsRight(piece))
            return true;
        var foreign = component.FirstForeign(piece);
        if (foreign >= 0)
        {
            var code = component.Set == CharacterSet.Numeric ? FaultCode.NotDigits : FaultCode.Character;
            Tell(ref draft, place, code, from + foreign, 1, piece[foreign], null);
            return false;
        }
        if (length < component.Min)
        {
            // Everything to its end is too short: that it ended early is said with what is there.
            Tell(ref draft, place, FaultCode.Length, from, length, -1, null);
            return false;
        }
        foreach (var linter in component.Linters)
        {
            if (!Linting.Finds(linter, piece, draft.ThisYear, out var flaw))
                continue;
            var detail = flaw.Code == FaultCode.CheckDigit ? CheckDigit.Of(piece[..^1]) : 0;
            Tell(ref draft, place, flaw.Code, from + flaw.At, flaw.Length, detail, linter);
            return false;
        }
        return true;
    }

    private static void Tell(
        ref Draft draft, int place, FaultCode code, int offset, int length, long detail, Linter? linter)
    {
        ref readonly var element = ref draft.Elements[place];
        var at = SentAt(draft, element, offset);
        draft.Add(new Finding
        {
            Kind = code,
            AiPlusOne = (ushort)(element.Index + 1),
            At = at,
            Length = Math.Max(0, SentAt(draft, element, offset + length) - at),
            ElementPlusOne = (ushort)(place + 1),
            Place = new Stretch(offset, offset + length),
            Detail = detail,
            Linter = linter,
        });
    }

    /// <summary>Where a character of the decoded value stands in what was sent.</summary>
    private static int SentAt(in Draft draft, in ElementSpan element, int offset) => element.Place switch
    {
        ValuePlace.Text => element.At + offset,
        ValuePlace.Escaped => Percent.SentAt(draft.Text, element.At, offset),
        ValuePlace.Backslashed => Bracketed.SentAt(draft.Text, element.At, offset),
        // Zeros were put in front: only so a padded value comes here, others were checked before they were padded.
        ValuePlace.Padded => element.At + Math.Max(0, offset - element.Length + element.SentLength),
        _ => element.At + (offset > 0 ? element.SentLength : 0),
    };
}
