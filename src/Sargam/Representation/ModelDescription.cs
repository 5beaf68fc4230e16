using System.Text.Json;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;

namespace Sargam.Representation;

/// <summary>What shapes a saved VAE, as JSON in its file: enough to build the network again that the weights belong to.</summary>
internal sealed record ModelDescription
{
    private const int CurrentVersion = 2;
    private const int MaxModalityCount = 8;
    private const int MaxCropLength = 1 << 24;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, MaxDepth = 8 };

    /// <summary>Counts changes of meaning.</summary>
    public required int Version { get; init; }

    /// <summary>What it reads and gives back, in order.</summary>
    public required IReadOnlyList<ModalityDescription> Modalities { get; init; }

    /// <summary>How several modalities become one: <c>experts</c> or <c>branches</c>.</summary>
    public string Fusion { get; init; } = Pipeline.LyricsRecipe.Branches;

    /// <summary>Latent dimensions.</summary>
    public required int Latent { get; init; }

    /// <summary>False for a plain autoencoder.</summary>
    public required bool Variational { get; init; }

    /// <summary>Components of a mixture prior; 0 without one.</summary>
    public required int PriorComponents { get; init; }

    /// <summary>Weight of the KL divergence in training.</summary>
    public required double Beta { get; init; }

    /// <summary>The label that the model is told; null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>The label's values, in the order of the model's inputs.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Whether the encoder is told the label too.</summary>
    public bool TellsEncoder { get; init; } = true;

    /// <summary>One modality.</summary>
    public sealed record ModalityDescription
    {
        /// <summary>Its name in parameters.</summary>
        public required string Name { get; init; }

        /// <summary>Lengths of an observation read as an array, such as 20 rows x 130 frames.</summary>
        public required IReadOnlyList<int> Shape { get; init; }

        /// <summary>The layers.</summary>
        public required LayersDescription Layers { get; init; }

        /// <summary>How the reconstruction was compared.</summary>
        public required string ReconstructionLoss { get; init; }
    }

    /// <summary>The layers of encoder and decoder; what an architecture does not have is left out.</summary>
    public sealed record LayersDescription
    {
        public required string Architecture { get; init; }

        /// <summary>Hidden widths, or filters.</summary>
        public required IReadOnlyList<int> Sizes { get; init; }

        public required string Activation { get; init; }

        public double Dropout { get; init; }

        public bool LayerNorm { get; init; }

        public int KernelSize { get; init; } = 3;

        public int Stride { get; init; } = 2;

        public bool BatchNorm { get; init; } = true;

        public bool BiasBeforeNorm { get; init; }

        public double NegativeSlope { get; init; } = 0.2;

        public bool CropsOutput { get; init; }
    }

    public static ModelDescription Of(FittedVae vae) => new()
    {
        Version = CurrentVersion,
        Modalities = [.. vae.Modalities.Zip(vae.Options.Branches, (modality, branch) => new ModalityDescription
        {
            Name = modality.Name,
            Shape = modality.Shape,
            Layers = LayersOf(branch.Architecture),
            ReconstructionLoss = NameOf(VaeVocabulary.Losses, branch.Loss),
        })],
        Fusion = vae.Options.Fusion == FusionKind.ProductOfExperts ? Pipeline.LyricsRecipe.Experts : Pipeline.LyricsRecipe.Branches,
        Latent = vae.Options.LatentSize,
        Variational = vae.Options.IsVariational,
        PriorComponents = vae.Options.PriorComponentCount,
        Beta = vae.Model.Beta,
        Condition = vae.Classes?.Label,
        Classes = vae.Classes?.Names ?? [],
        TellsEncoder = vae.Options.Conditioning == ConditioningKind.EncoderAndDecoder,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a description that is not trusted.</summary>
    /// <exception cref="InvalidDataException">It is no description, of a later version, or describes nothing that can be built.</exception>
    public static ModelDescription Parse(string json)
    {
        try
        {
            ModelDescription description = JsonSerializer.Deserialize<ModelDescription>(json, Json) ?? throw new JsonException("it is empty");
            if (description.Version != CurrentVersion) throw new InvalidDataException($"the model is of version {description.Version}, this program reads {CurrentVersion}");
            if (description.Modalities is not { Count: >= 1 and <= MaxModalityCount }) throw new InvalidDataException($"the model must have from 1 to {MaxModalityCount} modalities");
            foreach (ModalityDescription modality in description.Modalities) Check(modality);
            if (description.Classes is null || description.Classes.Count > TrackClasses.MaxCount) throw new InvalidDataException($"the model must have at most {TrackClasses.MaxCount} classes");
            return description;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"the model's description cannot be read: {error.Message}", error);
        }
    }

    private static void Check(ModalityDescription modality)
    {
        if (modality?.Shape is not { Count: >= 1 and <= 3 } shape || shape.Any(length => length < 1) || shape.Aggregate(1.0, (size, length) => size * length) > MaxCropLength)
        {
            throw new InvalidDataException("the model's shape cannot be used");
        }

        if (modality.Layers?.Sizes is null || string.IsNullOrEmpty(modality.Name)) throw new InvalidDataException("the model's layers are missing");
    }

    /// <summary>Options that build the network; those of the training are not kept.</summary>
    /// <exception cref="InvalidDataException">A word is not known.</exception>
    public VaeOptions ToOptions() => new()
    {
        Seed = 0,
        Branches = [.. Modalities.Select(modality => new VaeBranch { Architecture = Architecture(modality.Layers), Loss = Known(VaeVocabulary.Losses, modality.ReconstructionLoss) })],
        Fusion = Fusion == Pipeline.LyricsRecipe.Experts ? FusionKind.ProductOfExperts : FusionKind.Concatenation,
        LatentSize = Latent,
        IsVariational = Variational,
        PriorComponentCount = PriorComponents,
        Beta = Beta,
        Conditioning = TellsEncoder ? ConditioningKind.EncoderAndDecoder : ConditioningKind.DecoderOnly,
    };

    private static LayersDescription LayersOf(BranchArchitecture architecture) => architecture switch
    {
        MlpArchitecture mlp => new LayersDescription
        {
            Architecture = Pipeline.RepresentRecipe.Mlp,
            Sizes = mlp.HiddenSizes,
            Activation = NameOf(VaeVocabulary.Activations, mlp.Activation),
            Dropout = mlp.DropoutRate,
            LayerNorm = mlp.HasLayerNorm,
        },
        ConvolutionalArchitecture maps => new LayersDescription
        {
            Architecture = maps is Conv1dArchitecture ? Pipeline.RepresentRecipe.Conv1d : Pipeline.RepresentRecipe.Conv2d,
            Sizes = maps.Channels,
            Activation = NameOf(VaeVocabulary.Activations, maps.Activation),
            Dropout = maps.DropoutRate,
            KernelSize = maps.KernelSize,
            Stride = maps.Stride,
            BatchNorm = maps.HasBatchNorm,
            BiasBeforeNorm = maps.HasBiasBeforeNorm,
            NegativeSlope = maps.NegativeSlope,
            CropsOutput = maps.CropsOutput,
        },
        _ => throw new ArgumentException($"{architecture.GetType().Name} has no name in model files", nameof(architecture)),
    };

    private static BranchArchitecture Architecture(LayersDescription layers) => layers.Architecture switch
    {
        Pipeline.RepresentRecipe.Mlp => new MlpArchitecture
        {
            HiddenSizes = LayerSizes.Create([.. layers.Sizes]),
            Activation = Known(VaeVocabulary.Activations, layers.Activation),
            DropoutRate = layers.Dropout,
            HasLayerNorm = layers.LayerNorm,
        },
        Pipeline.RepresentRecipe.Conv1d => Convolutional(new Conv1dArchitecture(), layers),
        Pipeline.RepresentRecipe.Conv2d => Convolutional(new Conv2dArchitecture(), layers),
        _ => throw new InvalidDataException($"the model's architecture {layers.Architecture} is not known"),
    };

    private static ConvolutionalArchitecture Convolutional(ConvolutionalArchitecture standard, LayersDescription layers) => standard with
    {
        Channels = LayerSizes.Create([.. layers.Sizes]),
        Activation = Known(VaeVocabulary.Activations, layers.Activation),
        DropoutRate = layers.Dropout,
        KernelSize = layers.KernelSize,
        Stride = layers.Stride,
        HasBatchNorm = layers.BatchNorm,
        HasBiasBeforeNorm = layers.BiasBeforeNorm,
        NegativeSlope = layers.NegativeSlope,
        CropsOutput = layers.CropsOutput,
    };

    private static string NameOf<T>(IReadOnlyDictionary<string, T> words, T value) => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;

    private static T Known<T>(IReadOnlyDictionary<string, T> words, string? word) =>
        word is not null && words.TryGetValue(word, out T? value) ? value : throw new InvalidDataException($"the model says {word}, which must be one of {string.Join(", ", words.Keys)}");
}
