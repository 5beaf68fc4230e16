using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Objective;

namespace Sargam.Learning.Vae;

/// <summary>What a VAE does with one modality: its layers, and how its reconstruction counts.</summary>
public sealed record VaeBranch
{
    /// <summary>The layers. Default fully connected, 128-64.</summary>
    public BranchArchitecture Architecture { get; init; } = new MlpArchitecture();

    /// <summary>How the reconstruction is compared with the input. Default <see cref="ReconstructionLoss.SquaredError"/>.</summary>
    public ReconstructionLoss Loss { get; init; } = ReconstructionLoss.SquaredError;

    /// <summary>Weight of this modality's reconstruction in the total; above 0. Default 1.</summary>
    public double Weight { get; init; } = 1;

    internal IEnumerable<OptionError> Check()
    {
        if (Architecture is null) yield return new OptionError(nameof(Architecture), "must be given, got null");
        else foreach (OptionError error in Architecture.Check()) yield return error;
        if (!Enum.IsDefined(Loss)) yield return new OptionError(nameof(Loss), $"must be a known loss, got {Loss}");
        if (!double.IsFinite(Weight) || Weight <= 0) yield return new OptionError(nameof(Weight), $"must be finite and above 0, got {Weight}");
    }
}
