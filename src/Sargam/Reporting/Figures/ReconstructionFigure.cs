using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>A few tracks as they are, above what the model gives back of them: pictures of sequences, or their numbers one against the other.</summary>
internal static class ReconstructionFigure
{
    public const string Name = "reconstructions";

    private const double Width = 640;
    private const double Gap = 14;
    private const double PictureHeight = 110;
    private const double PlotSize = 140;
    private const int MostPoints = 300;

    /// <summary>Draws the examples; null where there are none.</summary>
    public static Figure? Create(ReportModel model)
    {
        if (model.Reconstructions.Count == 0) return null;
        return model.Reconstructions[0].RowCount > 1
            ? new Figure(
                Name, "Original and reconstruction",
                "Above each track's features, time to the right, low rows at the bottom; below what the model gives back. What is missing below did not fit into the latent space.",
                Width, 2 * PictureHeight + 62, svg => DrawPictures(svg, model.Reconstructions))
            : new Figure(
                Name, "Original and reconstruction",
                "Every feature of a track in standard deviations over the tracks shown: as it is to the right, as the model gives it back upwards. On the line nothing is lost; a level cloud means that nothing was kept.",
                Width, PlotSize + 62, svg => DrawPlots(svg, model.Reconstructions));
    }

    private static void DrawPictures(SvgWriter svg, IReadOnlyList<Reconstruction> examples)
    {
        double width = (Width - Gap * (examples.Count - 1)) / examples.Count;
        float low = examples.Min(example => example.Original.Min());
        float high = examples.Max(example => example.Original.Max());
        for (int i = 0; i < examples.Count; i++)
        {
            double x = i * (width + Gap);
            svg.Label(x, 14, TextWidth.Fit(examples[i].Title, width, 12), Ink.Text, size: 12);
            Picture(svg, x, 22, width, examples[i].Original, examples[i].RowCount, low, high);
            Picture(svg, x, 30 + PictureHeight, width, examples[i].Reconstructed, examples[i].RowCount, low, high);
        }

        svg.Label(0, 48 + 2 * PictureHeight, "Above: original. Below: reconstruction.", Ink.Text, size: 12);
    }

    private static void Picture(SvgWriter svg, double x, double y, double width, float[] values, int rowCount, float low, float high)
    {
        svg.NewLine();
        svg.Start("image");
        svg.Attribute("x", x);
        svg.Attribute("y", y);
        svg.Attribute("width", width);
        svg.Attribute("height", PictureHeight);
        svg.Attribute("preserveAspectRatio", "none");
        svg.Attribute("href", "data:image/png;base64," + Convert.ToBase64String(PngImage.OfMatrix(values, rowCount, values.Length / rowCount, low, high)));
        svg.End();
    }

    private static void DrawPlots(SvgWriter svg, IReadOnlyList<Reconstruction> examples)
    {
        (float[] mean, float[] deviation) = Spread(examples);
        for (int i = 0; i < examples.Count; i++)
        {
            double left = i * ((Width - PlotSize) / Math.Max(1, examples.Count - 1));
            svg.Label(left, 14, TextWidth.Fit(examples[i].Title, PlotSize, 12), Ink.Text, size: 12);
            Plot(svg, left, 22, examples[i], mean, deviation);
        }

        svg.Label(0, PlotSize + 48, "To the right: original. Upwards: reconstruction.", Ink.Text, size: 12);
    }

    private static void Plot(SvgWriter svg, double left, double top, Reconstruction example, float[] mean, float[] deviation)
    {
        const double Reach = 3;
        double Place(double score) => (Math.Clamp(score, -Reach, Reach) + Reach) / (2 * Reach) * PlotSize;
        svg.Rectangle(left, top, PlotSize, PlotSize, Ink.Background, radius: 2);
        svg.NewLine();
        svg.Group(Ink.Stroke(Palette.Warm));
        svg.Line(left, top + PlotSize, left + PlotSize, top);
        svg.End();
        int step = Math.Max(1, example.Original.Length / MostPoints);
        for (int j = 0; j < example.Original.Length; j += step)
        {
            double x = left + Place((example.Original[j] - mean[j]) / deviation[j]);
            double y = top + PlotSize - Place((example.Reconstructed[j] - mean[j]) / deviation[j]);
            svg.Rectangle(x - 1.2, y - 1.2, 2.4, 2.4, Ink.Fill(Palette.Main));
        }
    }

    private static (float[] Mean, float[] Deviation) Spread(IReadOnlyList<Reconstruction> examples)
    {
        int count = examples[0].Original.Length;
        var mean = new float[count];
        var deviation = new float[count];
        for (int j = 0; j < count; j++)
        {
            double average = examples.Average(example => (double)example.Original[j]);
            double variance = examples.Average(example => (example.Original[j] - average) * (example.Original[j] - average));
            (mean[j], deviation[j]) = ((float)average, variance > 0 ? (float)Math.Sqrt(variance) : 1);
        }

        return (mean, deviation);
    }
}
