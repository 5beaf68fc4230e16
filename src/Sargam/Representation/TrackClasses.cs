using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Scanning;

namespace Sargam.Representation;

/// <summary>The values of one label as numbers, for a model that is told them.</summary>
/// <param name="Label">The label, such as <c>genre</c>.</param>
/// <param name="Names">Its values in ordinal order.</param>
/// <param name="OfTrack">The number of each track's value; -1 where it is not known.</param>
internal sealed record TrackClasses(string Label, IReadOnlyList<string> Names, IReadOnlyList<int> OfTrack)
{
    /// <summary>A model has inputs for every value, and is averaged over all of them.</summary>
    public const int MaxCount = 1000;

    /// <summary>Reads a label of the tracks.</summary>
    /// <exception cref="ArgumentException">The tracks do not have it, or have fewer than 2 values of it, or too many; names the labels that can be used.</exception>
    public static TrackClasses Of(IReadOnlyList<Track> tracks, string label)
    {
        string name = tracks.Any(track => track.Labels.ContainsKey(label)) ? label : LabelNames.Normalize(label);
        string[] values = [.. tracks.Select(track => track.LabelOf(name))];
        string[] names = [.. values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length is < 2 or > MaxCount) throw new ArgumentException(Explain(tracks, label, names));
        return Of(name, names, values);
    }

    /// <summary>Values that are already known.</summary>
    /// <param name="label">What they are values of.</param>
    /// <param name="names">The values in ordinal order.</param>
    /// <param name="values">One per track; any other than these is unknown.</param>
    public static TrackClasses Of(string label, IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        Dictionary<string, int> numbers = names.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        return new TrackClasses(label, names, [.. values.Select(value => numbers.GetValueOrDefault(value, VaeCondition.Unknown))]);
    }

    /// <summary>The genre, or the label that comes nearest to one; null when no label does.</summary>
    public static TrackClasses? LikeGenre(IReadOnlyList<Track> tracks)
    {
        string[] names = [.. tracks.SelectMany(track => track.Labels.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return LabelNames.LikeGenre(names).Where(name => IsKindOfMusic(tracks, name)).Select(name => Of(tracks, name)).FirstOrDefault();
    }

    /// <summary>The values of other tracks, dealt out anew among the tracks that have one.</summary>
    public TrackClasses Shuffled(ulong seed)
    {
        int[] known = [.. OfTrack.Where(value => value >= 0)];
        new Rng(seed).Shuffle(known.AsSpan());
        int next = 0;
        return this with { OfTrack = [.. OfTrack.Select(value => value >= 0 ? known[next++] : value)] };
    }

    /// <summary>No track's value is known.</summary>
    public TrackClasses Unknown() => this with { OfTrack = [.. OfTrack.Select(_ => VaeCondition.Unknown)] };

    /// <summary>One entry per crop.</summary>
    public VaeCondition ToCondition(int cropCount) => new([.. OfTrack.SelectMany(value => Enumerable.Repeat(value, cropCount))], Names.Count);

    /// <summary>Several values, and each shared by tracks.</summary>
    private static bool IsKindOfMusic(IReadOnlyList<Track> tracks, string name)
    {
        string[] values = [.. tracks.Select(track => track.LabelOf(name)).Where(value => value.Length > 0)];
        int count = values.Distinct(StringComparer.Ordinal).Count();
        return count is >= 2 and <= MaxCount && count < values.Length / 2;
    }

    private static string Explain(IReadOnlyList<Track> tracks, string label, string[] values)
    {
        var usable = new List<string>();
        foreach (string name in tracks.SelectMany(track => track.Labels.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            int count = tracks.Select(track => track.LabelOf(name)).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Count();
            if (count is >= 2 and <= MaxCount) usable.Add($"{name} ({count} values)");
        }

        string found = values.Length switch
        {
            0 => "no track has it",
            1 => $"all tracks that have it say {values[0]}",
            _ => $"the tracks have {values.Length} values, {MaxCount} are the most",
        };
        string choice = usable.Count == 0 ? "the tracks have no label with at least 2 values" : $"labels that can be used: {string.Join(", ", usable)}";
        return $"--condition {label} needs at least 2 different values among the tracks, but {found}; {choice}";
    }
}
