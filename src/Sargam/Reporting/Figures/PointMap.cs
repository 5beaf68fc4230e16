using System.Globalization;
using System.Text;
using Sargam.Numerics;
using Sargam.Reporting.Markup;
using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>A group of tracks that share a colour and a marker on a map.</summary>
/// <param name="Legend">Its line in the legend.</param>
/// <param name="Tracks">Indexes of its tracks.</param>
internal sealed record PointGroup(LegendEntry Legend, IReadOnlyList<int> Tracks);

/// <summary>The map of all tracks, coloured by groups, with a legend below.</summary>
internal sealed class PointMap
{
    /// <summary>Points that a figure of its own holds; more make the file slow to open.</summary>
    public const int MaxPoints = 20_000;

    /// <summary>More points than this are drawn as plain dots that say nothing when pointed at: a tenth of the bytes.</summary>
    public const int MaxSpeakingPoints = 2_000;

    /// <summary>The width of every map.</summary>
    public const double Width = 520;

    private const double PanelHeight = 420;
    private const double Inset = 18;
    private const ulong SubsetSeed = 1;
    private readonly IReadOnlyList<MapTrack> _tracks;
    private readonly IReadOnlyList<PointGroup> _groups;
    private readonly bool[] _drawn;
    private readonly Legend _legend;
    private readonly Func<int, string> _tooltip;
    private readonly bool _speaks;
    private readonly double _scale;
    private readonly double _middleX;
    private readonly double _middleY;

    /// <summary>Prepares a map of at most so many points; of more than <paramref name="maxSpeakingPoints"/> none has a marker or a tooltip.</summary>
    public PointMap(IReadOnlyList<MapTrack> tracks, IReadOnlyList<PointGroup> groups, int maxPoints, Func<int, string> tooltip, int maxSpeakingPoints = MaxSpeakingPoints)
    {
        (_tracks, _groups, _tooltip) = (tracks, groups, tooltip);
        _legend = new Legend([.. groups.Select(group => group.Legend)], Width);
        int[] placed = [.. Enumerable.Range(0, tracks.Count).Where(i => double.IsFinite(tracks[i].X) && double.IsFinite(tracks[i].Y))];
        _drawn = Subset(placed, tracks.Count, maxPoints);
        DrawnCount = Math.Min(placed.Length, maxPoints);
        _speaks = DrawnCount <= maxSpeakingPoints;
        (double lowX, double highX) = Range(placed, i => tracks[i].X);
        (double lowY, double highY) = Range(placed, i => tracks[i].Y);
        (_middleX, _middleY) = (lowX / 2 + highX / 2, lowY / 2 + highY / 2);

        // One scale for both directions: on such a map only distances mean something.
        double fit = Math.Min((Width - 2 * Inset) / (highX - lowX), (PanelHeight - 2 * Inset) / (highY - lowY));
        _scale = double.IsFinite(fit) ? fit : 0;
    }

    /// <summary>The height with the legend.</summary>
    public double Height => PanelHeight + 14 + _legend.Height;

    /// <summary>Points on the map.</summary>
    public int DrawnCount { get; }

    /// <summary>The sentence to add when not every track is on the map; empty when all are.</summary>
    public string SubsetRemark => DrawnCount == _tracks.Count
        ? ""
        : $" {Numerals.Count(DrawnCount)} of {Numerals.Count(_tracks.Count, "track")} are drawn, chosen at random.";

    /// <summary>Draws the map: unnamed groups, then large ones, so that small ones lie on top.</summary>
    /// <param name="svg">Where to draw.</param>
    /// <param name="names">Texts to put on the middle of groups; null for none.</param>
    public void Draw(SvgWriter svg, Func<int, string?>? names = null)
    {
        svg.Rectangle(0, 0, Width, PanelHeight, Ink.Panel, radius: 8);
        svg.NewLine();
        double radius = Math.Clamp(6.6 - 1.25 * Math.Log10(Math.Max(1, DrawnCount)), 1.5, 5);
        svg.Group(Ink.Rim);
        svg.Attribute("stroke-width", radius > 2.2 ? 0.8 : 0.3);
        int[] order = [.. Enumerable.Range(0, _groups.Count).OrderBy(g => _groups[g].Legend.Marker >= 0).ThenByDescending(g => _groups[g].Tracks.Count)];
        foreach (int group in order) DrawGroup(svg, _groups[group], radius);
        svg.End();
        for (int group = 0; group < _groups.Count; group++) DrawName(svg, _groups[group], names?.Invoke(group), radius);
        _legend.Draw(svg, 0, PanelHeight + 14);
    }

    /// <remarks>Dealt, not every n-th: collections have a rhythm (tracks of an album), and whole clusters would fall through.</remarks>
    private static bool[] Subset(int[] placed, int count, int maxPoints)
    {
        var drawn = new bool[count];
        IEnumerable<int> kept = placed.Length <= maxPoints
            ? placed
            : new Rng(SubsetSeed).Permutation(placed.Length).Take(maxPoints).Select(i => placed[i]);
        foreach (int track in kept) drawn[track] = true;
        return drawn;
    }

    private static (double Low, double High) Range(int[] tracks, Func<int, double> coordinate) =>
        tracks.Length == 0 ? (0, 0) : (tracks.Min(coordinate), tracks.Max(coordinate));

    private double X(int track) => Width / 2 + (_tracks[track].X - _middleX) * _scale;

    private double Y(int track) => PanelHeight / 2 - (_tracks[track].Y - _middleY) * _scale;

    private void DrawGroup(SvgWriter svg, PointGroup group, double radius)
    {
        svg.NewLine();
        if (!_speaks)
        {
            DrawDots(svg, group, radius);
            return;
        }

        svg.Group(group.Legend.Ink);
        foreach (int track in group.Tracks)
        {
            if (!_drawn[track]) continue;
            svg.NewLine();
            Marker.Start(svg, group.Legend.Marker, X(track), Y(track), radius);
            svg.Tooltip(_tooltip(track));
            svg.End();
        }

        svg.End();
    }

    /// <summary>
    /// One path: a line without length has round ends, which is a dot. Each is named by its way from the one before in halves of a unit,
    /// from left to right: that takes half the letters, and a quarter of a unit off is seen by nobody.
    /// </summary>
    private void DrawDots(SvgWriter svg, PointGroup group, double radius)
    {
        const double Step = 0.5;
        var path = new StringBuilder();
        (int x, int y) = (0, 0);
        IEnumerable<(int X, int Y)> places = group.Tracks.Where(track => _drawn[track]).Select(track => ((int)Math.Round(X(track) / Step), (int)Math.Round(Y(track) / Step)));
        foreach ((int nextX, int nextY) in places.Order())
        {
            path.Append(CultureInfo.InvariantCulture, $"m{nextX - x}{(nextY < y ? "" : " ")}{nextY - y}h0");
            (x, y) = (nextX, nextY);
        }

        if (path.Length == 0) return;
        svg.Start("path");
        svg.Attribute("d", path.ToString());
        svg.Attribute("transform", $"scale({Numerals.Coordinate(Step)})");
        svg.Attribute("stroke-width", 2 * radius / Step);
        svg.Attribute("stroke-linecap", "round");
        svg.Paint(group.Legend.Ink.AsStroke());
        svg.End();
    }

    /// <remarks>Above the drawn point nearest to the group's median, so that the name never stands where the group is not.</remarks>
    private void DrawName(SvgWriter svg, PointGroup group, string? name, double radius)
    {
        int[] tracks = [.. group.Tracks.Where(track => _drawn[track])];
        if (name is null || tracks.Length == 0) return;
        (double x, double y) = (Median(tracks, X), Median(tracks, Y));
        int nearest = tracks.MinBy(track => (X(track) - x) * (X(track) - x) + (Y(track) - y) * (Y(track) - y));
        double half = Math.Max(10, TextWidth.Of(name, 12) / 2 + 5);
        (x, y) = (Math.Clamp(X(nearest), half, Width - half), Math.Clamp(Y(nearest) - radius - 11, 12, PanelHeight - 12));
        svg.NewLine();
        svg.Group(Ink.Grid);
        svg.Rectangle(x - half, y - 9.5, 2 * half, 19, Ink.Background, radius: 9.5);
        svg.End();
        svg.Label(x, y + 4.2, name, Ink.Text, "middle", 12, bold: true);
        svg.NewLine();
    }

    private static double Median(int[] tracks, Func<int, double> coordinate)
    {
        double[] values = [.. tracks.Select(coordinate).Order()];
        return values[values.Length / 2];
    }
}
