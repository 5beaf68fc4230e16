using Sargam.Numerics;

namespace Sargam.Learning.Neural;

/// <summary>
/// One differentiable step of a network. A layer owns its parameters (in a <see cref="ParameterStore"/>) and what it must
/// remember between forward and backward; the caller owns inputs, outputs and their gradients, all row-major with one row
/// per observation. Not thread-safe: each thread builds its own network over shared parameters.
/// </summary>
internal abstract class Layer(int inputSize, int outputSize)
{
    /// <summary>Floats per observation that go in.</summary>
    public int InputSize { get; } = inputSize;

    /// <summary>Floats per observation that come out.</summary>
    public int OutputSize { get; } = outputSize;

    /// <summary>Fills the parameters (and buffers) with PyTorch's default initialisation.</summary>
    public virtual void Initialize(Rng rng)
    {
    }

    /// <summary>
    /// Hands over the randomness of the training passes that follow (dropout). The trainer does so at the start of every epoch,
    /// with a generator that depends on seed and epoch alone, so that an interrupted training can be taken up to the same bits.
    /// </summary>
    public virtual void Reseed(Rng rng)
    {
    }

    /// <summary>Computes every element of <paramref name="output"/>; the spans may not overlap.</summary>
    public abstract void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode);

    /// <summary>
    /// Given the gradient of the loss with respect to the output, writes (does not add) the gradients of the parameters and
    /// of the input. Belongs to the last <see cref="Forward"/> in <see cref="LayerMode.Train"/>, whose spans are handed in again.
    /// </summary>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="outputGradient">Loss by output.</param>
    /// <param name="inputGradient">Loss by input; empty when nobody needs it, which saves its computation.</param>
    /// <param name="rowCount">Observations.</param>
    public abstract void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount);
}
