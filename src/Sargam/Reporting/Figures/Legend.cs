using Sargam.Reporting.Svg;

namespace Sargam.Reporting.Figures;

/// <summary>One entry of a legend.</summary>
/// <param name="Name">What the group is called, in full.</param>
/// <param name="Note">Its size, or nothing.</param>
/// <param name="Ink">Its colour.</param>
/// <param name="Marker">Its marker.</param>
internal sealed record LegendEntry(string Name, string Note, Ink Ink, int Marker);

/// <summary>Entries in columns of equal width, read row by row.</summary>
internal sealed class Legend
{
    private const double FontSize = 12;
    private const double RowHeight = 21;
    private const double MarkerRoom = 18;
    private const double Gap = 18;
    private readonly IReadOnlyList<LegendEntry> _entries;
    private readonly int _columns;
    private readonly double _columnWidth;

    /// <summary>Lays entries out in a width.</summary>
    public Legend(IReadOnlyList<LegendEntry> entries, double width)
    {
        _entries = entries;
        double widest = entries.Count == 0 ? 0 : entries.Max(EntryWidth);
        _columns = Math.Clamp((int)((width + Gap) / (widest + Gap)), 1, 5);
        _columnWidth = (width + Gap) / _columns;
    }

    /// <summary>The height it takes.</summary>
    public double Height => RowHeight * ((_entries.Count + _columns - 1) / _columns);

    /// <summary>Draws it with its upper left corner at a point.</summary>
    public void Draw(SvgWriter svg, double left, double top)
    {
        for (int i = 0; i < _entries.Count; i++)
        {
            DrawEntry(svg, _entries[i], left + i % _columns * _columnWidth, top + RowHeight * (i / _columns) + 14);
        }
    }

    private static double EntryWidth(LegendEntry entry) =>
        Math.Min(200, MarkerRoom + TextWidth.Of(entry.Name, FontSize) + TextWidth.Of(entry.Note, FontSize) + 6);

    private void DrawEntry(SvgWriter svg, LegendEntry entry, double x, double baseline)
    {
        double note = TextWidth.Of(entry.Note, FontSize);
        svg.Start("g");
        svg.Tooltip(entry.Name);
        Figures.Marker.Start(svg, entry.Marker, x + 6, baseline - 4, 4.6);
        svg.Paint(entry.Ink);
        svg.End();
        svg.Start("text");
        svg.Attribute("x", x + MarkerRoom);
        svg.Attribute("y", baseline);
        svg.Attribute("font-size", FontSize);
        svg.Paint(Ink.Text);
        svg.Text(TextWidth.Fit(entry.Name, _columnWidth - Gap - MarkerRoom - note - 6, FontSize));
        svg.Start("tspan");
        svg.Attribute("dx", 6);
        svg.Paint(Ink.Muted);
        svg.Text(entry.Note);
        svg.EndTo(svg.Depth - 3);
        svg.NewLine();
    }
}
