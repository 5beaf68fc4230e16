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
        VerdictSection.Write, ProjectSection.Write, ClusterSection.Write, LabelSection.Write, EvaluateChanceSection.Write,
        EvaluateMethodsSection.Write, ClusterCountSection.Write, RepresentSection.Write, TraversalSection.Write, FailuresSection.Write, ProvenanceSection.Write,
    ];

    /// <summary>Writes the report. The page says that it is UTF-8, so the writer's encoding must be.</summary>
    /// <param name="model">What to show.</param>
    /// <param name="writer">Where to write; left open.</param>
    public static void Write(ReportModel model, TextWriter writer) => Write(model, servedRun: null, writer);

    /// <summary>
    /// Writes the page that a server sends: the report, which also plays, shows what is similar, makes playlists and sets runs beside
    /// each other, through the server's <c>/api</c>. Tracks need their <see cref="MapTrack.Id"/>. Never save it as a report: away from
    /// its server half of it does nothing.
    /// </summary>
    /// <param name="model">What to show.</param>
    /// <param name="run">The run's name, as the server calls it.</param>
    /// <param name="writer">Where to write; left open.</param>
    public static void WriteServed(ReportModel model, string run, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(run);

        // The files beside a report are not what a server sends.
        Write(model with { Clusters = [.. model.Clusters.Select(cluster => cluster with { PlaylistFile = "" })] }, run, writer);
    }

    /// <summary>The Content-Security-Policy that stands in a served page, for the server's header: it allows that server only.</summary>
    public static string ServedPolicy => PageTemplate.Served.Policy(Stylesheet.Text, isServed: true);

    private static void Write(ReportModel model, string? servedRun, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(writer);
        PageTemplate page = servedRun is null ? PageTemplate.Built : PageTemplate.Served;
        var html = new HtmlWriter(writer);
        html.Raw(page.Start);
        WriteHead(html, model.Title, page, servedRun is not null);
        html.Raw(page.Middle);
        html.Start("main");
        html.NewLine();
        foreach (Action<HtmlWriter, ReportModel> section in Sections) section(html, model);
        html.End();
        html.NewLine();
        html.Element("footer", servedRun is null ? "Made by Sargam. This page asks the network for nothing." : "Made by Sargam, which runs on this computer. This page talks to nothing else.");
        html.NewLine();
        if (model.Tracks.Count > 0) PageData.Write(model, writer, servedRun);
        html.Raw(page.End);
    }

    private static void WriteHead(HtmlWriter html, string title, PageTemplate page, bool isServed)
    {
        string style = Stylesheet.Text;
        html.Start("meta");
        html.Attribute("http-equiv", "Content-Security-Policy");
        html.Attribute("content", page.Policy(style, isServed));
        html.End();
        html.NewLine();
        html.Void("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.Void("meta", "name", "color-scheme", "content", "light dark");
        html.Void("meta", "name", "referrer", "content", "no-referrer");

        // Else browsers ask a server for an icon, and the policy refuses it.
        if (isServed) html.Void("link", "rel", "icon", "href", "data:,");
        html.NewLine();
        html.Element("title", CleanText.Shorten(title, 120) + " · Sargam");
        html.NewLine();
        html.Start("style");
        html.Raw(style);
        html.End();
    }
}
