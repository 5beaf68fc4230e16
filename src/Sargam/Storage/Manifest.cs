using System.Text.Json;

namespace Sargam.Storage;

/// <summary>
/// A run's <c>manifest.json</c>: which stages are finished, from what, when, and how long they took. The only file with
/// times in it.
/// </summary>
public sealed record Manifest
{
    /// <summary>The program that wrote it.</summary>
    public string Sargam { get; init; } = SargamVersion.Current;

    /// <summary>The recipe's name.</summary>
    public string Recipe { get; init; } = "";

    /// <summary>Operating system, architecture and instruction set of the last stage.</summary>
    public string Machine { get; init; } = "";

    /// <summary>How many tracks each decoder read.</summary>
    public IReadOnlyDictionary<string, int> Decoders { get; init; } = new Dictionary<string, int>();

    /// <summary>Finished stages by name.</summary>
    public IReadOnlyDictionary<string, StageEntry> Stages { get; init; } = new Dictionary<string, StageEntry>();

    /// <summary>How the VAE of each seed was trained, the first seed first.</summary>
    public IReadOnlyList<TrainingEntry> Training { get; init; } = [];

    /// <summary>How one VAE was trained, and what of it is in use.</summary>
    public sealed record TrainingEntry
    {
        /// <summary>Its seed.</summary>
        public required ulong Seed { get; init; }

        /// <summary>Weight of the KL divergence: the recipe's, or what <c>auto</c> came to; 0 for a plain autoencoder.</summary>
        public required double Beta { get; init; }

        /// <summary>Epochs trained.</summary>
        public required int Epochs { get; init; }

        /// <summary>The epoch whose weights were kept; 0 for the initial ones.</summary>
        public required int KeptEpoch { get; init; }

        /// <summary>Latent dimensions whose posterior mean varies by more than 0.01.</summary>
        public required int ActiveUnits { get; init; }

        /// <summary>Latent dimensions with a KL divergence of more than 0.1 nats.</summary>
        public required int InformativeUnits { get; init; }

        /// <summary>Standard deviation of the aggregate posterior in each latent dimension: near 1 where it covers the prior.</summary>
        public required IReadOnlyList<double> AggregateDeviations { get; init; }

        /// <summary>What went wrong, if anything.</summary>
        public required IReadOnlyList<string> Warnings { get; init; }
    }

    /// <summary>A finished stage.</summary>
    /// <param name="Key">Fingerprint of what it was computed from.</param>
    /// <param name="Finished">When, UTC.</param>
    /// <param name="Seconds">How long it took.</param>
    public sealed record StageEntry(string Key, DateTimeOffset Finished, double Seconds);

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Reads a manifest; an absent or damaged one is empty, so that the run is computed again.</summary>
    public static Manifest ReadOrEmpty(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), Json) ?? new Manifest() : new Manifest();
        }
        catch (JsonException)
        {
            return new Manifest();
        }
    }

    /// <summary>Writes the manifest.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, Json));
}
