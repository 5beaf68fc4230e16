using Sargam.Evaluation;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>Scores of all methods, method under method, with what chance reaches.</summary>
internal static class MethodComparisonFigure
{
    private const double Width = 640;
    private const double NameRoom = 180;
    private const double ValueRoom = 60;
    private const double BarHeight = 14;
    private const double RowHeight = 22;
    private const double HeadHeight = 30;
    private const double GroupGap = 12;
    private const int MaxLabelSets = 12;

    private sealed record Bar(string Method, int Colour, double? Value, double? Chance);

    private sealed record BarGroup(string Title, string? Name, IReadOnlyList<Bar> Bars);

    /// <summary>Draws the comparison; null when there is no method.</summary>
    public static Figure? Create(ReportModel model)
    {
        if (model.Methods.Count == 0) return null;
        List<BarGroup> groups = Groups(model);
        double height = groups.Sum(group => HeadHeight + group.Bars.Count * RowHeight + GroupGap) - GroupGap + 6;
        bool labels = groups.Any(group => group.Name is not null);
        string text = labels
            ? "AMI (adjusted mutual information): agreement of the clusters with known labels, 0 by chance and 1 for identity; the upright "
              + "mark is what chance reaches in 95 of 100 cases. "
            : "No labels are known, so only scores of the clusters themselves are shown. ";
        return new Figure(
            "methods", "Methods side by side",
            text + "The silhouette is measured in one space common to all methods." + Remark(model), Width, height, svg => Draw(svg, groups));
    }

    private static string Remark(ReportModel model) =>
        model.LabelNames.Count > MaxLabelSets ? $" The first {MaxLabelSets} of {model.LabelNames.Count} label sets are drawn; the table has all." : "";

    private static List<BarGroup> Groups(ReportModel model)
    {
        var groups = new List<BarGroup>();
        foreach (string label in model.LabelNames.Take(MaxLabelSets))
        {
            Bar[] bars = Bars(model, method => Agreement(method, label)?.Ami, method => Agreement(method, label)?.ChanceAmi);
            if (bars.Any(bar => bar.Value is not null)) groups.Add(new BarGroup("AMI with ", label, bars));
        }

        groups.Add(new BarGroup("Silhouette, common space", null, Bars(model, method => method.SilhouetteCommon, _ => null)));
        groups.Add(new BarGroup("Stability: do subsamples give the same clusters?", null, Bars(model, method => method.Stability, _ => null)));
        return groups;
    }

    private static LabelAgreement? Agreement(ClusterQuality method, string label) =>
        method.Labels.FirstOrDefault(agreement => agreement.Label == label);

    private static Bar[] Bars(ReportModel model, Func<ClusterQuality, double?> value, Func<ClusterQuality, double?> chance) =>
        [.. model.Methods.Select((method, i) => new Bar(ClusterNames.Method(method), i, Finite(value(method)), Finite(chance(method))))];

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? Math.Clamp(number, -1, 1) : null;

    private static void Draw(SvgWriter svg, List<BarGroup> groups)
    {
        IEnumerable<double> values = groups.SelectMany(group => group.Bars).SelectMany(bar => new[] { bar.Value, bar.Chance }).OfType<double>();
        LinearScale x = LinearScale.Covering(values.Append(0).Append(0.1), NameRoom, Width - ValueRoom, 5);
        double top = 0;
        foreach (BarGroup group in groups)
        {
            svg.NewLine();
            string title = group.Title + TextWidth.Fit(group.Name, Width - 120, 13);
            svg.Label(0, top + 15, title, Ink.Text, size: 13, bold: true);
            double bottom = top + HeadHeight + group.Bars.Count * RowHeight;
            for (int i = 0; i < group.Bars.Count; i++) DrawBar(svg, group.Bars[i], x, top + HeadHeight + i * RowHeight - 4);
            Axes.Line(svg, x.At(0), top + HeadHeight - 8, x.At(0), bottom - 8, Ink.Axis);
            top = bottom + GroupGap;
        }
    }

    private static void DrawBar(SvgWriter svg, Bar bar, LinearScale x, double top)
    {
        double zero = x.At(0), end = x.At(bar.Value ?? 0), baseline = top + BarHeight - 3;
        svg.Label(8, baseline, TextWidth.Fit(bar.Method, NameRoom - 20, 12), Ink.Muted);
        svg.Rectangle(Math.Min(zero, end), top, Math.Abs(end - zero), BarHeight, Ink.Fill(MethodColour(bar.Colour)), radius: 2);
        double right = Math.Max(zero, end);
        if (bar.Chance is { } chance)
        {
            Axes.Line(svg, x.At(chance), top - 2, x.At(chance), top + BarHeight + 2, Ink.Rim, width: 4);
            Axes.Line(svg, x.At(chance), top - 2, x.At(chance), top + BarHeight + 2, Ink.Axis, width: 2);
            right = Math.Max(right, x.At(chance));
        }

        svg.Label(right + 8, baseline, Numerals.Score(bar.Value), Ink.Text);
        svg.NewLine();
    }

    /// <summary>The main method stands out; the methods it is measured against do not.</summary>
    private static int MethodColour(int method) => method == 0 ? Palette.Main : Palette.PaleMain;
}
