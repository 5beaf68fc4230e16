namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// <see cref="Adam"/> whose weight decay shrinks the weights themselves and leaves the moments alone (Loshchilov and Hutter 2019;
/// PyTorch: <c>optim.AdamW</c>). All parameters decay, biases too, as there.
/// </summary>
internal sealed class AdamW(
    ParameterStore parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
    : Adam(parameters, beta1, beta2, epsilon, weightDecay, isDecoupled: true);
