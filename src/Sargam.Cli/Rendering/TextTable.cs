using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Sargam.Cli.Rendering;

/// <summary>
/// A table for people. On a terminal Spectre draws it; redirected it becomes aligned plain lines that are never cut, so that
/// <c>grep</c> and <c>awk</c> see whole values.
/// </summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [];

    public TextTable Add(params string[] cells)
    {
        _rows.Add(cells);
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
        for (int column = 0; column < header.Length; column++)
        {
            var tableColumn = new TableColumn(Markup.Escape(header[column])) { NoWrap = IsNumeric(column) };
            table.AddColumn(IsNumeric(column) ? tableColumn.RightAligned() : tableColumn);
        }

        foreach (string[] row in _rows) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    private void WritePlain(TextWriter output)
    {
        int[] widths = [.. header.Select((text, column) => _rows.Select(row => Width(row[column])).Append(Width(text)).Max())];
        foreach (string[] row in _rows.Prepend(header))
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

    private bool IsNumeric(int column) =>
        _rows.All(row => row[column].Length == 0 || row[column][0] is '-' or '–' or '<' or >= '0' and <= '9');

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
