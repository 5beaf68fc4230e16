using Sargam.Scanning;

namespace Sargam.Evaluation;

/// <summary>What is known of some tracks, as numbers: the values of a label set, or of anything else that files differ in.</summary>
/// <param name="Name">Such as <c>genre</c>.</param>
/// <param name="Rows">The tracks of which it is known.</param>
/// <param name="Classes">The value of each of these.</param>
/// <param name="ClassCount">Different values.</param>
internal sealed record LabelSet(string Name, int[] Rows, int[] Classes, int ClassCount)
{
    /// <summary>The tracks' values of a label set.</summary>
    public static LabelSet Of(string name, IReadOnlyList<Track> tracks) => Of(name, tracks.Select(track => track.LabelOf(name)));

    /// <summary>One text per track, empty where nothing is known.</summary>
    public static LabelSet Of(string name, IEnumerable<string> values)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<int>();
        var classes = new List<int>();
        int row = 0;
        foreach (string value in values)
        {
            if (value.Length > 0)
            {
                if (!numbers.TryGetValue(value, out int number)) numbers[value] = number = numbers.Count;
                rows.Add(row);
                classes.Add(number);
            }

            row++;
        }

        return new LabelSet(name, [.. rows], [.. classes], numbers.Count);
    }

    /// <summary>One number per track, cut into groups of about equal size; null where nothing is known.</summary>
    public static LabelSet OfQuantiles(string name, IReadOnlyList<double?> values, int groupCount)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return Of(name, values.Select(value => value is { } number ? Group(sorted, number, groupCount) : ""));
    }

    /// <summary>The same for the tracks that are in another set too, with the values of both.</summary>
    public (int[] Rows, int[] Classes, int[] Others) Where(LabelSet other)
    {
        Dictionary<int, int> others = other.Rows.Select((row, i) => (row, i)).ToDictionary(entry => entry.row, entry => other.Classes[entry.i]);
        int[] shared = [.. Enumerable.Range(0, Rows.Length).Where(i => others.ContainsKey(Rows[i]))];
        return ([.. shared.Select(i => Rows[i])], [.. shared.Select(i => Classes[i])], [.. shared.Select(i => others[Rows[i]])]);
    }

    /// <summary>Equal numbers are in one group, wherever the borders would fall.</summary>
    private static string Group(double[] sorted, double value, int groupCount)
    {
        int first = Array.BinarySearch(sorted, value);
        while (first > 0 && sorted[first - 1] == value) first--;
        return $"{(long)first * groupCount / sorted.Length}";
    }
}
