using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>Files that could not be used, each with the reason.</summary>
internal static class FailuresSection
{
    private const int MaxRows = 200;

    /// <summary>Writes the table, or that there is nothing to list.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        Parts.Begin(html, "failures", "Scan, decode, features", "Files left out");
        if (model.Failures.Count == 0) html.Element("p", "None: every file could be used.");
        else WriteTable(html, model.Failures);
        Parts.End(html);
    }

    private static void WriteTable(HtmlWriter html, IReadOnlyList<FailedTrack> failures)
    {
        Parts.BeginTable(html, $"{Numerals.Count(failures.Count, "file")} that could not be used");
        Parts.Headings(html, ["File", "Stage", "Reason"]);
        html.Start("tbody");
        foreach (FailedTrack failure in failures.Take(MaxRows))
        {
            html.NewLine();
            html.Start("tr");
            Parts.RowHeading(html, failure.Path);
            html.Element("td", CleanText.Shorten(failure.Stage, 40));
            html.Start("td", "words");
            html.Name(failure.Reason, maxCharacters: 400);
            html.End();
            html.End();
        }

        html.End();
        Parts.EndTable(html);
        if (failures.Count > MaxRows) html.Element("p", $"The first {MaxRows} are listed; failures.csv has all.");
    }
}
