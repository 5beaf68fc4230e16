using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>What is put beside a fitted space before it is clustered: words in late fusion, and languages that are to stay apart.</summary>
internal sealed class SpaceExtras(Recipe recipe, TrackLayout layout)
{
    // Two languages are then farther apart than two tracks of one, as a rule by far.
    private const double LanguageDistance = 4;

    /// <summary>The space with its extras.</summary>
    public LatentSpace Add(LatentSpace space, TrackViews views)
    {
        Matrix values = space.Values;
        bool isLate = views.Words is not null && layout.Fusion == LyricsRecipe.Late && space.Method is RepresentationMethod.Vae or RepresentationMethod.VaeLabelled or RepresentationMethod.VaeShuffled;
        if (isLate) values = WithWords(values, views);
        if (recipe.Lyrics.Language == LyricsRecipe.Separate && layout.Languages is { } languages) values = WithLanguages(values, languages, space.Present);
        return ReferenceEquals(values, space.Values) ? space : new LatentSpace(space.Method, space.Seed, values, space.ActiveUnits, space.ReconstructionR2, space.Present);
    }

    /// <summary>Latent dimensions and words, each latent dimension a z-score and the words in proportion.</summary>
    private Matrix WithWords(Matrix latent, TrackViews views)
    {
        Matrix scores = new Learning.Preprocessing.StandardScaler().Fit(latent).Transform(latent);
        return TrackViews.Beside(scores, views.ScaledWords(TrackViews.WordsFactor(recipe.Lyrics.Weight, scores), cropCount: 1));
    }

    /// <summary>A column for each language, so far apart that clusters keep to one: tracks of unknown language are between all.</summary>
    private static Matrix WithLanguages(Matrix values, TrackClasses languages, IReadOnlyList<bool>? present)
    {
        double[] mean = new double[values.ColumnCount];
        int[] rows = [.. Enumerable.Range(0, values.RowCount).Where(row => present?[row] != false)];
        foreach (int row in rows)
        {
            for (int j = 0; j < mean.Length; j++) mean[j] += (double)values[row, j] / rows.Length;
        }

        double spread = rows.Sum(row => Enumerable.Range(0, mean.Length).Sum(j => (values[row, j] - mean[j]) * (values[row, j] - mean[j]))) / Math.Max(1, rows.Length);
        float distance = (float)(LanguageDistance * Math.Sqrt(spread > 0 ? spread : 1));
        var columns = new Matrix(values.RowCount, languages.Names.Count);
        for (int row = 0; row < columns.RowCount; row++)
        {
            if (present?[row] == false) continue;
            if (languages.OfTrack[row] >= 0) columns[row, languages.OfTrack[row]] = distance;
            else columns.Row(row).Fill(distance / columns.ColumnCount);
        }

        return TrackViews.Beside(values, columns);
    }
}
