using System.Globalization;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>Words for what can go wrong in a fit: the fact, the likely cause, the cure.</summary>
internal static class VaeWarnings
{
    // Of fewer dimensions one may be all that was asked for.
    private const int ManyDimensions = 4;

    public static IReadOnlyList<string> For(
        VaeOptions options, VaeData data, VaeDiagnostics diagnostics, TrainingOutcome outcome, CancellationToken cancellationToken)
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

        if (diagnostics.ActiveUnits == 0)
        {
            string cause = broken ? "Training did not get far enough." : new CollapseCause(options, data, outcome, cancellationToken).Explain(wantedUnits: 1);
            warnings.Add($"The posterior collapsed: no latent dimension says anything about the observations. {cause}");
        }
        else if (!broken && options is { IsVariational: true, LatentSize: >= ManyDimensions, TargetActiveUnits: null or > 1 } && diagnostics.InformativeUnits < 2)
        {
            string carries = diagnostics.InformativeUnits == 0 ? "None of the" : "Only 1 of the";
            string most = diagnostics.KlPerDimension.Max().ToString("g3", CultureInfo.InvariantCulture);
            warnings.Add(
                string.Create(CultureInfo.InvariantCulture, $"{carries} {options.LatentSize} latent dimensions carries more than {VaeDiagnostics.InformativeKl} nats (the largest {most}). ")
                + new CollapseCause(options, data, outcome, cancellationToken).Explain(wantedUnits: 2));
        }

        return warnings;
    }
}
