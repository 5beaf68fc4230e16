namespace Sargam.Reporting.Figures;

/// <summary>
/// Colours of groups. Found by search: contrast of 3 to 1 with the background, and as far apart in OKLab as they get for
/// normal, protan, deutan and tritan vision, the first 12 first. The tests hold them to it. A group has about the same hue in both.
/// </summary>
internal static class Palette
{
    /// <summary>So many colours are far apart; the remaining ones are only just told apart, and need markers and labels.</summary>
    public const int ClearCount = 12;

    /// <summary>Colours that stand for something other than a group.</summary>
    public const int Main = 4, PaleMain = 17, Warm = 1, Orange = 3, Teal = 5, Violet = 9;

    /// <summary>For light backgrounds.</summary>
    public static IReadOnlyList<string> Light { get; } =
    [
        "#5893f7", "#b0244b", "#7a9e2d", "#a76205", "#423594", "#006b66", "#d57688", "#a96fc4", "#604200", "#7e4d9f",
        "#791067", "#3668dc", "#7971f3", "#86500f", "#ca438c", "#891d3f", "#438948", "#7671a6", "#595281", "#ad6f6d",
    ];

    /// <summary>For dark backgrounds.</summary>
    public static IReadOnlyList<string> Dark { get; } =
    [
        "#6c8cbe", "#e06463", "#9cbd8d", "#fc9106", "#a075f8", "#abf8e6", "#945657", "#ed8cf9", "#fcd019", "#d6c4fb",
        "#b33691", "#2963ca", "#6a63a5", "#c67916", "#a67497", "#d08b9d", "#3ff097", "#a498d3", "#6f68ea", "#c93624",
    ];
}
