namespace Sargam.Reporting.Paper;

/// <summary>How a column is set.</summary>
internal enum ColumnKind
{
    /// <summary>Short text.</summary>
    Text,

    /// <summary>Numbers, on the right.</summary>
    Number,

    /// <summary>Sentences, in several lines.</summary>
    Prose,
}

/// <summary>A table of the paper: plain texts, which its writers escape.</summary>
/// <param name="Name">Of the files and, in LaTeX, of the label: lower-case letters and hyphens.</param>
/// <param name="Caption">What it shows, in a sentence or two.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Cells, as many as there are columns.</param>
internal sealed record PaperTable(string Name, string Caption, IReadOnlyList<(string Heading, ColumnKind Kind)> Columns, IReadOnlyList<string[]> Rows)
{
    /// <summary>As Markdown (the tables of GitHub and Pandoc).</summary>
    public void WriteMarkdown(TextWriter writer)
    {
        writer.WriteLine($"| {string.Join(" | ", Columns.Select(column => MarkdownText.Escape(column.Heading)))} |");
        writer.WriteLine($"| {string.Join(" | ", Columns.Select(column => column.Kind == ColumnKind.Number ? "---:" : "---"))} |");
        foreach (string[] row in Rows) writer.WriteLine($"| {string.Join(" | ", row.Select(cell => MarkdownText.Escape(cell)))} |");
        writer.WriteLine();
        writer.WriteLine(MarkdownText.Escape(Caption, 1000));
    }

    /// <summary>As a LaTeX float; needs booktabs, tabularx and graphicx. Wide tables of numbers shrink to the line.</summary>
    public void WriteLatex(TextWriter writer)
    {
        bool isProse = Columns.Any(column => column.Kind == ColumnKind.Prose);
        string layout = string.Concat(Columns.Select(column => column.Kind switch { ColumnKind.Number => "r", ColumnKind.Prose => "X", _ => "l" }));
        writer.WriteLine("\\begin{table}[htbp]");
        writer.WriteLine("  \\centering\\small");
        writer.WriteLine($"  \\caption{{{LatexText.Escape(Caption, 1000)}}}");
        writer.WriteLine($"  \\label{{tab:{Name}}}");
        writer.WriteLine(isProse
            ? $"  \\begin{{tabularx}}{{\\linewidth}}{{@{{}}{layout}@{{}}}}"
            : $"  \\resizebox{{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}}{{!}}{{\\begin{{tabular}}{{@{{}}{layout}@{{}}}}");
        writer.WriteLine("    \\toprule");
        writer.WriteLine($"    {string.Join(" & ", Columns.Select(column => LatexText.Escape(column.Heading)))} \\\\");
        writer.WriteLine("    \\midrule");
        foreach (string[] row in Rows) writer.WriteLine($"    {string.Join(" & ", row.Select(cell => LatexText.Escape(cell)))} \\\\{(isProse ? " \\addlinespace" : "")}");
        writer.WriteLine("    \\bottomrule");
        writer.WriteLine(isProse ? "  \\end{tabularx}" : "  \\end{tabular}}");
        writer.WriteLine("\\end{table}");
    }
}
