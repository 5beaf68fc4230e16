namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// Moves the values of a store against their gradients. Count of steps and state are all that it remembers: saved, and restored into
/// a new optimiser with the same settings, training goes on to the same bits.
/// </summary>
internal interface IOptimizer
{
    /// <summary>Steps made.</summary>
    int StepCount { get; }

    /// <summary>What is remembered per value, under PyTorch's names; each array is as long as the store's values. Empty if nothing is.</summary>
    IReadOnlyList<(string Name, ReadOnlyMemory<float> Values)> State { get; }

    /// <summary>Makes one step.</summary>
    /// <param name="learningRate">Its length, as PyTorch's <c>lr</c>.</param>
    void Step(double learningRate);

    /// <summary>Takes up where another left off, given its count and copies of its state.</summary>
    /// <exception cref="ArgumentException">The names or lengths are not those of <see cref="State"/>, or the count is negative; nothing was changed then.</exception>
    void Restore(int stepCount, IReadOnlyList<(string Name, ReadOnlyMemory<float> Values)> state);
}
