using Sargam.Learning.Neural;

namespace Sargam.Learning.Vae.Training;

/// <summary>
/// Everything that an interrupted training needs to go on to the same bits: what a safetensors file can hold. Weights have their
/// PyTorch names; the optimiser's arrays and the best weights so far lie beside them.
/// </summary>
public sealed class VaeCheckpoint
{
    /// <summary>Joins the parts, as they were saved.</summary>
    /// <param name="tensors">Weights and optimiser state.</param>
    /// <param name="metadata">Everything else, as text.</param>
    public VaeCheckpoint(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(metadata);
        (Tensors, Metadata) = (tensors, metadata);
    }

    /// <summary>Weights and optimiser state.</summary>
    public IReadOnlyList<NamedTensor> Tensors { get; }

    /// <summary>Options, epoch, history and what else is not an array.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
}
