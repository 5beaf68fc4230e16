namespace Sargam.Learning.Hdbscan;

/// <summary>Something that leaves a cluster as the density rises: one observation, or a cluster of its own.</summary>
/// <param name="Parent">The cluster it leaves: n, the number of observations, is all of them, higher numbers came later.</param>
/// <param name="Child">The observation, from 0, or the cluster, above n.</param>
/// <param name="Lambda">The density at which it leaves: 1 over the mutual reachability distance.</param>
/// <param name="Size">Observations that leave.</param>
public readonly record struct CondensedBranch(int Parent, int Child, double Lambda, int Size);
