namespace Sargam.Reporting.Figures;

/// <summary>A colour by its role: an attribute for the standalone figure, and a class by which a page may recolour it.</summary>
/// <param name="CssClass">The class in the report's stylesheet.</param>
/// <param name="Property"><c>fill</c> or <c>stroke</c>.</param>
/// <param name="Light">The colour on a light background.</param>
/// <param name="Dark">The colour on a dark background.</param>
internal sealed record Ink(string CssClass, string Property, string Light, string Dark)
{
    /// <summary>What stands behind everything.</summary>
    public static Ink Background { get; } = new("f-background", "fill", "#ffffff", "#181c22");

    /// <summary>The area that data are drawn on.</summary>
    public static Ink Panel { get; } = new("f-panel", "fill", "#f6f7f9", "#1f242c");

    /// <summary>Titles and values.</summary>
    public static Ink Text { get; } = new("f-text", "fill", "#1c2430", "#e6e9ee");

    /// <summary>Tick labels and remarks.</summary>
    public static Ink Muted { get; } = new("f-muted", "fill", "#5b6675", "#9aa5b4");

    /// <summary>Grid lines.</summary>
    public static Ink Grid { get; } = new("f-grid", "stroke", "#dfe3e8", "#343b46");

    /// <summary>Zero lines and chance levels.</summary>
    public static Ink Axis { get; } = new("f-axis", "stroke", "#5b6675", "#9aa5b4");

    /// <summary>The rim that keeps points and letters apart from what they lie on.</summary>
    public static Ink Rim { get; } = new("f-rim", "stroke", "#ffffff", "#1f242c");

    /// <summary>Points that belong nowhere: noise, unknown labels.</summary>
    public static Ink Unknown { get; } = new("f-unknown", "fill", "#9aa2ad", "#6d7683");

    /// <summary>Points that belong to none of the named groups.</summary>
    public static Ink Other { get; } = new("f-other", "fill", "#5f6875", "#a3acb8");

    /// <summary>Every role, for the stylesheet.</summary>
    public static IReadOnlyList<Ink> Roles { get; } = [Background, Panel, Text, Muted, Grid, Axis, Rim, Unknown, Other];

    /// <summary>The colour of a group, as a filling.</summary>
    public static Ink Fill(int group) => Of("s", "fill", group);

    /// <summary>The colour of a group, as a line.</summary>
    public static Ink Stroke(int group) => Of("l", "stroke", group);

    /// <summary>The same colour for lines.</summary>
    public Ink AsStroke() => this with { CssClass = CssClass.StartsWith('s') ? "l" + CssClass[1..] : "l-" + CssClass, Property = "stroke" };

    private static Ink Of(string prefix, string property, int group)
    {
        int colour = group % Palette.Light.Count;
        return new Ink(prefix + colour, property, Palette.Light[colour], Palette.Dark[colour]);
    }
}
