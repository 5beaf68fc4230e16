using Sargam.Reporting.Markup;
using Sargam.Reporting.Page;
using Sargam.Reporting.Sections;

namespace Sargam.Reporting;

/// <summary>
/// Writes the report: one HTML file that holds all it needs and asks the network for nothing. It is complete without scripts,
/// for paper and for readers who have none; the script of the built page adds what only a live page can do. The same model
/// gives the same bytes.
/// </summary>
public static class HtmlReport
{
    private static readonly Action<HtmlWriter, ReportModel>[] Sections =
    [
        VerdictSection.Write, EvaluateChanceSection.Write, ProjectSection.Write, ClusterSection.Write, LabelSection.Write,
        EvaluateMethodsSection.Write, ClusterCountSection.Write, RepresentSection.Write, TraversalSection.Write, FailuresSection.Write, ProvenanceSection.Write,
    ];

    /// <summary>Writes the report. The page says that it is UTF-8, so the writer's encoding must be.</summary>
    /// <param name="model">What to show.</param>
    /// <param name="writer">Where to write; left open.</param>
    public static void Write(ReportModel model, TextWriter writer) => Write(model, writer, isServed: false);

    /// <summary>
    /// Writes the page that a server sends: the report, which also plays, shows what is similar and makes playlists through the
    /// server's <c>/api</c>. Tracks need their <see cref="MapTrack.Id"/>.
    /// </summary>
    /// <param name="model">What to show.</param>
    /// <param name="run">The run's name, as the server calls it.</param>
    /// <param name="writer">Where to write; left open.</param>
    public static void WriteServed(ReportModel model, string run, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(run);

        // The files beside a report are not what a server sends.
        Write(model with { Clusters = [.. model.Clusters.Select(cluster => cluster with { PlaylistFile = "" })] }, writer, isServed: true);
    }

    /// <summary>The Content-Security-Policy that stands in a served page, for the server's header: it allows that server only.</summary>
    public static string ServedPolicy => PageTemplate.Built.Policy(Stylesheet.Text, isServed: true);

    private static void Write(ReportModel model, TextWriter writer, bool isServed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(writer);
        PageTemplate page = PageTemplate.Built;
        var html = new HtmlWriter(writer);
        html.Raw(page.Start);
        WriteHead(html, model.Title, page.Policy(Stylesheet.Text, isServed));
        html.Raw(page.Middle);
        html.Start("main");
        html.NewLine();
        foreach (Action<HtmlWriter, ReportModel> section in Sections) section(html, model);
        html.End();
        html.NewLine();
        html.Element("footer", isServed ? "Made by Sargam. This page talks to the program on your computer that serves it, and to nothing else." : "Made by Sargam. This page asks the network for nothing.");
        html.NewLine();
        if (model.Tracks.Count > 0) PageData.Write(model, writer, isServed);
        html.Raw(page.End);
    }

    private static void WriteHead(HtmlWriter html, string title, string policy)
    {
        string style = Stylesheet.Text;
        html.Start("meta");
        html.Attribute("http-equiv", "Content-Security-Policy");
        html.Attribute("content", policy);
        html.End();
        html.NewLine();
        html.Void("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.Void("meta", "name", "color-scheme", "content", "light dark");
        html.Void("meta", "name", "referrer", "content", "no-referrer");
        html.NewLine();
        html.Element("title", CleanText.Shorten(title, 120) + " · Sargam");
        html.NewLine();
        html.Start("style");
        html.Raw(style);
        html.End();
    }
}
