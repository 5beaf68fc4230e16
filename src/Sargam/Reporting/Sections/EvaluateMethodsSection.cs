using Sargam.Evaluation;
using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>All methods side by side: scores of the clusters, then agreement with each label set.</summary>
internal static class EvaluateMethodsSection
{
    /// <summary>Writes figure and tables.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Methods.Count == 0) return;
        Parts.Begin(html, "methods", "Evaluate", "Methods side by side");
        html.Element("p", "A learned representation earns its keep only if it does better than simpler ones. The first method is the one that this report is about.");
        if (MethodComparisonFigure.Create(model) is { } figure) Parts.Figure(html, figure, "wide", titled: false);
        var spread = new SeedSpread(model);
        if (spread.SeedCount > 1) html.Element("p", $"The tables show means over {Numerals.Count(spread.SeedCount, "seed")} ± one standard deviation where they differ; number of clusters, verdict and p are those of the first seed.");
        WriteInternal(html, model.Methods, spread);
        WriteAgreement(html, model, spread);
        Parts.End(html);
    }

    private static void WriteInternal(HtmlWriter html, IReadOnlyList<ClusterQuality> methods, SeedSpread spread)
    {
        bool r2 = methods.Any(method => method.ReconstructionR2 is not null);
        Parts.BeginTable(html, "Scores of the clusters themselves");
        List<string> headings =
        [
            "Method", "#Clusters", "#Largest", "#Coverage", "#Silhouette, own", "#Silhouette, common", "#CH", "#DB", "#Stability", "#Active units",
        ];
        if (r2) headings.Add("#R²");
        headings.Add("Verdict");
        Parts.Headings(html, headings);
        html.Start("tbody");
        foreach (ClusterQuality method in methods) WriteInternalRow(html, method, r2, spread);
        html.End();
        Parts.EndTable(html);
        html.Element(
            "p",
            "Silhouettes in a method’s own space cannot be compared with each other: a space can be shaped so that any clusters in it look "
            + "clear. Compare the common one. An en dash stands where a score is not defined.");
        List<string> terms = ["Silhouette", "Stability", "CH", "DB", "Largest", "Coverage", "Active units"];
        if (r2) terms.Add("R²");
        Glossary.Write(html, terms);
    }

    private static void WriteInternalRow(HtmlWriter html, ClusterQuality method, bool r2, SeedSpread spread)
    {
        html.NewLine();
        html.Start("tr");
        Parts.RowHeading(html, ClusterNames.Method(method));
        string used = method.NonEmptyClusterCount == method.ClusterCount ? "" : $" ({Numerals.Count(method.NonEmptyClusterCount)} used)";
        Parts.Number(html, Numerals.Count(method.ClusterCount) + used);
        spread.Cell(html, method, each => each.LargestShare, value => Numerals.Percent(value ?? double.NaN));
        spread.Cell(html, method, each => each.Coverage, value => Numerals.Percent(value ?? double.NaN));
        spread.Cell(html, method, each => each.Silhouette, value => Numerals.Score(value));
        spread.Cell(html, method, each => each.SilhouetteCommon, value => Numerals.Score(value));
        spread.Cell(html, method, each => each.CalinskiHarabasz, Numerals.Unbounded);
        spread.Cell(html, method, each => each.DaviesBouldin, value => Numerals.Score(value, 2));
        spread.Cell(html, method, each => each.Stability, value => Numerals.Score(value, 2));
        spread.Cell(html, method, each => each.ActiveUnits, value => Numerals.Score(value, spread.SeedCount > 1 ? 1 : 0));
        if (r2) spread.Cell(html, method, each => each.ReconstructionR2, value => Numerals.Score(value, 2));
        html.Element("td", method.Verdict.ToName(), "nowrap");
        html.End();
    }

    private static void WriteAgreement(HtmlWriter html, ReportModel model, SeedSpread spread)
    {
        string[] labels = [.. model.Methods.SelectMany(method => method.Labels).Select(agreement => agreement.Label).Distinct(StringComparer.Ordinal)];
        if (labels.Length == 0)
        {
            html.Element("p", "No labels are known for this collection, so agreement with labels could not be measured.");
            return;
        }

        Parts.BeginTable(html, "Agreement with known labels");
        Parts.Headings(html, ["Method", "#ARI", "#NMI", "#AMI", "#Chance AMI", "#p", "#Purity"]);
        foreach (string label in labels) WriteLabel(html, model.Methods, label, labels.Length, spread);
        Parts.EndTable(html);
        string limit = Numerals.P(VerdictRules.Significance / labels.Length);
        html.Element("p", labels.Length == 1
            ? $"Bold: beyond what chance reaches (AMI above chance, p at most {limit})."
            : $"Bold: beyond what chance reaches (AMI above chance; since {labels.Length} label sets are tested, p must be at most {limit}).");
        if (model.Methods.FirstOrDefault(method => method.LabelConditioned is not null)?.LabelConditioned is { } told)
        {
            html.Start("p");
            html.Text("The VAE with true labels was told each track’s ");
            html.Name(told, maxCharacters: 60);
            html.Text(": its agreement with that proves nothing and is not ranked. With shuffled labels it shows how much of that was the label alone; "
                + "the first VAE was told the average of all values.");
            html.End();
        }

        Glossary.Write(html, "ARI", "NMI", "AMI", "Chance AMI", "p", "Purity");
    }

    private static void WriteLabel(HtmlWriter html, IReadOnlyList<ClusterQuality> methods, string label, int labelSetCount, SeedSpread spread)
    {
        LabelAgreement?[] agreements = [.. methods.Select(method => method.Labels.FirstOrDefault(agreement => agreement.Label == label))];
        LabelAgreement known = agreements.First(agreement => agreement is not null)!;
        html.Start("tbody");
        html.NewLine();
        html.Start("tr", "group");
        html.Start("th");
        html.Attribute("scope", "rowgroup");
        html.Attribute("colspan", "7");
        html.Name(label, maxCharacters: 60);
        html.Element("span", $"{Numerals.Count(known.LabelledCount, "labelled track")}, {Numerals.Count(known.ClassCount, "value")}", "quiet");
        html.End();
        html.End();
        for (int i = 0; i < methods.Count; i++) WriteAgreementRow(html, methods[i], agreements[i], label, labelSetCount, spread);
        html.End();
    }

    private static void WriteAgreementRow(HtmlWriter html, ClusterQuality method, LabelAgreement? agreement, string label, int labelSetCount, SeedSpread spread)
    {
        html.NewLine();
        html.Start("tr");
        Parts.RowHeading(html, ClusterNames.Method(method));
        Func<ClusterQuality, double?> Over(Func<LabelAgreement, double?> score) =>
            each => each.Labels.FirstOrDefault(other => other.Label == label) is { } known ? score(known) : null;
        string Format(double? value) => Numerals.Score(value);
        spread.Cell(html, method, Over(each => each.Ari), Format);
        spread.Cell(html, method, Over(each => each.Nmi), Format);
        spread.Cell(html, method, Over(each => each.Ami), Format, agreement is not null && VerdictRules.Follows(agreement, labelSetCount));
        spread.Cell(html, method, Over(each => each.ChanceAmi), Format);
        Parts.Number(html, agreement is null ? Numerals.Undefined : Numerals.P(agreement.P));
        spread.Cell(html, method, Over(each => each.Purity), Format);
        html.End();
    }
}
