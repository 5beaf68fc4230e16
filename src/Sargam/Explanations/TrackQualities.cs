using Sargam.Features;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Explanations;

/// <summary>The audible qualities of tracks, from their descriptors.</summary>
internal static class TrackQualities
{
    /// <summary>Of each quality the value of each track, NaN where not known; those of which nothing is known are missing.</summary>
    public static Dictionary<AudibleQuality, double[]> Read(Workspace workspace, Recipe recipe, IReadOnlyList<Track> tracks)
    {
        var qualities = new Dictionary<AudibleQuality, double[]>();
        FeatureTable? table = recipe.Features.IsEmbeddings ? null : Descriptors(workspace, recipe, tracks.Select(track => track.Id));
        Dictionary<string, int> rows = table?.TrackIds.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal) ?? [];
        string[] columns = [.. FeatureSchemas.Descriptors.Columns];
        foreach (AudibleQuality quality in AudibleQuality.All)
        {
            int column = Array.IndexOf(columns, quality.Name);
            double[] values = [.. tracks.Select(track => quality.Name == AudibleQuality.Duration ? track.DurationSeconds ?? double.NaN
                : column >= 0 && rows.TryGetValue(track.Id, out int row) ? Known(quality, table!.Values[row, column]) : double.NaN)];
            if (values.Any(double.IsFinite)) qualities[quality] = values;
        }

        return qualities;
    }

    /// <summary>The descriptors of those tracks that have any.</summary>
    public static FeatureTable Descriptors(Workspace workspace, Recipe recipe, IEnumerable<string> ids) =>
        FeatureFiles.Load(workspace, recipe, FeatureSchemas.Descriptors, ids);

    /// <summary>A tempo of 0 says that there is no beat, not that it is slow.</summary>
    private static double Known(AudibleQuality quality, double value) => quality.Name == AudibleQuality.Tempo && value <= 0 ? double.NaN : value;
}
