using Sargam.Learning.Vae.Data;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Training;

/// <summary>Rows to train on and rows to follow; a group is on one side as a whole.</summary>
internal sealed record ValidationSplit(int[] Training, int[] Validation)
{
    /// <summary>Holds out a share of the groups, rounded down; at least one group is trained on.</summary>
    public static ValidationSplit Draw(VaeData data, double share, Rng rng)
    {
        int[] groupOf = GroupNumbers(data, out int groupCount);
        int heldOutCount = Math.Min((int)(groupCount * share), groupCount - 1);
        int[] order = rng.Permutation(groupCount);
        var isHeldOut = new bool[groupCount];
        foreach (int group in order.AsSpan(0, heldOutCount)) isHeldOut[group] = true;
        int[] rows = [.. Enumerable.Range(0, data.RowCount)];
        return new ValidationSplit([.. rows.Where(row => !isHeldOut[groupOf[row]])], [.. rows.Where(row => isHeldOut[groupOf[row]])]);
    }

    // Numbers from 0 in the order of first appearance.
    private static int[] GroupNumbers(VaeData data, out int groupCount)
    {
        if (data.Groups is null)
        {
            groupCount = data.RowCount;
            return [.. Enumerable.Range(0, data.RowCount)];
        }

        var numbers = new Dictionary<int, int>();
        int[] groupOf = new int[data.RowCount];
        for (int row = 0; row < groupOf.Length; row++)
        {
            if (!numbers.TryGetValue(data.Groups[row], out groupOf[row])) numbers[data.Groups[row]] = groupOf[row] = numbers.Count;
        }

        groupCount = numbers.Count;
        return groupOf;
    }
}
