using System.Security.Cryptography;
using System.Text;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Sections;

namespace Sargam.Reporting;

/// <summary>
/// Writes the report: one HTML file that holds all it needs, runs no script, and asks the network for nothing. The same
/// model gives the same bytes.
/// </summary>
public static class HtmlReport
{
    private static readonly Action<HtmlWriter, ReportModel>[] Sections =
    [
        VerdictSection.Write, EvaluateChanceSection.Write, EvaluateMethodsSection.Write, ProjectSection.Write, ClusterSection.Write,
        ClusterCountSection.Write, RepresentSection.Write, FailuresSection.Write, ProvenanceSection.Write,
    ];

    /// <summary>Writes the report. The page says that it is UTF-8, so the writer's encoding must be.</summary>
    /// <param name="model">What to show.</param>
    /// <param name="writer">Where to write; left open.</param>
    public static void Write(ReportModel model, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write("<!DOCTYPE html>\n");
        var html = new HtmlWriter(writer);
        html.Start("html");
        html.Attribute("lang", "en");
        html.NewLine();
        WriteHead(html, model.Title);
        html.Start("body");
        html.Start("main");
        html.NewLine();
        foreach (Action<HtmlWriter, ReportModel> section in Sections) section(html, model);
        html.End();
        html.NewLine();
        html.Element("footer", "Made by Sargam. This page runs no script and asks the network for nothing.");
        html.EndTo(0);
        html.NewLine();
    }

    private static void WriteHead(HtmlWriter html, string title)
    {
        string style = Stylesheet.Text;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        html.Start("head");
        html.NewLine();
        html.Void("meta", "charset", "utf-8");
        html.NewLine();
        html.Start("meta");
        html.Attribute("http-equiv", "Content-Security-Policy");
        html.Attribute("content", $"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'");
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
        html.NewLine();
        html.End();
        html.NewLine();
    }
}
