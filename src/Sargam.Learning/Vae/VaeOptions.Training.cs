using Sargam.Learning.Vae.Training;

namespace Sargam.Learning.Vae;

/// <content>How the network is trained.</content>
public sealed partial record VaeOptions
{
    /// <summary>Observations per step (PyTorch: <c>batch_size</c>); the last batch of an epoch may be smaller. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Passes over the data at most; early stopping usually ends sooner. Default 200.</summary>
    public int EpochCount { get; init; } = 200;

    /// <summary>Epochs as a plain autoencoder before a mixture prior is fitted; nothing without one. Default 50.</summary>
    public int PretrainingEpochCount { get; init; } = 50;

    /// <summary>What moves the weights. Default <see cref="OptimizerKind.Adam"/>.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>Step size of the optimiser (PyTorch: <c>lr</c>). Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Pull of all weights to 0, as the optimiser defines it (PyTorch: <c>weight_decay</c>). Default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>How the step size changes. Default <see cref="LearningRateScheduleKind.Constant"/>.</summary>
    public LearningRateScheduleKind LearningRateSchedule { get; init; } = LearningRateScheduleKind.Constant;

    /// <summary>Epochs without a lower loss after which a plateau lowers the step size (PyTorch: <c>patience</c>). Default 10.</summary>
    public int PlateauPatience { get; init; } = 10;

    /// <summary>What a plateau multiplies the step size by, in (0, 1). Default 0.5.</summary>
    public double PlateauFactor { get; init; } = 0.5;

    /// <summary>
    /// Share of the groups (rows, where the data have no groups) that is not trained on but followed for early stopping, in
    /// [0, 1). Rounded down, so fewer than 1 / share groups leave none. Default 0.1.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Epochs without a lower validation loss after which training stops and the best epoch's weights are restored, counted
    /// after the warm-up. 0 trains to the end and keeps the last weights. Default 20.
    /// </summary>
    public int Patience { get; init; } = 20;

    /// <summary>How much lower a validation loss must be to count as lower; 0 or more. Default 0.</summary>
    public double MinImprovement { get; init; }

    /// <summary>Largest norm of the gradient of a step, more is scaled down (PyTorch: <c>clip_grad_norm_</c>); null does not clip. Default 5.</summary>
    public double? GradientClipNorm { get; init; } = 5;
}
