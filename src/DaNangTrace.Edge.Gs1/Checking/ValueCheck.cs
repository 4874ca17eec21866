namespace DaNangTrace.Edge.Gs1;

/// <summary>Warns of values that no rule refuses and that mean less, or something else, than they seem to.</summary>
internal static class ValueCheck
{
    private const int DateLength = 6;

    private static readonly ApplicationIdentifier TradeItem = AiTable.Find("01")!;
    private static readonly ApplicationIdentifier Piece = AiTable.Find("8006")!;
    private static readonly ApplicationIdentifier Harvest = AiTable.Find("7007")!;

    internal static void Warn(ref Draft draft)
    {
        var place = draft.Find(TradeItem.Index);
        if (place < 0)
            place = draft.Find(Piece.Index);
        if (place >= 0)
        {
            var item = draft.Elements[place];
            if (Gtin.IsRestrictedNumber(draft.ValueOf(item)))
                draft.Fault(FaultCode.Restricted, item.At, item.SentLength, item.Ai);
        }
        if (draft.Has(Harvest.Index))
            WarnOfOrder(ref draft, draft.Elements[draft.Find(Harvest.Index)]);
    }

    private static void WarnOfOrder(ref Draft draft, ElementSpan harvest)
    {
        var value = draft.ValueOf(harvest);
        if (value.Length == 2 * DateLength
            && GsDate.Of(value[..DateLength], draft.ThisYear) > GsDate.Of(value[DateLength..], draft.ThisYear))
        {
            draft.Fault(FaultCode.RangeOrder, harvest.At, harvest.SentLength, harvest.Ai);
        }
    }
}
