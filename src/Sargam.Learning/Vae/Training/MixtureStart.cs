using Sargam.Learning.GaussianMixture;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Training;

/// <summary>Where a mixture prior starts from: a Gaussian mixture fitted to the pretrained latent values.</summary>
internal static class MixtureStart
{
    private const int RestartCount = 5;

    /// <summary>Fits and hands over; with fewer rows than components the spare ones repeat those that there are.</summary>
    public static void Fit(MixturePrior prior, Matrix latent, VaeOptions options, ulong seed, CancellationToken cancellationToken)
    {
        int count = Math.Min(options.PriorComponentCount, latent.RowCount);
        var mixture = new GaussianMixture.GaussianMixture(new GaussianMixtureOptions
        {
            ComponentCount = count,
            CovarianceType = CovarianceType.Diagonal,
            RestartCount = RestartCount,
            Seed = seed,
        });
        GaussianMixtureModel model = mixture.Fit(latent, null, cancellationToken);
        int columns = latent.ColumnCount;
        int[] source = [.. Enumerable.Range(0, options.PriorComponentCount).Select(component => component % count)];
        double[] Rows(IReadOnlyList<double> values) => [.. source.SelectMany(component => values.Skip(component * columns).Take(columns))];
        prior.Set([.. source.Select(component => model.Weights[component])], Rows(model.Means), Rows(model.Covariances));
    }
}
