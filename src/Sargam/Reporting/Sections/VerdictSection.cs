using Sargam.Evaluation;
using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>The first thing read: what was found, whether it can be trusted, and why.</summary>
internal static class VerdictSection
{
    /// <summary>Writes the title and the verdict.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        html.Start("header");
        html.NewLine();
        html.Element("p", "Sargam report", "stage");
        html.Start("h1");
        html.Name(model.Title, maxCharacters: 120);
        html.End();
        html.NewLine();
        html.Element("p", Counts(model), "counts");
        html.End();
        html.NewLine();
        html.Start("section", "verdict " + CssClass(model.Scorecard.Verdict));
        html.Attribute("aria-labelledby", "verdict-heading");
        html.NewLine();
        WriteVerdict(html, model.Scorecard);
        WriteAnswers(html, model);
        html.End();
        html.NewLine();
    }

    private static void WriteVerdict(HtmlWriter html, Scorecard scorecard)
    {
        html.Start("h2");
        html.Attribute("id", "verdict-heading");
        html.Element("span", "Verdict: ", "quiet");
        html.Element("span", scorecard.Verdict.ToName(), "badge");
        html.End();
        html.NewLine();
    }

    private static void WriteAnswers(HtmlWriter html, ReportModel model)
    {
        html.Start("dl", "answers");
        Answer(html, "What was found", Found(model));
        Answer(html, "Can it be trusted?", model.Scorecard.Sentence, "sentence");
        if (model.Scorecard.Reasons.Count > 0) WriteReasons(html, model.Scorecard.Reasons);
        html.End();
        html.NewLine();
    }

    private static void Answer(HtmlWriter html, string question, string answer, string? cssClass = null)
    {
        html.Start("div");
        html.Element("dt", question);
        html.Element("dd", CleanText.Shorten(answer, 600), cssClass);
        html.End();
        html.NewLine();
    }

    private static void WriteReasons(HtmlWriter html, IReadOnlyList<string> reasons)
    {
        html.Start("div");
        html.Element("dt", "Why");
        html.Start("dd");
        html.Start("ul");
        foreach (string reason in reasons)
        {
            html.NewLine();
            html.Start("li");
            html.Name(reason, maxCharacters: 600);
            html.End();
        }

        html.End();
        html.End();
        html.End();
        html.NewLine();
    }

    private static string Counts(ReportModel model)
    {
        List<string> counts = [Numerals.Count(model.Tracks.Count, "track"), Numerals.Count(model.Clusters.Count(IsCluster), "cluster")];
        if (model.LabelNames.Count > 0) counts.Add(Numerals.Count(model.LabelNames.Count, "label set"));
        if (model.Failures.Count > 0) counts.Add(Numerals.Count(model.Failures.Count, "file") + " left out");
        return string.Join(" · ", counts);
    }

    private static string Found(ReportModel model)
    {
        int[] sizes = [.. model.Clusters.Where(IsCluster).Select(cluster => cluster.TrackCount)];
        string by = model.Methods.Count == 0 ? "" : $" by {ClusterNames.Method(model.Methods[0])}";
        string found = sizes.Length switch
        {
            0 => $"No cluster was formed{by}.",
            1 => $"One cluster of {Numerals.Count(sizes[0], "track")} was formed{by}.",
            _ when sizes.Min() == sizes.Max() => $"{Numerals.Count(sizes.Length)} clusters of {Numerals.Count(sizes[0], "track")} each were formed{by}.",
            _ => $"{Numerals.Count(sizes.Length)} clusters of {Numerals.Count(sizes.Min())} to {Numerals.Count(sizes.Max(), "track")} were formed{by}.",
        };
        int noise = model.Tracks.Count(track => track.Cluster < 0);
        return noise == 0 ? found : $"{found} {Numerals.Count(noise, "track belongs", "tracks belong")} to none.";
    }

    private static bool IsCluster(ClusterSummary cluster) => cluster.Cluster >= 0;

    private static string CssClass(Verdict verdict) => verdict switch
    {
        Verdict.Structure => "is-structure",
        Verdict.Weak => "is-weak",
        Verdict.NoneBeyondChance or Verdict.Untested => "is-none",
        _ => "is-degenerate",
    };
}
