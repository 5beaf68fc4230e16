using Sargam.Evaluation;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>A method's scores over all seeds, as mean and standard deviation, like <c>summary.csv</c>.</summary>
internal sealed class SeedSpread
{
    private readonly ILookup<(string Representation, string Clusterer), ClusterQuality> _methods;

    /// <summary>Gathers the seeds of every method.</summary>
    public SeedSpread(ReportModel model)
    {
        IReadOnlyList<ClusterQuality> all = model.AllSeeds.Count > 0 ? model.AllSeeds : model.Methods;
        _methods = all.ToLookup(method => (method.Representation, method.Clusterer));
        SeedCount = all.Select(method => method.Seed).Distinct().Count();
    }

    /// <summary>Seeds that ran.</summary>
    public int SeedCount { get; }

    /// <summary>Writes a cell: the mean, and the deviation behind it where seeds differ.</summary>
    public void Cell(HtmlWriter html, ClusterQuality method, Func<ClusterQuality, double?> score, Func<double?, string> format, bool strong = false)
    {
        double[] values = [.. _methods[(method.Representation, method.Clusterer)].Select(score).OfType<double>().Where(double.IsFinite)];
        if (values.Length == 0)
        {
            Parts.Number(html, Numerals.Undefined);
            return;
        }

        double mean = values.Average();
        html.Start("td", "number");
        if (strong) html.Element("strong", format(mean));
        else html.Text(format(mean));
        double deviation = values.Length > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)) : 0;
        if (deviation > 1e-9) html.Element("span", $" ± {format(deviation)}", "spread");

        html.End();
    }
}
