namespace Sargam.Pipeline;

/// <summary>How latent spaces are learned: what the network is, what it minimises, how it is trained.</summary>
public sealed record RepresentRecipe
{
    internal const string Mlp = "mlp";
    internal const string Conv1d = "conv1d";
    internal const string Conv2d = "conv2d";
    internal const string AutoCondition = "auto";
    internal const string NoScaling = "none";
    internal const string NoCondition = "none";
    internal const string ConditionBoth = "both";
    internal const string ConditionDecoder = "decoder";

    /// <summary>
    /// What columns of features are shifted and divided by first: <c>zscore</c> (mean and deviation), <c>minmax</c> (to [0, 1]),
    /// <c>robust</c> (median and quartiles), <c>none</c>.
    /// </summary>
    public string Scaling { get; init; } = "zscore";

    /// <summary>Largest magnitude of a z-score before the network; 0 for no limit.</summary>
    public double Clip { get; init; }

    /// <summary>Share of the features' variance whose principal components the network sees, under one common scale; 0 for the z-scores themselves.</summary>
    public double InputVariance { get; init; }

    /// <summary>
    /// <c>mlp</c> (fully connected), <c>conv1d</c> (convolutions along time) or <c>conv2d</c> (over time and rows); the last two
    /// need features that are a sequence.
    /// </summary>
    public string Architecture { get; init; } = Mlp;

    /// <summary>Widths of the encoder's hidden layers (mlp); the decoder mirrors them. Null takes 128, 64 (or 512, 256 above 1,000 columns).</summary>
    public IReadOnlyList<int>? Hidden { get; init; }

    /// <summary>Filters of the encoder's convolutions (conv1d, conv2d); the decoder mirrors them. Null takes 32, 64 or 32, 64, 128.</summary>
    public IReadOnlyList<int>? Channels { get; init; }

    /// <summary>
    /// The function between the layers: <c>relu</c>, <c>leaky_relu</c>, <c>elu</c>, <c>gelu</c>, <c>gelu_tanh</c>, <c>silu</c>,
    /// <c>tanh</c>, <c>sigmoid</c>, <c>softplus</c>. Null takes relu, or leaky_relu for convolutions.
    /// </summary>
    public string? Activation { get; init; }

    /// <summary>Whether hidden values are normalised within a track (mlp); convolutions have batch normalisation instead.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>Share of the hidden values zeroed in training, in [0, 1).</summary>
    public double Dropout { get; init; }

    /// <summary>Latent dimensions.</summary>
    public int Latent { get; init; } = 16;

    /// <summary>Dimensions of a UMAP of the VAE's space that is clustered too, 5 to 10 as its authors advise; 0 for none.</summary>
    public int UmapDimensions { get; init; }

    /// <summary>False makes it a plain autoencoder: no noise and no KL divergence.</summary>
    public bool Variational { get; init; } = true;

    /// <summary>Components of a Gaussian mixture prior (VaDE); 0 is the standard normal prior.</summary>
    public int PriorComponents { get; init; }

    /// <summary>Epochs as a plain autoencoder before a mixture prior is fitted; they come on top of <see cref="Epochs"/>.</summary>
    public int PretrainingEpochs { get; init; } = 50;

    /// <summary>
    /// The label that the model is told, such as <c>genre</c> or <c>language</c>; <c>auto</c> is the genre or what comes nearest to it, and nothing
    /// where there is no such label; or <c>none</c>.
    /// </summary>
    public string Condition { get; init; } = NoCondition;

    /// <summary>Who is told the label: <c>both</c> encoder and decoder, or the <c>decoder</c> alone.</summary>
    public string ConditionOn { get; init; } = ConditionBoth;

    /// <summary>Weight of the KL divergence (beta-VAE), or <c>auto</c>: chosen so that <see cref="ActiveUnits"/> dimensions stay in use.</summary>
    public BetaSetting Beta { get; init; } = 1;

    /// <summary>Latent dimensions that <c>beta: auto</c> keeps in use.</summary>
    public int ActiveUnits { get; init; } = 2;

    /// <summary><c>constant</c>, <c>warmup</c> (rises from 0 over the first epochs) or <c>cyclical</c> (rises from 0 several times).</summary>
    public string BetaSchedule { get; init; } = "warmup";

    /// <summary>Epochs over which beta rises from 0 (warmup).</summary>
    public int WarmUpEpochs { get; init; } = 30;

    /// <summary>Times that beta rises from 0 (cyclical).</summary>
    public int Cycles { get; init; } = 4;

    /// <summary>Nats of KL divergence per latent dimension that cost nothing.</summary>
    public double FreeBits { get; init; }

    /// <summary>
    /// <c>squared</c> error, <c>half</c> of it, <c>learned_variance</c> (Gaussian with a learned variance), or <c>cross_entropy</c>
    /// of numbers that are brought to [0, 1] first.
    /// </summary>
    public string ReconstructionLoss { get; init; } = "squared";

    /// <summary><c>sum</c> or <c>mean</c> of the reconstruction loss over a track's numbers.</summary>
    public string ReconstructionReduction { get; init; } = "sum";

    /// <summary><c>sum</c> or <c>mean</c> of the KL divergence over latent dimensions.</summary>
    public string KlReduction { get; init; } = "sum";

    /// <summary>Passes over the tracks at most.</summary>
    public int Epochs { get; init; } = 150;

    /// <summary>Tracks per step at most; small collections take an eighth of their tracks, at least 8.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary><c>adam</c>, <c>adamw</c> or <c>sgd</c> (momentum 0.9).</summary>
    public string Optimizer { get; init; } = "adam";

    /// <summary>The optimiser's step size.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary><c>constant</c>, <c>cosine</c> (falls to 0 along half a cosine) or <c>plateau</c> (halved when the loss stops falling).</summary>
    public string LearningRateSchedule { get; init; } = "constant";

    /// <summary>Pull of all weights to 0, as the optimiser defines it.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest norm of a step's gradient; 0 does not clip.</summary>
    public double GradientClip { get; init; } = 5;

    /// <summary>
    /// Share of tracks held out to decide when to stop, whole artists and albums where they are known; when that is fewer than 20
    /// tracks, or 0, all are trained on for every epoch.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Epochs without improvement before training stops and the best weights return.</summary>
    public int Patience { get; init; } = 30;

    /// <summary>How much lower the loss of held-out tracks must be to count as an improvement.</summary>
    public double MinImprovement { get; init; }

    /// <summary>Share of the variance that the PCA baseline keeps.</summary>
    public double PcaVariance { get; init; } = 0.95;

    internal bool HasCondition => Condition != NoCondition;

    /// <summary>Whether the encoder is told a label, so that three encodings are compared.</summary>
    internal bool IsEncoderConditioned => HasCondition && ConditionOn == ConditionBoth;
}
