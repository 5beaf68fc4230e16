using System.Globalization;

namespace Sargam.Studies;

/// <summary>A table written row by row, so that a long study shows what it has.</summary>
internal sealed class MarkdownTable
{
    private readonly TextWriter _writer;

    public MarkdownTable(TextWriter writer, params string[] columns)
    {
        _writer = writer;
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
    }

    public void Row(params string[] cells)
    {
        _writer.WriteLine($"| {string.Join(" | ", cells)} |");
        _writer.Flush();
    }

    /// <summary>The mean and, where the values differ, the range.</summary>
    public static string Spread(IEnumerable<double> values, string format)
    {
        double[] all = [.. values];
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        (string low, string high) = (Text(all.Min()), Text(all.Max()));
        return low == high ? low : $"{Text(all.Average())} ({low} to {high})";
    }
}
