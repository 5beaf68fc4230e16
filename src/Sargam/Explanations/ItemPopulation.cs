namespace Sargam.Explanations;

/// <summary>Tracks of which it is known which items they have: words of one language, or values of one label set.</summary>
/// <param name="Name">The language, or the label set.</param>
/// <param name="Rows">The tracks.</param>
/// <param name="Items">For each of these the numbers of its items, each once.</param>
/// <param name="ItemNames">The items; their number is the place in this list.</param>
/// <param name="Blocks">Tracks that are dealt together, a number for each of <paramref name="Rows"/>; null where each is alone.</param>
internal sealed record ItemPopulation(string Name, int[] Rows, int[][] Items, IReadOnlyList<string> ItemNames, int[]? Blocks);
