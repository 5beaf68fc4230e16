using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>Losses per epoch: total, reconstruction and validation together; KL divergence and its weight below, on their own scales.</summary>
internal static class TrainingCurvesFigure
{
    private const double Width = 640;
    private const double Left = 58;
    private const double Right = Width - 12;

    /// <summary>Draws the curves; null when nothing was trained.</summary>
    public static Figure? Create(ReportModel model)
    {
        if (model.History.Count == 0) return null;
        return new Figure(
            "training", "Training curves",
            "Mean loss per track and epoch. The total is the reconstruction loss plus beta times the KL divergence; a validation "
            + "curve that turns upwards while the total falls means that the model began to memorise.",
            Width, 448, svg => Draw(svg, model.History));
    }

    private static void Draw(SvgWriter svg, IReadOnlyList<TrainingEpoch> history)
    {
        var x = new LinearScale(history[0].Epoch, history[^1].Epoch, Left + 6, Right - 6);
        var curves = new List<(string Name, Func<TrainingEpoch, double?> Value, int Colour, string? Dashes)>
        {
            ("Total", epoch => epoch.Total, Palette.Main, null),
            ("Reconstruction", epoch => epoch.Reconstruction, Palette.Orange, "7 5"),
        };
        if (history.Any(epoch => epoch.ValidationTotal is not null)) curves.Add(("Validation total", epoch => epoch.ValidationTotal, Palette.Teal, "1 5"));
        DrawPanel(svg, history, x, 26, 196, "Loss", 5, [.. curves.Select(curve => (curve.Value, curve.Colour, curve.Dashes))]);
        DrawKey(svg, [.. curves.Select(curve => (curve.Name, curve.Colour, curve.Dashes))]);
        DrawPanel(svg, history, x, 248, 324, "KL divergence", 3, [(epoch => epoch.Kl, Palette.Warm, null)]);
        DrawPanel(svg, history, x, 358, 400, "Beta: weight of the KL divergence", 2, [(epoch => epoch.Beta, Palette.Violet, null)]);
        Axes.Below(svg, x, 402, 10, "Epoch");
    }

    private static void DrawPanel(
        SvgWriter svg, IReadOnlyList<TrainingEpoch> history, LinearScale x, double top, double bottom, string title, int tickCount,
        IReadOnlyList<(Func<TrainingEpoch, double?> Value, int Colour, string? Dashes)> curves)
    {
        IEnumerable<double> values = history.SelectMany(epoch => curves.Select(curve => curve.Value(epoch))).OfType<double>();
        LinearScale y = LinearScale.Covering(values, bottom, top, tickCount);
        svg.Label(0, top - 12, title, Ink.Text, size: 12, bold: true);
        Axes.Left(svg, y, Left, Right, tickCount);
        foreach ((Func<TrainingEpoch, double?> value, int colour, string? dashes) in curves)
        {
            svg.NewLine();
            Curve.Draw(svg, [.. history.Select(epoch => ((double)epoch.Epoch, value(epoch)))], x, y, Ink.Stroke(colour), dashes);
        }

        svg.NewLine();
    }

    private static void DrawKey(SvgWriter svg, IReadOnlyList<(string Name, int Colour, string? Dashes)> curves)
    {
        double x = Right;
        foreach ((string name, int colour, string? dashes) in curves.Reverse())
        {
            svg.Label(x, 14, name, Ink.Text, "end", 12);
            x -= TextWidth.Of(name, 12) + 8;
            Axes.Line(svg, x - 26, 10, x, 10, Ink.Stroke(colour), dashes, 2);
            x -= 48;
        }
    }
}
