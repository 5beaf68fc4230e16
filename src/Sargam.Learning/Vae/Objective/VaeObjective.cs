using Sargam.Learning.Neural;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Networks;

namespace Sargam.Learning.Vae.Objective;

/// <summary>What a VAE minimises: the modalities' weighted reconstruction losses, and the divergence from the prior.</summary>
internal sealed class VaeObjective
{
    private readonly VaeOptions _options;
    private readonly ReconstructionTerm[] _terms;
    private readonly double[] _losses;

    /// <summary>Adds what is learned (variances, a mixture prior) to the parameters, behind those of the network.</summary>
    public VaeObjective(VaeOptions options, VaeShape shape, ParameterStore parameters)
    {
        _options = options;
        string Name(int branch) => shape.Branches.Count == 1 ? "decoder.log_variance" : $"decoder.{shape.Branches[branch].Name}.log_variance";
        _terms = [.. options.Branches.Select((branch, i) => new ReconstructionTerm(branch, options.ReconstructionReduction, parameters, Name(i)))];
        _losses = new double[_terms.Length];
        if (options.PriorComponentCount > 0) Mixture = new MixturePrior(parameters, options.PriorComponentCount, shape.LatentSize, options.KlReduction);
        Prior = Mixture as IPrior ?? new StandardNormalPrior(shape.LatentSize, options.KlReduction, options.FreeBits);
    }

    /// <summary>What posteriors are pulled towards.</summary>
    public IPrior Prior { get; }

    /// <summary>The prior, where it is a mixture.</summary>
    public MixturePrior? Mixture { get; }

    /// <summary>The last reconstruction losses of the modalities, without their weights.</summary>
    public ReadOnlySpan<double> BranchLosses => _losses;

    /// <summary>Starts the learned variances, where there are any, at those of the data.</summary>
    public void StartVariances(VaeData data)
    {
        for (int i = 0; i < _terms.Length; i++)
        {
            if (_options.Branches[i].Loss == ReconstructionLoss.LearnedVariance) _terms[i].StartVariance(ReconstructionQuality.MeanVariance(data.Modalities[i]));
        }
    }

    /// <summary>The weighted sum of the reconstruction losses; writes their gradients.</summary>
    public double Reconstruction(VaeBatch batch, float[][] reconstructions, float[][] gradients)
    {
        double total = 0;
        for (int i = 0; i < _terms.Length; i++)
        {
            ReadOnlySpan<float> input = batch.Input(i);
            _losses[i] = _terms[i].Evaluate(
                input, reconstructions[i].AsSpan(0, input.Length), gradients[i].AsSpan(0, input.Length), batch.Present(i), batch.RowCount);
            total += _options.Branches[i].Weight * _losses[i];
        }

        return total;
    }
}
