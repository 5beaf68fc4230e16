namespace Sargam.Learning.Manifold.TSne;

/// <summary>Where the nodes of a grid lie: equally far apart both ways.</summary>
/// <param name="Left">Horizontal position of the first column.</param>
/// <param name="Bottom">Vertical position of the first row.</param>
/// <param name="Spacing">From one node to the next.</param>
/// <param name="Columns">Nodes side by side that may be used; transforms are twice as long, a power of two.</param>
/// <param name="Rows">The same the other way.</param>
internal readonly record struct GridFrame(double Left, double Bottom, double Spacing, int Columns, int Rows)
{
    // The forces are as smooth as 1 / (1 + d^2), whose unit is that of the map: nodes this near see all of it. Nearer than the
    // other they would only lose digits, while the map is still tiny.
    private const double WidestSpacing = 0.4;
    private const double NarrowestSpacing = 0.2;

    private const int FewestNodes = 16;
    private const int MostNodes = 1024;

    // A few points that fly apart need no fine grid in between: their forces reach hardly anywhere.
    private const int NodesPerRootOfCount = 24;

    // Splines reach two nodes beyond the points, and the kernel's ends are not exact.
    private const int SpareNodes = 8;

    // Maps grow for hundreds of iterations: without slack every one would need another grid.
    private const double Slack = 1.05;

    /// <summary>A frame around so many points that reach this far.</summary>
    public static GridFrame Around(int count, double left, double right, double bottom, double top)
    {
        double most = Math.Min(MostNodes, NodesPerRootOfCount * Math.Sqrt(count));
        double width = (right - left) * Slack;
        double height = (top - bottom) * Slack;
        int columns = NodesFor(width, most);
        int rows = NodesFor(height, most);
        double needed = Math.Max(width / (columns - SpareNodes), height / (rows - SpareNodes));
        double spacing = Math.Max(NarrowestSpacing, needed);
        return new GridFrame(
            (left + right - (columns - 1) * spacing) / 2, (bottom + top - (rows - 1) * spacing) / 2, spacing, columns, rows);
    }

    /// <summary>Whether points that reach this far lie inside, where splines find all their nodes.</summary>
    public bool Holds(double left, double right, double bottom, double top)
    {
        double margin = 2 * Spacing;
        return left >= Left + margin && right <= Left + (Columns - 1) * Spacing - margin
            && bottom >= Bottom + margin && top <= Bottom + (Rows - 1) * Spacing - margin;
    }

    /// <summary>The place inside the frame that is nearest to one that may be outside.</summary>
    public (float X, float Y) Nearest(float x, float y)
    {
        double margin = 2 * Spacing;
        return ((float)Math.Clamp(x, Left + margin, Left + (Columns - 1) * Spacing - margin),
            (float)Math.Clamp(y, Bottom + margin, Bottom + (Rows - 1) * Spacing - margin));
    }

    private static int NodesFor(double length, double most)
    {
        int nodes = FewestNodes;
        while (nodes < most && (nodes - SpareNodes) * WidestSpacing < length) nodes *= 2;
        return nodes;
    }
}
