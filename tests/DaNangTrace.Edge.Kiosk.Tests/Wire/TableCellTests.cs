using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>What a spreadsheet would make something else of.</summary>
public sealed class TableCellTests
{
    [Theory]
    [InlineData("333", "'333")]
    [InlineData("7/11", "'7/11")]
    [InlineData("1E5", "'1E5")]
    [InlineData("Dec 5", "'Dec 5")]
    [InlineData("1 Jan 2026", "'1 Jan 2026")]
    [InlineData("7:30 PM", "'7:30 PM")]
    [InlineData("(333)", "'(333)")]
    [InlineData("TRUE", "'TRUE")]
    [InlineData("Mar", "Mar")]
    [InlineData("Mareo 5", "Mareo 5")]
    [InlineData("Decathlon 5 sao", "Decathlon 5 sao")]
    [InlineData("7UP", "7UP")]
    [InlineData("3 Miền", "3 Miền")]
    [InlineData("Nam Ô", "Nam Ô")]
    public void A_name_stays_a_text(string name, string cell) => Assert.Equal(cell, TableCell.AsName(name));

    [Theory]
    [InlineData("0123", "'0123")]
    [InlineData("3MAR", "'3MAR")]
    [InlineData("MAY-12", "'MAY-12")]
    [InlineData("TC-1", "TC-1")]
    public void A_code_stays_a_text(string code, string cell) => Assert.Equal(cell, TableCell.AsText(code));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    public void No_cell_is_a_formula_or_two(string value, string cell) => Assert.Equal(cell, TableCell.Of(value));
}
