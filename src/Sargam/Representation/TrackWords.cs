using Sargam.Features;
using Sargam.Features.Lyrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>The words of a run's tracks and the languages they are in: whether they are used, and as what numbers.</summary>
internal sealed class TrackWords
{
    private const double ShareToUse = 0.5;
    private const int FewestTexts = 8;

    private readonly Recipe _recipe;
    private readonly IReadOnlyList<TrackLyrics?> _lyrics;
    private readonly TrackLanguages _languages;
    private readonly string _fusion;

    private TrackWords(Recipe recipe, IReadOnlyList<TrackLyrics?> lyrics, TrackLanguages languages, string fusion) =>
        (_recipe, _lyrics, _languages, _fusion) = (recipe, lyrics, languages, fusion);

    /// <summary>Numbers of the words, and what made them.</summary>
    public sealed record Vectors(LyricsVectors Values, LyricsModel Model);

    /// <summary>A fingerprint of the words that are used.</summary>
    public string Key => ArtifactKey.Of([_fusion, .. _languages.OfTrack, .. _fusion == LyricsRecipe.None ? [] : _lyrics.Select(text => text?.Text ?? "\0")]);

    /// <summary>Decides whether words are used, and says so.</summary>
    /// <param name="workspace">Where the lyrics are.</param>
    /// <param name="recipe">A checked recipe.</param>
    /// <param name="tracks">The tracks, in the order of rows.</param>
    /// <param name="isStrict">Whether to fail where the recipe would go on without words.</param>
    /// <param name="observer">Told what was decided; null tells nobody.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    /// <exception cref="ArgumentException">The recipe asks for words, and there are none to speak of.</exception>
    public static TrackWords Load(Workspace workspace, Recipe recipe, IReadOnlyList<Track> tracks, bool isStrict, IPipelineObserver? observer, CancellationToken cancellationToken)
    {
        Dictionary<string, TrackLyrics> byId = workspace.LoadLyrics().DistinctBy(row => row.Id).ToDictionary(row => row.Id, StringComparer.Ordinal);
        TrackLyrics?[] lyrics = [.. tracks.Select(track => byId.GetValueOrDefault(track.Id))];
        int count = lyrics.Count(text => text is not null);
        string asked = recipe.Lyrics.Fusion;
        bool isMissing = asked is not (LyricsRecipe.Auto or LyricsRecipe.None) && count < FewestTexts;
        if (isMissing && (isStrict || recipe.Lyrics.WhenMissing == LyricsRecipe.Fail))
        {
            throw new ArgumentException($"--fusion {asked} needs lyrics of at least {FewestTexts} tracks, got {count} of {tracks.Count}: --lyrics names where they are, --fusion none does without");
        }

        if (isMissing)
        {
            observer?.Warn(StageKind.Represent, $"the recipe joins sound and words ({asked}), and {Sargam.Words.Count(count, "track")} of {tracks.Count} {(count == 1 ? "has" : "have")} lyrics: sound only");
            asked = LyricsRecipe.None;
        }

        string fusion = asked == LyricsRecipe.Auto ? count >= Math.Max(FewestTexts, ShareToUse * tracks.Count) ? Chosen(recipe) : LyricsRecipe.None : asked;
        TrackLanguages languages = fusion == LyricsRecipe.None && recipe.Lyrics.Language != LyricsRecipe.Separate && !ConditionsOnLanguage(recipe)
            ? new TrackLanguages([.. tracks.Select(_ => "")], AreClusters: false)
            : TrackLanguages.Of(recipe.Lyrics, tracks, lyrics, recipe.Seed, cancellationToken);
        var words = new TrackWords(recipe, lyrics, languages, fusion);
        if (observer is not null) words.Describe(observer, count, tracks.Count);
        return words;
    }

    /// <summary>What models have to know of the rows besides their numbers.</summary>
    /// <exception cref="ArgumentException">The recipe's condition is no label that the tracks have.</exception>
    public TrackLayout Layout(FeatureSchema schema, IReadOnlyList<Track> tracks)
    {
        bool tellsGroups = _languages.AreClusters && ConditionsOnLanguage(_recipe);
        var layout = TrackLayout.Of(tellsGroups ? _recipe.Represent with { Condition = RepresentRecipe.NoCondition } : _recipe.Represent, schema, tracks);
        TrackClasses? classes = _languages.Names.Count < 2 ? null : TrackClasses.Of(LabelNames.Language, _languages.Names, _languages.OfTrack);
        return layout.With(_fusion, _recipe.Lyrics.Language == LyricsRecipe.Separate ? classes : null, tellsGroups ? classes : layout.Classes);
    }

    /// <summary>Learns the numbers from the words that there are.</summary>
    /// <exception cref="ArgumentException">No term is left.</exception>
    public Vectors Vectorise(CancellationToken cancellationToken)
    {
        int[] rows = [.. _lyrics.Index().Where(entry => entry.Item is not null).Select(entry => entry.Index)];
        string[]? languages = _recipe.Lyrics.Language == LyricsRecipe.Mix ? [.. rows.Select(row => _languages.OfTrack[row])] : null;
        LyricsVectorizer.Fitted fitted = new LyricsVectorizer(_recipe.Lyrics).Fit([.. rows.Select(row => _lyrics[row]!.Text)], languages, cancellationToken);
        var values = new Matrix(_lyrics.Count, fitted.Values.ColumnCount);
        for (int i = 0; i < rows.Length; i++) fitted.Values.Row(i).CopyTo(values.Row(rows[i]));
        return new Vectors(new LyricsVectors(values, [.. _lyrics.Select(text => text is not null)]), fitted.Model);
    }

    private static string Chosen(Recipe recipe) => recipe.Represent.Variational ? LyricsRecipe.Experts : LyricsRecipe.Branches;

    /// <summary>Whether models are told the language, which may be found without labels.</summary>
    public static bool ConditionsOnLanguage(Recipe recipe) => recipe.Represent.HasCondition && LabelNames.Normalize(recipe.Represent.Condition) == LabelNames.Language;

    private void Describe(IPipelineObserver observer, int count, int trackCount)
    {
        if (count > 0 && _fusion == LyricsRecipe.None && _recipe.Lyrics.Fusion == LyricsRecipe.Auto)
        {
            observer.Note(StageKind.Represent, $"sound only: {count} of {Sargam.Words.Count(trackCount, "track")} have lyrics, fewer than half; --fusion experts uses them");
        }

        if (_fusion == LyricsRecipe.None) return;
        string languages = _recipe.Lyrics.Language switch
        {
            LyricsRecipe.Mix when _languages.Names.Count >= 2 => $"; the mean of each language is taken out ({Named()})",
            LyricsRecipe.Separate when _languages.Names.Count >= 2 => $"; languages are kept apart ({Named()})",
            _ => "",
        };
        observer.Note(StageKind.Represent, $"sound and words ({_fusion}): {count} of {Sargam.Words.Count(trackCount, "track")} have lyrics{languages}");
    }

    private string Named()
    {
        const int Most = 6;
        string names = string.Join(", ", _languages.Names.Take(Most)) + (_languages.Names.Count > Most ? ", ..." : "");
        return _languages.AreClusters ? $"{_languages.Names.Count} groups of lyrics that use the same letters" : names;
    }
}
