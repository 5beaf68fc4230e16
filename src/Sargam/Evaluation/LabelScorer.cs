using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Pipeline;
using Sargam.Scanning;

namespace Sargam.Evaluation;

/// <summary>
/// Holds clusters against the known labels, each set over the tracks that carry it. Where artists are known, whole artists
/// are permuted: clusters that merely follow artists pass a track-wise test nearly always.
/// </summary>
internal sealed class LabelScorer
{
    private const string Artist = "artist";
    private readonly Recipe _recipe;
    private readonly LabelSet[] _sets;
    private readonly int[]? _artists;

    public LabelScorer(Recipe recipe, IReadOnlyList<Track> tracks, IReadOnlyList<string> labelNames)
    {
        _recipe = recipe;
        _sets = [.. labelNames.Select(name => Encode(name, tracks)).Where(set => set.ClassCount >= 2)];
        _artists = ArtistBlocks(tracks);
    }

    /// <summary>Agreement with each label set of which at least two values occur.</summary>
    public IReadOnlyList<LabelAgreement> Score(IReadOnlyList<int> clusters, CancellationToken cancellationToken) =>
        [.. _sets.Select(set => Score(set, [.. set.Rows.Select(row => clusters[row])], cancellationToken))];

    private LabelAgreement Score(LabelSet set, int[] clusters, CancellationToken cancellationToken)
    {
        ContingencyTable table = ContingencyTable.FromLabels(set.Classes, clusters);
        int[]? blocks = set.Name == Artist || _artists is null ? null : [.. set.Rows.Select(row => _artists[row])];
        NullDistribution chance = PermutationTest.AdjustedMutualInformation(
            set.Classes, clusters, _recipe.Seed, _recipe.Evaluate.Permutations, blocks, cancellationToken);
        return new LabelAgreement(
            set.Name, set.Classes.Length, set.ClassCount,
            AdjustedRand.Score(table), MutualInformation.Normalized(table), chance.Observed, VMeasure.Score(table).V,
            Purity.Score(table), ClusterAccuracy.Score(table), chance.Upper95, chance.P);
    }

    private static LabelSet Encode(string name, IReadOnlyList<Track> tracks)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<int>();
        var classes = new List<int>();
        for (int row = 0; row < tracks.Count; row++)
        {
            string value = tracks[row].LabelOf(name);
            if (value.Length == 0) continue;
            if (!numbers.TryGetValue(value, out int number)) numbers[value] = number = numbers.Count;
            rows.Add(row);
            classes.Add(number);
        }

        return new LabelSet(name, [.. rows], [.. classes], numbers.Count);
    }

    /// <summary>The artist of each track as a number, a track without one alone; null when no artist has two tracks.</summary>
    private static int[]? ArtistBlocks(IReadOnlyList<Track> tracks)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var blocks = new int[tracks.Count];
        for (int row = 0; row < blocks.Length; row++)
        {
            string key = tracks[row].Artist.Length > 0 ? tracks[row].Artist : $"\0{row}";
            if (!numbers.TryGetValue(key, out blocks[row])) numbers[key] = blocks[row] = numbers.Count;
        }

        return numbers.Count < blocks.Length ? blocks : null;
    }

    private sealed record LabelSet(string Name, int[] Rows, int[] Classes, int ClassCount);
}
