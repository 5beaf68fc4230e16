using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>What one needs to know to make the same report again.</summary>
internal static class ProvenanceSection
{
    /// <summary>Writes the facts, in their order.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (model.Facts.Count == 0) return;
        Parts.Begin(html, "provenance", "Report", "How this was made");
        html.Element("p", "The same files, recipe and seed give this report again, byte for byte.");
        html.Start("dl", "facts");
        foreach ((string name, string value) in model.Facts)
        {
            html.NewLine();
            html.Start("div");
            html.Start("dt");
            html.Name(name);
            html.End();
            html.Start("dd");
            html.Name(value, maxCharacters: 400);
            html.End();
            html.End();
        }

        html.End();
        Parts.End(html);
    }
}
