namespace Sargam.Learning.Vae;

/// <summary>Words for what can go wrong in a fit: the fact, the likely cause, the cure.</summary>
internal static class VaeWarnings
{
    public static IReadOnlyList<string> For(VaeOptions options, VaeDiagnostics diagnostics, bool broken, int epochCount, int keptEpoch)
    {
        var warnings = new List<string>();
        if (broken)
        {
            string kept = keptEpoch == 0 ? "the initial weights are kept, nothing was learned" : $"the weights of epoch {keptEpoch} are kept";
            warnings.Add(
                $"Training broke off after {epochCount} epochs because the loss was no longer finite; {kept}. "
                + "Standardise the columns, lower LearningRate or set GradientClipNorm.");
        }

        if (diagnostics.ActiveUnits == 0) warnings.Add($"The posterior collapsed: no latent dimension says anything about the observations. {Cause(options, broken)}");
        return warnings;
    }

    private static string Cause(VaeOptions options, bool broken)
    {
        if (broken) return "Training did not get far enough.";
        if (options is { ReconstructionReduction: ReductionKind.Mean, KlReduction: ReductionKind.Sum, Beta: > 0 })
        {
            return "The reconstruction is averaged over the columns while the KL divergence is summed: set ReconstructionReduction to Sum.";
        }

        return "Beta may exceed twice the data's largest PCA eigenvalues, the rows may not vary, or there were too few steps: lower Beta, check the scaling, or train longer.";
    }
}
