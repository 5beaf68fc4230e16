using Sargam.Reporting.Paper;

namespace Sargam.Tests.Reporting.Paper;

public sealed class PaperTableTests
{
    private static readonly PaperTable Table = new(
        "methods", "Scores of 50 % & more.", [("method_name", ColumnKind.Text), ("AMI", ColumnKind.Number)], [["vae | *pca*", "0.5 ± 0.1"], ["[x]", "–"]]);

    [Fact]
    public void Markdown_has_a_cell_per_column_whatever_is_in_it() => Assert.Equal(
        "| method\\_name | AMI |\n| --- | ---: |\n| vae \\| \\*pca\\* | 0.5 ± 0.1 |\n| \\[x\\] | – |\n\nScores of 50 % &amp; more.\n", Write(Table.WriteMarkdown));

    [Fact]
    public void Latex_is_a_whole_float_with_as_many_cells()
    {
        string tex = Write(Table.WriteLatex);
        Assert.Equal(0, TexSource.Depth(tex));
        Assert.Contains("    vae \\textbar{} {*}pca{*} & 0.5 \\ensuremath{\\pm} 0.1 \\\\\n    {[}x{]} & \\textendash{} \\\\\n", tex, StringComparison.Ordinal);
        Assert.Contains("\\label{tab:methods}", tex, StringComparison.Ordinal);
    }

    private static string Write(Action<TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        return writer.ToString();
    }
}
