using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;
namespace Sargam.Learning.Vae.Training;
internal static class MixtureStart { public static void Fit(MixturePrior prior, Matrix latent, VaeOptions options, Rng rng, CancellationToken cancellationToken) => throw new NotSupportedException(); }
