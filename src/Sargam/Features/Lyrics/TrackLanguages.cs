using Sargam.Clustering;
using Sargam.Learning.KMeans;
using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Scanning.Lyrics;

namespace Sargam.Features.Lyrics;

/// <summary>The language of each track: as labelled, as identified, or as groups of texts that use the same letters and words.</summary>
/// <param name="OfTrack">ISO 639-1 codes, other names as they are, or <c>group-1</c> ...; empty where unknown.</param>
/// <param name="AreClusters">Whether they are groups without names.</param>
internal sealed record TrackLanguages(IReadOnlyList<string> OfTrack, bool AreClusters)
{
    private const int MostGroups = 8;
    private const double ShareToTrust = 0.5;

    /// <summary>The languages in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. OfTrack.Where(language => language.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What is known, or can be found.</summary>
    /// <param name="recipe">Where to look.</param>
    /// <param name="tracks">The tracks.</param>
    /// <param name="lyrics">The words of each; null for tracks without.</param>
    /// <param name="seed">Of the K-Means.</param>
    /// <param name="cancellationToken">Checked between chunks of work.</param>
    public static TrackLanguages Of(
        LyricsRecipe recipe, IReadOnlyList<Track> tracks, IReadOnlyList<TrackLyrics?> lyrics, ulong seed, CancellationToken cancellationToken)
    {
        string[] known = [.. tracks.Select((track, i) => LyricsLanguages.Of(track, lyrics[i]))];
        int withWords = lyrics.Count(text => text is not null);
        int knownOfThose = lyrics.Index().Count(entry => entry.Item is not null && known[entry.Index].Length > 0);
        bool wantsClusters = recipe.Languages == LyricsRecipe.Clusters || (recipe.Languages == LyricsRecipe.Auto && knownOfThose < ShareToTrust * withWords);
        return wantsClusters && withWords > MostGroups ? new TrackLanguages(Grouped(recipe, lyrics, seed, cancellationToken), true) : new TrackLanguages(known, false);
    }

    /// <summary>K-Means of the characters: languages differ more in them than anything else does.</summary>
    private static string[] Grouped(LyricsRecipe recipe, IReadOnlyList<TrackLyrics?> lyrics, ulong seed, CancellationToken cancellationToken)
    {
        var vectorizer = new LyricsVectorizer(new LyricsRecipe { Components = recipe.Components });
        int[] rows = [.. lyrics.Index().Where(entry => entry.Item is not null).Select(entry => entry.Index)];
        Matrix vectors = vectorizer.Fit([.. rows.Select(row => lyrics[row]!.Text)], null, cancellationToken).Values;
        IReadOnlyList<int> Labels(int count) => new KMeans(new KMeansOptions { ClusterCount = count, Seed = seed }).Fit(vectors, null, cancellationToken).Labels;
        var options = new ClusterCountOptions { Minimum = 2, Maximum = MostGroups, Seed = seed, SilhouetteRowLimit = ClusterFinder.SilhouetteRowLimit };
        ClusterCountSelection found = ClusterCountSelection.Choose(vectors, options, count => new ClusterCountCandidate(Labels(count), null), null, cancellationToken);
        var languages = new string[lyrics.Count];
        Array.Fill(languages, "");
        int[] groups = ClusterOrder.BySize([.. found.Labels ?? new int[rows.Length]]);
        for (int i = 0; i < rows.Length; i++) languages[rows[i]] = $"group-{groups[i] + 1}";
        return languages;
    }
}
