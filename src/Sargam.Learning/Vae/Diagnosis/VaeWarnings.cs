using System.Globalization;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>Words for what can go wrong in a fit: the fact, the likely cause, the cure.</summary>
internal sealed class VaeWarnings(VaeOptions options, VaeData data, VaeDiagnostics diagnostics, TrainingOutcome outcome, CancellationToken cancellationToken)
{
    // Of fewer dimensions one may be all that was asked for.
    private const int ManyDimensions = 4;

    // Of all dimensions together, in nats: what is left of an observation is next to nothing.
    private const double LittleKl = 0.25;

    // Of a latent dimension, where the prior's is 1.
    private const double LargeDeviation = 20;

    private const double LostShare = 0.01;
    private const double FewColumns = 0.05;
    private const int ManyColumnCount = 20;

    private bool IsBroken => outcome.BrokenStep is not null;

    public static IReadOnlyList<string> For(
        VaeOptions options, VaeData data, VaeDiagnostics diagnostics, TrainingOutcome outcome, CancellationToken cancellationToken)
    {
        var warnings = new VaeWarnings(options, data, diagnostics, outcome, cancellationToken);
        return [.. warnings.Break(), .. warnings.DrownedColumns(), .. warnings.Collapse(), .. warnings.LostComponents()];
    }

    private IEnumerable<string> Break()
    {
        if (!IsBroken) yield break;
        string kept = outcome.KeptEpoch == 0 ? "the initial weights are kept, nothing was learned" : $"the weights of epoch {outcome.KeptEpoch} are kept";
        yield return $"Training broke off in step {outcome.BrokenStep} of epoch {outcome.History.Count + 1} because the loss was no longer finite; {kept}. "
            + "Standardise the columns, lower LearningRate or set GradientClipNorm.";
    }

    private IEnumerable<string> DrownedColumns() => diagnostics.Qualities
        .Where(quality => quality.VaryingColumnCount >= ManyColumnCount && quality.LeadingColumnCount <= FewColumns * quality.VaryingColumnCount)
        .Select(quality =>
            $"{quality.LeadingColumnCount} of {quality.VaryingColumnCount} columns hold 99 % of the variance: "
            + "the reconstruction is of them alone, and the others are as good as absent. Standardise the columns.");

    private IEnumerable<string> Collapse()
    {
        double kl = diagnostics.KlPerDimension.Sum();
        if (diagnostics.ActiveUnits == 0)
        {
            yield return $"The posterior collapsed: no latent dimension says anything about the observations. {Cause(wantedUnits: 1)}";
        }
        else if (options.IsVariational && kl < LittleKl)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The posterior has all but collapsed: all latent dimensions together hold {kl:0.00} nats about an observation. {Cause(wantedUnits: 1)}");
        }
        else if (outcome.Beta > 0 && options.PriorComponentCount == 0 && diagnostics.AggregateDeviations.Max() > LargeDeviation)
        {
            yield return "The latent values lie far outside the prior: the reconstruction outweighs it by orders of magnitude. Standardise the columns or raise Beta.";
        }
        else if (!IsBroken && diagnostics.ReconstructionR2 <= 0)
        {
            yield return "The reconstruction is no better than the column means: training went astray. Standardise the columns or lower LearningRate.";
        }
        else if (!IsBroken && options is { IsVariational: true, LatentSize: >= ManyDimensions, TargetActiveUnits: null or > 1 } && diagnostics.InformativeUnits < 2 && !IsMeantToSayLittle())
        {
            string carries = diagnostics.InformativeUnits == 0 ? "None of the" : "Only 1 of the";
            string most = diagnostics.KlPerDimension.Max().ToString("g3", CultureInfo.InvariantCulture);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{carries} {options.LatentSize} latent dimensions carries more than {VaeDiagnostics.InformativeKl} nats (the largest {most}). {Cause(wantedUnits: 2)}");
        }
    }

    private IEnumerable<string> LostComponents()
    {
        int lost = diagnostics.ComponentShares.Count(share => share < LostShare);
        if (lost == 0) yield break;
        yield return $"{lost} of {diagnostics.ComponentShares.Count} components of the prior were lost: less than 1 % of the observations belong to each. "
            + "Lower Beta or PriorComponentCount.";
    }

    /// <summary>A beta chosen from the eigenvalues may stand just below the last one wanted, to which it leaves few nats.</summary>
    private bool IsMeantToSayLittle() =>
        options.TargetActiveUnits is not null && !new CollapseCause(options, data, outcome, cancellationToken).Promises(2, VaeDiagnostics.InformativeKl);

    private string Cause(int wantedUnits) =>
        IsBroken ? "Training did not get far enough." : new CollapseCause(options, data, outcome, cancellationToken).Explain(wantedUnits);
}
