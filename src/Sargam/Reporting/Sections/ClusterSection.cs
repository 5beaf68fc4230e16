using Sargam.Explanations;
using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Sections;

/// <summary>One card for each cluster: size, typical tracks, what it is made of, its playlist.</summary>
internal static class ClusterSection
{
    private const int TitlesShown = 6;
    private const int ValuesShown = 4;
    private const int LabelSetsAtOnce = 3;

    /// <summary>Writes the cards.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Clusters.Count == 0) return;
        Parts.Begin(html, "clusters", "Cluster", "The clusters");
        html.Element("p", model.LabelNames.Count == 0
            ? "Typical tracks lie nearest to the middle of their cluster."
            : "Typical tracks lie nearest to the middle of their cluster. A bar is a value’s share of the cluster; the upright mark on it is that "
              + "value’s share of the whole collection, so a bar far beyond its mark is what sets the cluster apart.");
        if (model.Clusters.Any(cluster => cluster.Explanation is not null))
        {
            html.Element("p", "Told is what chance hardly gives, with all comparisons allowed for. It describes a cluster and does not prove it real: "
                + "any cut through a collection has two sides that differ.");
        }

        html.Start("div", "cards");
        Dictionary<string, double>[] shares = [.. Enumerable.Range(0, model.LabelNames.Count).Select(labelSet => Shares(model.Tracks, labelSet))];
        foreach (ClusterSummary cluster in model.Clusters) WriteCard(html, model, cluster, shares);
        html.End();
        Parts.End(html);
    }

    private static Dictionary<string, double> Shares(IReadOnlyList<MapTrack> tracks, int labelSet) =>
        tracks.Where(track => labelSet < track.Labels.Count && !string.IsNullOrEmpty(track.Labels[labelSet]))
            .GroupBy(track => track.Labels[labelSet], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (double)group.Count() / tracks.Count, StringComparer.Ordinal);

    private static void WriteCard(HtmlWriter html, ReportModel model, ClusterSummary cluster, Dictionary<string, double>[] shares)
    {
        html.NewLine();
        html.Start("article", "card");
        WriteHead(html, cluster, model.Tracks.Count);
        if (cluster.Explanation is { } explanation) WriteExplanation(html, explanation);
        if (cluster.TypicalTitles.Count > 0) WriteTitles(html, cluster.TypicalTitles);
        int sets = Math.Min(model.LabelNames.Count, cluster.MakeUp.Count);
        for (int i = 0; i < Math.Min(sets, LabelSetsAtOnce); i++) WriteMakeUp(html, model.LabelNames[i], cluster, i, shares[i]);
        if (sets > LabelSetsAtOnce)
        {
            html.Start("details");
            html.Element("summary", Numerals.Count(sets - LabelSetsAtOnce, "more label set"));
            for (int i = LabelSetsAtOnce; i < sets; i++) WriteMakeUp(html, model.LabelNames[i], cluster, i, shares[i]);
            html.End();
        }

        if (cluster.Explanation is { } more) WriteAtypical(html, more);
        WritePlaylist(html, cluster);
        html.End();
    }

    /// <summary>The summary without the cluster's name, which stands above it, then what it rests on.</summary>
    private static void WriteExplanation(HtmlWriter html, ClusterExplanation explanation)
    {
        int colon = explanation.Summary.IndexOf(": ", StringComparison.Ordinal);
        string summary = explanation.Summary[(colon + 2)..];
        html.Start("p");
        html.Name(char.ToUpperInvariant(summary[0]) + summary[1..], maxCharacters: 600);
        html.End();
        html.NewLine();
        ClusterStatement[] told =
        [
            .. explanation.Told(StatementKind.Audio).OrderByDescending(statement => Math.Abs(statement.Effect ?? 0)), .. explanation.Told(StatementKind.Label),
            .. explanation.Told(StatementKind.Word), .. explanation.Told(StatementKind.Confidence),
        ];
        if (told.Length == 0) return;
        html.Start("details");
        html.Element("summary", "What that rests on");
        html.Start("ul");
        foreach (ClusterStatement statement in told)
        {
            html.NewLine();
            html.Start("li");
            html.Name(statement.Sentence, maxCharacters: 400);
            html.End();
        }

        html.End();
        html.End();
        html.NewLine();
    }

    private static void WriteAtypical(HtmlWriter html, ClusterExplanation explanation)
    {
        string[] titles = [.. explanation.Told(StatementKind.Atypical).Select(statement => statement.Sentence)];
        if (titles.Length == 0) return;
        html.Start("details");
        html.Element("summary", "Least typical tracks");
        WriteTitleList(html, titles);
        html.End();
        html.NewLine();
    }

    private static void WriteHead(HtmlWriter html, ClusterSummary cluster, int trackCount)
    {
        html.Start("h3");
        SvgWriter svg = html.Svg();
        svg.Start("svg");
        svg.Attribute("class", "swatch");
        svg.Attribute("aria-hidden", "true");
        svg.Attribute("viewBox", "0 0 16 16");
        Marker.Start(svg, cluster.Cluster, 8, 8, 5);
        svg.Paint(cluster.Cluster < 0 ? Ink.Unknown : Ink.Fill(cluster.Cluster));
        svg.EndTo(0);
        html.Text(ClusterNames.Of(cluster.Cluster));
        string share = trackCount > 0 ? $", {Numerals.Percent((double)cluster.TrackCount / trackCount)}" : "";
        html.Element("span", Numerals.Count(cluster.TrackCount, "track") + share, "quiet");
        html.End();
        html.NewLine();
    }

    private static void WriteTitles(HtmlWriter html, IReadOnlyList<string> titles)
    {
        html.Element("h4", "Typical tracks");
        WriteTitleList(html, titles);
    }

    private static void WriteTitleList(HtmlWriter html, IReadOnlyList<string> titles)
    {
        html.Start("ol");
        foreach (string title in titles.Take(TitlesShown))
        {
            html.NewLine();
            html.Start("li");
            html.Name(title);
            html.End();
        }

        html.End();
        html.NewLine();
    }

    private static void WriteMakeUp(HtmlWriter html, string label, ClusterSummary cluster, int labelSet, Dictionary<string, double> shares)
    {
        html.Start("h4");
        html.Name(label, maxCharacters: 60);
        html.End();
        IReadOnlyList<KeyValuePair<string, int>> values = cluster.MakeUp[labelSet];
        if (values.Count == 0)
        {
            html.Element("p", "unknown", "quiet");
            return;
        }

        html.Start("ul", "make-up");
        foreach ((string value, int count) in values.Take(ValuesShown))
        {
            WriteValue(html, value, count, cluster.TrackCount, shares.TryGetValue(value, out double share) ? share : null);
        }

        if (values.Count > ValuesShown) WriteValue(html, Remaining(values), values.Skip(ValuesShown).Sum(value => value.Value), cluster.TrackCount, null);
        html.End();
        html.NewLine();
    }

    private static string Remaining(IReadOnlyList<KeyValuePair<string, int>> values) => Numerals.Count(values.Count - ValuesShown, "more value");

    private static void WriteValue(HtmlWriter html, string value, int count, int trackCount, double? collectionShare)
    {
        double share = trackCount > 0 ? Math.Clamp((double)count / trackCount, 0, 1) : 0;
        html.NewLine();
        html.Start("li");
        html.Name(value, "value", 60);
        DrawBar(html.Svg(), share, collectionShare);
        html.Element("span", Numerals.Percent(share), "number");
        html.End();
    }

    private static void DrawBar(SvgWriter svg, double share, double? collectionShare)
    {
        svg.Start("svg");
        svg.Attribute("class", "bar");
        svg.Attribute("role", "img");
        svg.Attribute("aria-label", collectionShare is { } whole ? $"{Numerals.Percent(whole)} of all tracks" : "share of the cluster");
        ShareBar.Draw(svg, share, collectionShare);
        svg.End();
    }

    /// <remarks>Every segment is percent-encoded: a file name can be neither an address nor a script.</remarks>
    private static void WritePlaylist(HtmlWriter html, ClusterSummary cluster)
    {
        if (cluster.PlaylistFile.Length == 0) return;
        html.Start("p", "playlist");
        html.Start("a");
        html.Attribute("href", string.Join('/', cluster.PlaylistFile.Split('/', '\\').Where(part => part.Length > 0).Select(Uri.EscapeDataString)));
        html.Text("Open as playlist");
        html.End();
        html.End();
    }
}
