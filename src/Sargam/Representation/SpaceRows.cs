using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>Between all tracks and those that a space knows.</summary>
internal static class SpaceRows
{
    /// <summary>The rows of the tracks that the space knows.</summary>
    public static MatrixView Of(LatentSpace space) => Of(space.Values, space);

    /// <summary>Those rows of any matrix with a row per track.</summary>
    public static MatrixView Of(Matrix values, LatentSpace space)
    {
        if (space.Present is not { } present) return values;
        return values.View.SelectRows(PresenceMask.Rows(present));
    }

    /// <summary>Those entries of a list with an entry per track.</summary>
    public static int[] Of(int[] labels, LatentSpace space) =>
        space.Present is not { } present ? labels : [.. labels.Where((_, row) => present[row])];

    /// <summary>Entries of the tracks that the space knows, back among all.</summary>
    /// <param name="known">An entry per track that the space knows.</param>
    /// <param name="otherwise">What the others have.</param>
    /// <param name="space">The space.</param>
    public static T[] Spread<T>(T[] known, T otherwise, LatentSpace space)
    {
        if (space.Present is not { } present) return known;
        int next = 0;
        return [.. present.Select(here => here ? known[next++] : otherwise)];
    }
}
