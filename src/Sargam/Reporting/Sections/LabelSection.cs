using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>Clusters beside each label set: what clusters are made of, where values went, and the numbers as a table.</summary>
internal static class LabelSection
{
    private const int LabelSetsAtOnce = 2;

    /// <summary>Writes a part for each label set; nothing without labels.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        int[] labelSets = [.. Enumerable.Range(0, model.LabelNames.Count).Where(labelSet => Contingency.Of(model, labelSet) is not null)];
        if (labelSets.Length == 0) return;
        Parts.Begin(html, "labels", "Evaluate", "Clusters and labels");
        html.Element("p", "Labels were not used to find the clusters (unless a method’s name says so). These show where the two agree.");
        foreach (int labelSet in labelSets.Take(LabelSetsAtOnce)) WriteLabelSet(html, model, labelSet);
        if (labelSets.Length > LabelSetsAtOnce)
        {
            html.Start("details");
            html.Element("summary", Numerals.Count(labelSets.Length - LabelSetsAtOnce, "more label set"));
            foreach (int labelSet in labelSets.Skip(LabelSetsAtOnce)) WriteLabelSet(html, model, labelSet);
            html.End();
        }

        Parts.End(html);
    }

    private static void WriteLabelSet(HtmlWriter html, ReportModel model, int labelSet)
    {
        html.Start("div", "maps");
        html.NewLine();
        if (CompositionFigure.Create(model, labelSet) is { } composition) Parts.Figure(html, composition, "pair");
        if (ConfusionFigure.Create(model, labelSet) is { } confusion) Parts.Figure(html, confusion, "pair");
        html.End();
        WriteTable(html, Contingency.Of(model, labelSet)!, CleanText.Shorten(model.LabelNames[labelSet], 60));
    }

    private static void WriteTable(HtmlWriter html, Contingency table, string name)
    {
        html.Start("details");
        html.Element("summary", $"Tracks by cluster and {name}, as a table");
        Parts.BeginTable(html, $"Tracks by cluster and {name}");
        Parts.Headings(html, ["Cluster", .. table.Values.Select(value => "#" + value), "#All"]);
        html.Start("tbody");
        for (int row = 0; row < table.Clusters.Count; row++)
        {
            html.NewLine();
            html.Start("tr");
            Parts.RowHeading(html, ClusterNames.Of(table.Clusters[row]));
            foreach (int count in table.Counts[row]) Parts.Number(html, Numerals.Count(count));
            Parts.Number(html, Numerals.Count(table.TrackCount(row)), strong: true);
            html.End();
        }

        html.End();
        Parts.EndTable(html);
        html.End();
    }
}
