using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Sargam.Cli.Rendering;

/// <summary>
/// A table for people. On a terminal Spectre draws it; redirected it becomes aligned plain lines that are never cut, so that
/// <c>grep</c> and <c>awk</c> see whole values.
/// </summary>
internal sealed class TextTable(params string[] names)
{
    private readonly string[] _header = [.. names.Select(SafeText.Line)];
    private readonly List<string[]> _rows = [];
    private string[] _optional = [];

    /// <summary>Columns that a narrow terminal leaves out, the least important first; redirected output has them all.</summary>
    public TextTable Optional(params string[] columns)
    {
        _optional = columns;
        return this;
    }

    public TextTable Add(params string[] cells)
    {
        _rows.Add([.. cells.Select(SafeText.Line)]);
        return this;
    }

    public void Write(Terminal terminal)
    {
        if (terminal.IsInteractive) WriteLive(terminal.OutConsole);
        else WritePlain(terminal.Out);
    }

    private void WriteLive(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Rounded };
        int[] shown = ColumnsThatFit(console.Profile.Width);
        foreach (int column in shown)
        {
            var tableColumn = new TableColumn(Markup.Escape(_header[column])) { NoWrap = true };
            table.AddColumn(IsNumeric(column) ? tableColumn.RightAligned() : tableColumn);
        }

        foreach (string[] row in _rows) table.AddRow([.. shown.Select(column => Markup.Escape(row[column]))]);
        console.Write(table);
    }

    private void WritePlain(TextWriter output)
    {
        int[] widths = [.. Enumerable.Range(0, _header.Length).Select(ColumnWidth)];
        foreach (string[] row in _rows.Prepend(_header))
        {
            var line = new StringBuilder();
            for (int column = 0; column < row.Length; column++)
            {
                string gap = new(' ', widths[column] - Width(row[column]));
                line.Append(IsNumeric(column) ? gap + row[column] : row[column] + gap).Append("  ");
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    private int[] ColumnsThatFit(int width)
    {
        const int FrameWidth = 3;
        List<int> columns = [.. Enumerable.Range(0, _header.Length)];
        foreach (string name in _optional)
        {
            if (columns.Sum(column => ColumnWidth(column) + FrameWidth) + 1 <= width) break;
            columns.RemoveAll(column => _header[column] == name);
        }

        return [.. columns];
    }

    private int ColumnWidth(int column) => _rows.Select(row => Width(row[column])).Append(Width(_header[column])).Max();

    private bool IsNumeric(int column) =>
        _rows.All(row => row[column].Length == 0 || row[column][0] is '-' or '–' or '<' or >= '0' and <= '9');

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
