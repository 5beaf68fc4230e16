namespace Sargam.Representation;

/// <summary>Which tracks have something: a true or false per track.</summary>
internal static class PresenceMask
{
    /// <summary>The rows of those that have it.</summary>
    public static int[] Rows(IReadOnlyList<bool> present) => [.. present.Index().Where(entry => entry.Item).Select(entry => entry.Index)];

    /// <summary>A 1 or 0 per track, as in the metadata of files.</summary>
    public static string ToText(IReadOnlyList<bool> present) => string.Concat(present.Select(here => here ? '1' : '0'));

    /// <summary>What <see cref="ToText"/> wrote.</summary>
    public static bool[] Parse(string text) => [.. text.Select(mark => mark == '1')];
}
