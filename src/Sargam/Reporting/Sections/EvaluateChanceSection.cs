using Sargam.Evaluation;
using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Sections;

/// <summary>The scores beside those of data without clusters.</summary>
internal static class EvaluateChanceSection
{
    private const double StripWidth = 200;
    private const double StripHeight = 24;

    /// <summary>Writes the comparison, or that there is none.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        IReadOnlyList<NullComparison> comparisons = model.Scorecard.NullComparisons;
        Parts.Begin(html, "chance", "Evaluate", "Is it more than chance?");
        if (comparisons.Count == 0)
        {
            html.Element("p", "No collections without clusters were drawn for comparison, so nothing here says whether the scores below are more than chance.");
        }
        else
        {
            html.Element(
                "p",
                "Every method finds clusters, even where there are none. So the same steps were run on made-up collections of the same size "
                + "and spread that have no clusters at all. Only what those do not reach counts as evidence. "
                + "Values are means over the seeds: one lucky training run is no evidence.");
            WriteTable(html, comparisons);
        }

        Parts.End(html);
    }

    private static void WriteTable(HtmlWriter html, IReadOnlyList<NullComparison> comparisons)
    {
        Parts.BeginTable(html, "This collection beside collections without clusters");
        Parts.Headings(html, ["Measure", "#Here", "#Without clusters", "#95 of 100 stay below", "Compared", "#p", "In words"]);
        html.Start("tbody");
        foreach (NullComparison comparison in comparisons)
        {
            html.NewLine();
            html.Start("tr");
            Parts.RowHeading(html, Measure(comparison.Measure));
            Parts.Number(html, Numerals.Score(comparison.Observed), strong: true);
            Parts.Number(html, Numerals.Score(comparison.NullMean));
            Parts.Number(html, Numerals.Score(comparison.NullUpper95));
            html.Start("td");
            DrawStrip(html.Svg(), comparison);
            html.End();
            Parts.Number(html, Numerals.P(comparison.P));
            html.Element("td", Words(comparison), "words");
            html.End();
        }

        html.End();
        Parts.EndTable(html);
    }

    private static string Measure(string name)
    {
        string words = name.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string Words(NullComparison comparison)
    {
        string draws = Numerals.Count(comparison.DrawCount, "draw");
        return comparison.BeatsNull
            ? $"More than chance: higher than 95 of 100 collections without clusters ({draws})."
            : $"Not more than chance: collections without clusters reach this too ({draws}).";
    }

    /// <summary>A bar from the mean to the 95th percentile without clusters, and a diamond for this collection.</summary>
    private static void DrawStrip(SvgWriter svg, NullComparison comparison)
    {
        double[] values = [comparison.Observed, comparison.NullMean, comparison.NullUpper95];
        var tight = new LinearScale(values.Min(), values.Max(), 14, StripWidth - 14);
        double middle = StripHeight / 2;
        svg.Start("svg");
        svg.Attribute("class", "strip");
        svg.Attribute("role", "img");
        svg.Attribute("aria-label", $"Grey bar: without clusters, mean to 95th percentile. Diamond: this collection, {(comparison.BeatsNull ? "beyond the bar" : "not beyond the bar")}.");
        svg.Attribute("viewBox", $"0 0 {Numerals.Coordinate(StripWidth)} {Numerals.Coordinate(StripHeight)}");
        Axes.Line(svg, 4, middle, StripWidth - 4, middle, Ink.Grid);
        double from = tight.At(comparison.NullMean), to = tight.At(comparison.NullUpper95);
        svg.Rectangle(Math.Min(from, to), middle - 4, Math.Max(3, Math.Abs(to - from)), 8, Ink.Unknown, radius: 2);
        svg.Group(Ink.Rim);
        svg.Attribute("stroke-width", 1.5);
        Marker.Start(svg, 3, tight.At(comparison.Observed), middle, 6);
        svg.Paint(Ink.Fill(Palette.Main));
        svg.EndTo(0);
    }
}
