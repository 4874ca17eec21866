namespace DaNangTrace.Edge.Gs1;

/// <summary>Warns of values that no rule refuses and that mean less, or something else, than they seem to.</summary>
internal static class ValueCheck
{
    private const int DateLength = 6;

    internal static readonly int TradeItem = AiTable.IndexOf("01");

    private static readonly int Piece = AiTable.IndexOf("8006");
    private static readonly int Harvest = AiTable.IndexOf("7007");

    internal static void Warn(ref Draft draft)
    {
        var place = draft.Find(TradeItem);
        if (place < 0)
            place = draft.Find(Piece);
        if (place >= 0)
        {
            var item = draft.Elements[place];
            if (Gtin.IsRestrictedNumber(draft.ValueOf(item)))
                draft.Tell(FaultCode.Restricted, item.At, item.SentLength, item.Ai);
        }
        if (draft.Has(Harvest))
            WarnOfOrder(ref draft, draft.Elements[draft.Find(Harvest)]);
    }

    private static void WarnOfOrder(ref Draft draft, ElementSpan harvest)
    {
        var value = draft.ValueOf(harvest);
        if (value.Length != 2 * DateLength)
            return;
        var from = Calendar.DayOf(value[..DateLength], draft.ThisYear);
        if (from > Calendar.DayOf(value[DateLength..], draft.ThisYear))
        {
            draft.Tell(FaultCode.RangeOrder, harvest.At, harvest.SentLength, harvest.Ai);
        }
    }
}
