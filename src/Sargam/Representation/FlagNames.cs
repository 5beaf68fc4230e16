using System.Text.RegularExpressions;

namespace Sargam.Representation;

/// <summary>The library names its properties in warnings; users know the command line's flags and the recipe's settings.</summary>
internal static partial class FlagNames
{
    private static readonly (string Library, string User)[] Names =
    [
        ("set ReconstructionReduction to Sum", "use --reconstruction sum"),
        ("set TargetActiveUnits", "use --beta auto"),
        ("set GradientClipNorm", "set gradient_clip in the recipe"),
        ("BatchSize", "--batch"),
        ("LearningRate", "--learning-rate"),
        ("EpochCount", "--epochs"),
        ("LatentSize", "--latent"),
        ("PriorComponentCount", "--prior-components"),
        ("FreeBits", "free_bits in the recipe"),
    ];

    /// <summary>The warning in the user's words.</summary>
    public static string In(string warning)
    {
        foreach ((string library, string user) in Names) warning = warning.Replace(library, user, StringComparison.Ordinal);
        return BetaPattern().Replace(warning, "--beta");
    }

    [GeneratedRegex(@"(?<=[a-z,] )Beta\b")]
    private static partial Regex BetaPattern();
}
