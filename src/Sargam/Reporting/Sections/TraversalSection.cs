using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Sections;

/// <summary>
/// What dimensions of the representation stand for: walks along them as pictures or as feature values, a frame a step. The
/// page's script shows one frame at a time with a slider; on paper the ends and the middle of a walk stand side by side.
/// </summary>
internal static class TraversalSection
{
    private const int MaxWalks = 4;
    private const int MaxFeatures = 6;

    /// <summary>Writes the walks along the dimensions that carry most; nothing where there are none.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        TraversalWalk[] walks = [.. model.Traversals.Where(walk => walk.Steps.Count > 1).OrderByDescending(walk => walk.Kl).ThenBy(walk => walk.Dimension).Take(MaxWalks)];
        if (walks.Length == 0) return;
        Parts.Begin(html, "traversals", "Represent", "What the dimensions stand for");
        bool pictures = walks.Any(walk => walk.Steps.Any(step => step.Map is not null));
        html.Element(
            "p",
            "A walk along one dimension, from two standard deviations below the mean to two above, the other dimensions held at their mean; shown is what the decoder makes of it, and the track nearest to it. "
            + (pictures ? "Time runs to the right, low features are at the bottom." : "Bars reach over the range of the walk."));
        html.Start("div", "walks");
        foreach (TraversalWalk walk in walks) WriteWalk(html, walk);
        html.End();
        if (model.Traversals.Count > walks.Length)
        {
            html.Element("p", $"{Numerals.Count(model.Traversals.Count - walks.Length, "more dimension")} in traversals.csv.", "quiet");
        }

        Parts.End(html);
    }

    private static void WriteWalk(HtmlWriter html, TraversalWalk walk)
    {
        html.NewLine();
        html.Start("div", "walk");
        html.Start("h3");
        html.Text($"Dimension {Numerals.Count(walk.Dimension)}");
        html.Element("span", $"{Numerals.Score(walk.Kl, 2)} nats", "quiet");
        html.End();
        html.Start("div", "frames");
        html.Attribute("data-slider", $"Along dimension {Numerals.Count(walk.Dimension)}");
        (float low, float high) = Range(walk);
        for (int i = 0; i < walk.Steps.Count; i++)
        {
            bool key = i == 0 || i == walk.Steps.Count - 1 || i == walk.Steps.Count / 2;
            WriteFrame(html, walk, i, key, low, high);
        }

        html.End();
        html.End();
    }

    private static void WriteFrame(HtmlWriter html, TraversalWalk walk, int index, bool key, float low, float high)
    {
        TraversalStep step = walk.Steps[index];
        string at = $"{(step.Deviations > 0 ? "+" : "")}{Numerals.Score(step.Deviations, 1)} sd";
        html.NewLine();
        html.Start("div", key ? "walk-frame is-key" : "walk-frame");
        html.Attribute("data-frame", at);
        html.Element("p", at, "number quiet");
        if (step.Map is { } map) WritePicture(html, map, $"Decoded at {at}", low, high);
        else WriteBars(html, walk, step);
        html.Start("p", "nearest");
        html.Element("span", "Nearest: ", "quiet");
        html.Name(step.NearestTitle, maxCharacters: 80);
        html.End();
        html.End();
    }

    private static void WritePicture(HtmlWriter html, TraversalMap map, string text, float low, float high)
    {
        html.Start("img", "decoded");
        html.Attribute("alt", text);
        html.Attribute("src", "data:image/png;base64," + Convert.ToBase64String(PngImage.OfMatrix(map.Values.Span, map.RowCount, map.FrameCount, low, high)));
        html.End();
    }

    private static void WriteBars(HtmlWriter html, TraversalWalk walk, TraversalStep step)
    {
        html.Start("ul", "make-up");
        for (int i = 0; i < Math.Min(MaxFeatures, step.Features.Count); i++)
        {
            (string name, double value) = step.Features[i];
            double[] values = [.. walk.Steps.Where(other => i < other.Features.Count).Select(other => other.Features[i].Value)];
            (double low, double high) = (values.Min(), values.Max());
            html.NewLine();
            html.Start("li");
            html.Name(name.Replace('_', ' '), "value", 60);
            DrawBar(html.Svg(), high > low ? (value - low) / (high - low) : 0.5);
            html.Element("span", Numerals.Score(value, Math.Abs(value) < 10 ? 2 : 1), "number");
            html.End();
        }

        html.End();
    }

    private static void DrawBar(SvgWriter svg, double share)
    {
        svg.Start("svg");
        svg.Attribute("class", "bar");
        svg.Attribute("aria-hidden", "true");
        ShareBar.Draw(svg, Math.Max(0.01, share));
        svg.End();
    }

    /// <summary>One scale for a walk: what changes is what is seen.</summary>
    private static (float Low, float High) Range(TraversalWalk walk)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (TraversalMap map in walk.Steps.Select(step => step.Map).OfType<TraversalMap>())
        {
            foreach (float value in map.Values.Span)
            {
                if (float.IsFinite(value)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        return (low, high);
    }
}
