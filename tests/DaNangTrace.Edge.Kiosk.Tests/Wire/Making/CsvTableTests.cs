using System.Text;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

public class CsvTableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "1:a|b 2:1|2")]
    [InlineData("a,b\r\n1,2\r\n", "1:a|b 2:1|2")]
    [InlineData("a,b\n1,2", "1:a|b 2:1|2")]
    [InlineData("\uFEFFa,b\n1,2", "1:a|b 2:1|2")]
    [InlineData("a,b\n\n,\n1,2\n\n", "1:a|b 4:1|2")]
    [InlineData("a,b\n\"1\",\"2\"", "1:a|b 2:1|2")]
    [InlineData("a,b\n\"1,1\",\"2 \"\"two\"\"\"", "1:a|b 2:1,1|2 \"two\"")]
    [InlineData("a,b\n\"1\n1\",2\n3,4", "1:a|b 2:1\n1|2 4:3|4")]
    [InlineData("a,b\n\"\",\"\"\n\"\",x", "1:a|b 3:|x")]
    [InlineData("a;b\n1,5;2", "1:a|b 2:1,5|2")]
    [InlineData("\"a\";\"b\"\r\n1;2", "1:a|b 2:1|2")]
    [InlineData("a,b\n1;5,2", "1:a|b 2:1;5|2")]
    [InlineData("a\n1", "1:a 2:1")]
    [InlineData("a,b\nnước mắm,\"cá, muối\"", "1:a|b 2:nước mắm|cá, muối")]
    [InlineData("a,b\n1,", "1:a|b 2:1|")]
    [InlineData("", "")]
    public void Cells_are_as_the_standard_says(string text, string rows) => Assert.Equal(rows, Told(text));

    [Theory]
    [InlineData("a,b\n1\n3,4", "1:a|b 2:1 cells, the header has 2 3:3|4")]
    [InlineData("a,b\n1,2,3\n3,4", "1:a|b 2:3 cells, the header has 2 3:3|4")]
    [InlineData("a,b\n5\" nail,2\n3,4", "1:a|b 2:a quote inside of a cell: * 3:3|4")]
    [InlineData("a,b\n\"1\"x,2\n3,4", "1:a|b 2:something stands behind a closing quote 3:3|4")]
    [InlineData("a,b\n3,4\n1,\"2\n3,4", "1:a|b 2:3|4 3:a quote is opened and never closed; nothing behind it was read")]
    public void A_fault_names_the_line_where_its_row_begins(string text, string rows) =>
        Assert.True(IsLike(Told(text), rows), Told(text));

    [Fact]
    public void A_row_without_end_is_not_read_into_memory()
    {
        var rows = RowsOf(Encoding.UTF8.GetBytes("a,b\n\"" + new string('x', 70_000)), PackLimit.MaxLine);

        Assert.StartsWith("a row of more than 65536 bytes", rows[^1].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_utf8_is_a_fault_of_its_row()
    {
        var rows = RowsOf([.. "a,b\n1,"u8, 0xC3, 0x28, .. "\n3,4\n"u8]);

        Assert.Equal((2, "column 2 is no UTF-8: save the file as UTF-8"), (rows[1].Line, rows[1].Fault));
        Assert.Equal(["3", "4"], rows[2].Cells);
    }

    [Fact]
    public void A_file_may_come_in_pieces_of_any_size()
    {
        var text = "a,b\r\n\"x\r\n\"\"y\"\"\",nước\r\n1,2\r\n";
        for (var piece = 1; piece < 12; piece++)
        {
            using var stream = new PieceStream(Encoding.UTF8.GetBytes(text), piece);
            Assert.Equal(Told(text), Told(new CsvTable(stream).Rows()));
        }
    }

    private static string Told(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Told(new CsvTable(stream).Rows());
    }

    private static string Told(IEnumerable<CsvRow> rows) => string.Join(
        ' ', rows.Select(row => $"{row.Line}:{(row.Fault.Length > 0 ? row.Fault : string.Join('|', row.Cells))}"));

    private static CsvRow[] RowsOf(byte[] bytes, int maxRow = 1000)
    {
        using var stream = new MemoryStream(bytes);
        return [.. new CsvTable(stream, maxRow).Rows()];
    }

    private static bool IsLike(string text, string pattern)
    {
        var parts = pattern.Split('*');
        return text.StartsWith(parts[0], StringComparison.Ordinal)
            && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }
}
