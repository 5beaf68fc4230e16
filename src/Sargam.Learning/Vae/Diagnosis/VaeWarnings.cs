using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>Words for what can go wrong in a fit: the fact, the likely cause, the cure.</summary>
internal static class VaeWarnings
{
    public static IReadOnlyList<string> For(VaeOptions options, VaeDiagnostics diagnostics, TrainingOutcome outcome)
    {
        var warnings = new List<string>();
        bool broken = outcome.BrokenStep is not null;
        if (broken)
        {
            string kept = outcome.KeptEpoch == 0 ? "the initial weights are kept, nothing was learned" : $"the weights of epoch {outcome.KeptEpoch} are kept";
            warnings.Add(
                $"Training broke off in step {outcome.BrokenStep} of epoch {outcome.History.Count + 1} because the loss was no longer finite; {kept}. "
                + "Standardise the columns, lower LearningRate or set GradientClipNorm.");
        }

        if (diagnostics.ActiveUnits == 0) warnings.Add($"The posterior collapsed: no latent dimension says anything about the observations. {Cause(options, outcome.Beta, broken)}");
        return warnings;
    }

    private static string Cause(VaeOptions options, double beta, bool broken)
    {
        if (broken) return "Training did not get far enough.";
        if (!options.IsVariational) return "The rows may not vary, or there were too few steps: check the scaling, or train longer.";
        if (options is { ReconstructionReduction: ReductionKind.Mean, KlReduction: ReductionKind.Sum } && beta > 0)
        {
            return "The reconstruction is averaged over the columns while the KL divergence is summed: set ReconstructionReduction to Sum.";
        }

        return "Beta may exceed the data's largest PCA eigenvalues, the rows may not vary, or there were too few steps: "
            + "lower Beta or set TargetActiveUnits, check the scaling, or train longer.";
    }
}
