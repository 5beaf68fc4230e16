using Sargam.Evaluation;
using Sargam.Scanning;

namespace Sargam.Explanations;

/// <summary>The values of label sets, one population per set: the tracks that carry it.</summary>
internal static class LabelPopulations
{
    private const int FewestTracksWithValue = 3;
    private const int MostValues = 3000;

    /// <summary>Every set that is scored, and artist, genre and language where they are known.</summary>
    public static IReadOnlyList<ItemPopulation> Of(IReadOnlyList<Track> tracks, IReadOnlyList<string> labelNames, TrackBlocks blocks) =>
        [.. labelNames.Concat([LabelNames.Genre, LabelNames.Language, LabelNames.Artist]).Distinct(StringComparer.Ordinal)
            .Select(name => Count(name, tracks, blocks)).OfType<ItemPopulation>()];

    private static ItemPopulation? Count(string name, IReadOnlyList<Track> tracks, TrackBlocks blocks)
    {
        string[] values = [.. tracks.Select(track => track.LabelOf(name))];
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => values[row].Length > 0)];
        string[] common = [.. rows.GroupBy(row => values[row], StringComparer.Ordinal)
            .Where(group => group.Count() >= FewestTracksWithValue && group.Count() < rows.Length)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostValues).Select(group => group.Key)];
        if (common.Length == 0) return null;
        Dictionary<string, int> numbers = common.Index().ToDictionary(value => value.Item, value => value.Index, StringComparer.Ordinal);
        // Dealing whole artists cannot tell whether clusters follow artists: then every track is dealt alone.
        int[]? dealt = name == blocks.Label ? null : blocks.Numbers;
        return new ItemPopulation(
            name, rows, [.. rows.Select(row => numbers.TryGetValue(values[row], out int number) ? new[] { number } : [])], common,
            dealt is null ? null : [.. rows.Select(row => dealt[row])]);
    }
}
