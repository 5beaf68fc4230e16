using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>How the number of clusters was chosen.</summary>
internal static class ClusterCountSection
{
    /// <summary>Writes the curve; nothing when the number was given.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (ClusterCountFigure.Create(model) is not { } figure) return;
        Parts.Begin(html, "cluster-count", "Cluster", "How many clusters?");
        Parts.Figure(html, figure, "wide", titled: false);
        Parts.End(html);
    }
}
