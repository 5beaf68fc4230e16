using System.Text.Json;
using System.Text.Json.Serialization;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>The outcome of the evaluate stage: the verdict on the main method, and every method's scores.</summary>
/// <param name="Scorecard">The verdict with its reasons.</param>
/// <param name="Methods">One entry per method and seed, the main method's first seed first.</param>
public sealed record EvaluationResult(Scorecard Scorecard, IReadOnlyList<ClusterQuality> Methods)
{
    /// <summary>The file that keeps the result.</summary>
    public const string FileName = "scorecard.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The methods at the first seed: what tables compare.</summary>
    public IEnumerable<ClusterQuality> FirstSeed => Methods.Where(method => method.Seed == Methods[0].Seed);

    /// <summary>Writes <c>scorecard.json</c>.</summary>
    public void Write(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        AtomicFile.Write(run.File(FileName), stream => JsonSerializer.Serialize(stream, this, Json));
    }

    /// <summary>Reads <c>scorecard.json</c>.</summary>
    /// <exception cref="StoreException">The run was not evaluated yet, or the file is damaged.</exception>
    public static EvaluationResult Read(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return JsonSerializer.Deserialize<EvaluationResult>(File.ReadAllBytes(run.File(FileName)), Json)
                ?? throw new JsonException("the file is empty");
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {run.File(FileName)}: {error.Message} Run sargam evaluate first.", error);
        }
    }

    /// <summary>Reads the result if it is of the clusters that the run has now.</summary>
    /// <exception cref="StoreException">The scores are older than the clusters; or as <see cref="Read"/>.</exception>
    public static EvaluationResult ReadCurrent(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        EvaluationStage.RefuseOutdated(run);
        return Read(run);
    }

    /// <summary>The result as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
