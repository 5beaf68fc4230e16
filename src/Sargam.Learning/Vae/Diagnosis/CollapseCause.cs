using System.Globalization;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>
/// Why latent dimensions say nothing, told from the data and the options: each cause is named only when the numbers show it, with
/// its cure.
/// </summary>
internal sealed class CollapseCause(VaeOptions options, VaeData data, TrainingOutcome outcome, CancellationToken cancellationToken)
{
    // Columns of deviation 0.5 have a quarter of the variance that a beta chosen for standardised ones expects.
    private const double SmallDeviation = 0.5;
    private const double LargeDeviation = 3;

    // At half a direction's eigenvalue beta leaves it 0.35 nats, clearly more than nothing.
    private const double KeptShare = 0.5;

    // A direction this much weaker than the first is noise: not worth a beta.
    private const double NegligibleShare = 1e-3;

    private bool IsMeanBesideSum => options is { ReconstructionReduction: ReductionKind.Mean, KlReduction: ReductionKind.Sum };

    /// <summary>In sentences.</summary>
    /// <param name="wantedUnits">Dimensions that should say something, 1 or 2.</param>
    public string Explain(int wantedUnits)
    {
        if (!ColumnDeviations.AnyVaries(data, cancellationToken)) return "The rows do not vary: there is nothing to learn from them.";
        if (LossEigenvalues.Hold(options)) return string.Join(' ', ByEigenvalues(wantedUnits));
        if (!options.IsVariational) return string.Join(' ', [.. Scaling(), $"{Steps()}: {LongerTraining}."]);
        if (IsMeanBesideSum && outcome.Beta > 0) return MeanBesideSum();
        return $"Beta {Number(outcome.Beta)} may be too high for this loss, or {StepCount()} too few: lower Beta, or {LongerTraining}.";
    }

    /// <summary>Whether beta leaves so many nats to so many directions: half the logarithm of eigenvalue over beta.</summary>
    public bool Promises(int units, double nats) => LossEigenvalues.Hold(options) && Survives(Eigenvalues(options), units, nats);

    private IEnumerable<string> ByEigenvalues(int wantedUnits)
    {
        double[] eigenvalues = Eigenvalues(options);
        if (Survives(eigenvalues, wantedUnits))
        {
            foreach (string sentence in Scaling()) yield return sentence;
            yield return TooFewSteps(eigenvalues, wantedUnits);
            yield break;
        }

        if (IsMeanBesideSum)
        {
            yield return MeanBesideSum();
            eigenvalues = Eigenvalues(options with { ReconstructionReduction = ReductionKind.Sum });
            if (Survives(eigenvalues, wantedUnits)) yield break;
        }

        foreach (string sentence in Scaling()) yield return sentence;
        yield return BetaTooHigh(eigenvalues, wantedUnits);
    }

    private double[] Eigenvalues(VaeOptions scaledBy) =>
        [.. LossEigenvalues.Of(scaledBy, data, 3, cancellationToken).Select(value => value * LossEigenvalues.KlScale(options))];

    private bool Survives(double[] eigenvalues, int units, double nats = 0) => eigenvalues.Length >= units && eigenvalues[units - 1] > outcome.Beta * Math.Exp(2 * nats);

    private string MeanBesideSum()
    {
        int columnCount = data.Modalities.Max(modality => modality.Values.ColumnCount);
        return $"The reconstruction is averaged over {columnCount} columns while the KL divergence is summed, "
            + $"so the divergence weighs {columnCount} times as much as Beta says: set ReconstructionReduction to Sum.";
    }

    private IEnumerable<string> Scaling()
    {
        if (ColumnDeviations.Typical(options, data, cancellationToken) is { } deviation and (< SmallDeviation or > LargeDeviation))
        {
            yield return $"The columns have standard deviation about {Number(deviation)}, where the loss expects about 1: standardise them.";
        }
    }

    private string BetaTooHigh(double[] eigenvalues, int wantedUnits)
    {
        string beta = Number(outcome.Beta);
        string fact = wantedUnits == 1 || eigenvalues.Length < 2
            ? $"Beta {beta} is above the data's largest PCA eigenvalue, {Number(eigenvalues[0])} as the loss scales it"
            : $"Beta {beta} is above the data's second PCA eigenvalue, {Number(eigenvalues[1])} as the loss scales it (the largest is {Number(eigenvalues[0])})";
        int kept = eigenvalues.Length > 1 && eigenvalues[1] > NegligibleShare * eigenvalues[0] ? 2 : 1;
        if (kept < wantedUnits) return $"{fact}: the data have one direction only, and one dimension is enough for it.";
        double lower = Math.Min(BetaValue.FromEigenvalues(eigenvalues, kept), KeptShare * eigenvalues[kept - 1]);
        return $"{fact}: lower Beta to {Number(lower)}, which would keep {(kept == 1 ? "1 unit" : "2 units")}, or set TargetActiveUnits.";
    }

    private string TooFewSteps(double[] eigenvalues, int wantedUnits)
    {
        string which = wantedUnits == 1 ? "largest" : "second";
        string condition = data.Condition is null ? "" : ", unless the condition alone tells what the rows are";
        return $"Beta {Number(outcome.Beta)} is below the data's {which} PCA eigenvalue, {Number(eigenvalues[wantedUnits - 1])} as the loss scales it, "
            + $"so {StepCount()} were too few{condition}: {LongerTraining}.";
    }

    private const string LongerTraining = "raise EpochCount or LearningRate, or lower BatchSize";

    private string Steps() => $"{char.ToUpperInvariant(StepCount()[0])}{StepCount()[1..]} may be too few";

    private string StepCount() => outcome.StepCount == 1 ? "1 step of training" : string.Create(CultureInfo.InvariantCulture, $"{outcome.StepCount} steps of training");

    private static string Number(double value) => value.ToString("g3", CultureInfo.InvariantCulture);
}
