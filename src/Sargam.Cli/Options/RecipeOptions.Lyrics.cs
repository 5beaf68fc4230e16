using System.CommandLine;
using Sargam.Pipeline;

namespace Sargam.Cli.Options;

/// <content>Settings of the tracks' words.</content>
internal sealed partial class RecipeOptions
{
    private void AddLyrics()
    {
        AddLyrics(
            OptionKinds.Choice(
                "--fusion", "Sound and words: auto (default: experts where half of the tracks have lyrics), experts, branches, early, late, none",
                "auto", "experts", "branches", "early", "late", "none"),
            (lyrics, value) => lyrics with { Fusion = value });
        AddLyrics(
            OptionKinds.Choice(
                "--language", "Languages: mix (default: the mean of each is taken out of the words), natural, separate (clusters keep to one)", "mix", "natural", "separate"),
            (lyrics, value) => lyrics with { Language = value });
        AddLyrics(
            OptionKinds.Choice("--terms", "What is counted in lyrics: characters (default: runs of 2 to 4 within words) or words", "characters", "words"),
            (lyrics, value) => lyrics with { Terms = value });
        AddLyrics(
            OptionKinds.Number("--lyrics-weight", "Variance of the words beside that of the sound, 1. Default: 2", 1e-6, 1000),
            (lyrics, value) => lyrics with { Weight = value });
    }

    private void AddLyrics<T>(Option<T> option, Func<LyricsRecipe, T, LyricsRecipe> change) =>
        Add(option, (recipe, value) => recipe with { Lyrics = change(recipe.Lyrics, value) });
}
