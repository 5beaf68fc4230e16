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
        WriteInternal(html, model.Methods);
        WriteAgreement(html, model);
        Parts.End(html);
    }

    private static void WriteInternal(HtmlWriter html, IReadOnlyList<ClusterQuality> methods)
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
        foreach (ClusterQuality method in methods) WriteInternalRow(html, method, r2);
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

    private static void WriteInternalRow(HtmlWriter html, ClusterQuality method, bool r2)
    {
        html.NewLine();
        html.Start("tr");
        Parts.RowHeading(html, ClusterNames.Method(method));
        string used = method.NonEmptyClusterCount == method.ClusterCount ? "" : $" ({Numerals.Count(method.NonEmptyClusterCount)} used)";
        Parts.Number(html, Numerals.Count(method.ClusterCount) + used);
        Parts.Number(html, Numerals.Percent(method.LargestShare));
        Parts.Number(html, Numerals.Percent(method.Coverage));
        Parts.Number(html, Numerals.Score(method.Silhouette));
        Parts.Number(html, Numerals.Score(method.SilhouetteCommon));
        Parts.Number(html, Numerals.Unbounded(method.CalinskiHarabasz));
        Parts.Number(html, Numerals.Score(method.DaviesBouldin, 2));
        Parts.Number(html, Numerals.Score(method.Stability, 2));
        Parts.Number(html, method.ActiveUnits is { } units ? Numerals.Count(units) : Numerals.Undefined);
        if (r2) Parts.Number(html, Numerals.Score(method.ReconstructionR2, 2));
        html.Element("td", method.Verdict.ToName(), "nowrap");
        html.End();
    }

    private static void WriteAgreement(HtmlWriter html, ReportModel model)
    {
        string[] labels = [.. model.Methods.SelectMany(method => method.Labels).Select(agreement => agreement.Label).Distinct(StringComparer.Ordinal)];
        if (labels.Length == 0)
        {
            html.Element("p", "No labels are known for this collection, so agreement with labels could not be measured.");
            return;
        }

        Parts.BeginTable(html, "Agreement with known labels");
        Parts.Headings(html, ["Method", "#ARI", "#NMI", "#AMI", "#Chance AMI", "#p", "#Purity"]);
        foreach (string label in labels) WriteLabel(html, model.Methods, label, labels.Length);
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

    private static void WriteLabel(HtmlWriter html, IReadOnlyList<ClusterQuality> methods, string label, int labelSetCount)
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
        for (int i = 0; i < methods.Count; i++) WriteAgreementRow(html, methods[i], agreements[i], labelSetCount);
        html.End();
    }

    private static void WriteAgreementRow(HtmlWriter html, ClusterQuality method, LabelAgreement? agreement, int labelSetCount)
    {
        html.NewLine();
        html.Start("tr");
        Parts.RowHeading(html, ClusterNames.Method(method));
        Parts.Number(html, Numerals.Score(agreement?.Ari));
        Parts.Number(html, Numerals.Score(agreement?.Nmi));
        Parts.Number(html, Numerals.Score(agreement?.Ami), agreement is not null && VerdictRules.Follows(agreement, labelSetCount));
        Parts.Number(html, Numerals.Score(agreement?.ChanceAmi));
        Parts.Number(html, agreement is null ? Numerals.Undefined : Numerals.P(agreement.P));
        Parts.Number(html, Numerals.Score(agreement?.Purity));
        html.End();
    }
}
