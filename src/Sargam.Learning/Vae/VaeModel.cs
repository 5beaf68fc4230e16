using Sargam.Learning.Neural;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae;

/// <summary>A fitted VAE: the mapping, and how the training went. Immutable.</summary>
public sealed class VaeModel : VaeTransform
{
    internal VaeModel(
        VaeOptions options, VaeShape shape, ParameterStore parameters, VaeDiagnostics diagnostics, TrainingOutcome outcome, IReadOnlyList<string> warnings)
        : base(options, shape, parameters)
    {
        Diagnostics = diagnostics;
        History = [.. outcome.History];
        KeptEpoch = outcome.KeptEpoch;
        Convergence = outcome.Convergence;
        Beta = outcome.Beta;
        Warnings = warnings;
    }

    /// <summary>One entry per completed epoch.</summary>
    public IReadOnlyList<VaeEpoch> History { get; }

    /// <summary>The epoch whose weights these are: the best on the validation rows, else the last; 0 for the initial weights.</summary>
    public int KeptEpoch { get; }

    /// <summary>
    /// Reached when the validation loss stopped falling. Iterations are completed epochs, the shift is the last change of the
    /// validation loss (of the training loss without validation rows).
    /// </summary>
    public Convergence Convergence { get; }

    /// <summary>The weight of the KL divergence once it had its value: the option's, or what the data's eigenvalues asked for; 0 for a plain autoencoder.</summary>
    public double Beta { get; }

    /// <summary>What the user should know, in sentences with cause and cure: training that broke off, a posterior that collapsed in all dimensions or in nearly all. Usually empty.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Collapse and reconstruction, measured on all observations of the fit.</summary>
    public VaeDiagnostics Diagnostics { get; }

    /// <inheritdoc cref="VaeDiagnostics.ActiveUnits"/>
    public int ActiveUnits => Diagnostics.ActiveUnits;

    /// <inheritdoc cref="VaeDiagnostics.KlPerDimension"/>
    public IReadOnlyList<double> KlPerDimension => Diagnostics.KlPerDimension;

    /// <inheritdoc cref="VaeDiagnostics.ReconstructionR2"/>
    public double ReconstructionR2 => Diagnostics.ReconstructionR2;
}
