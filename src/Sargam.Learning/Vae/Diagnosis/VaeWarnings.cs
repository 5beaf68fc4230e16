using System.Globalization;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>Words for what can go wrong in a fit: the fact, the likely cause, the cure.</summary>
internal static class VaeWarnings
{
    // Of all dimensions together, in nats: what is left of an observation is next to nothing.
    private const double LittleKl = 0.25;

    // Of a latent dimension, where the prior's is 1.
    private const double LargeDeviation = 20;

    private const double LostShare = 0.01;
    private const double FewColumns = 0.05;
    private const int ManyColumnCount = 20;

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

        warnings.AddRange(diagnostics.Qualities.Where(IsDrowned).Select(quality =>
            $"{quality.LeadingColumnCount} of {quality.VaryingColumnCount} columns hold 99 % of the variance: "
            + "the reconstruction is of them alone, and the others are as good as absent. Standardise the columns."));
        double kl = diagnostics.KlPerDimension.Sum();
        if (diagnostics.ActiveUnits == 0)
        {
            warnings.Add($"The posterior collapsed: no latent dimension says anything about the observations. {Cause(options, outcome.Beta, broken)}");
        }
        else if (options.IsVariational && kl < LittleKl)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The posterior has all but collapsed: all latent dimensions together hold {kl:0.00} nats about an observation. {Cause(options, outcome.Beta, broken)}"));
        }
        else if (outcome.Beta > 0 && options.PriorComponentCount == 0 && diagnostics.AggregateDeviations.Max() > LargeDeviation)
        {
            warnings.Add(
                "The latent values lie far outside the prior: the reconstruction outweighs it by orders of magnitude. Standardise the columns or raise Beta.");
        }
        else if (!broken && diagnostics.ReconstructionR2 <= 0)
        {
            warnings.Add("The reconstruction is no better than the column means: training went astray. Standardise the columns or lower LearningRate.");
        }

        int lost = diagnostics.ComponentShares.Count(share => share < LostShare);
        if (lost > 0)
        {
            warnings.Add(
                $"{lost} of {diagnostics.ComponentShares.Count} components of the prior were lost: less than 1 % of the observations belong to each. "
                + "Lower Beta or PriorComponentCount.");
        }

        return warnings;
    }

    private static bool IsDrowned(ReconstructionQuality quality) =>
        quality.VaryingColumnCount >= ManyColumnCount && quality.LeadingColumnCount <= FewColumns * quality.VaryingColumnCount;

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
