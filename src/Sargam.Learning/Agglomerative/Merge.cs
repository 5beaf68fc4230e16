namespace Sargam.Learning.Agglomerative;

/// <summary>Two clusters become one: each is named by any leaf in it.</summary>
internal readonly record struct Merge(int First, int Second, double Height);
