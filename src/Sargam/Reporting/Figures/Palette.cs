namespace Sargam.Reporting.Figures;

/// <summary>
/// Colours of groups. Found by search: contrast of 3 to 1 with the background, and as far apart in OKLab as they get for
/// normal, protan, deutan and tritan vision, the first 12 first. The tests hold them to it. A group has about the same hue in both.
/// </summary>
internal static class Palette
{
    /// <summary>So many colours are far apart; the remaining ones are only just told apart, and need markers and labels.</summary>
    public const int ClearCount = 12;

    /// <summary>For light backgrounds.</summary>
    public static IReadOnlyList<string> Light { get; } =
    [
        "#5893f7", "#604200", "#d57688", "#423594", "#a76205", "#006b66", "#7a9e2d", "#7e4d9f", "#791067", "#b0244b",
        "#a96fc4", "#3668dc", "#7971f3", "#86500f", "#ca438c", "#891d3f", "#438948", "#7671a6", "#595281", "#ad6f6d",
    ];

    /// <summary>For dark backgrounds.</summary>
    public static IReadOnlyList<string> Dark { get; } =
    [
        "#6c8cbe", "#fcd019", "#945657", "#a075f8", "#fc9106", "#abf8e6", "#9cbd8d", "#d6c4fb", "#b33691", "#e06463",
        "#ed8cf9", "#2963ca", "#6a63a5", "#c67916", "#a67497", "#d08b9d", "#3ff097", "#a498d3", "#6f68ea", "#c93624",
    ];
}
