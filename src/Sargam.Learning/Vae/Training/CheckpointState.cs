using System.Globalization;
using System.Text.Json;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;

namespace Sargam.Learning.Vae.Training;

/// <summary>The state of a training between two epochs, taken apart into a checkpoint and put together again.</summary>
internal sealed class CheckpointState(
    TrainingSignature signature, ParameterStore parameters, IOptimizer optimizer, EarlyStopping? stopping, LearningRates learningRates)
{
    private const string Format = "sargam.vae.checkpoint.1";
    private const string BestName = "best";
    private const string OptimizerPrefix = "optimizer.";

    /// <summary>Copies everything.</summary>
    public VaeCheckpoint Capture(IReadOnlyList<VaeEpoch> history)
    {
        List<NamedTensor> tensors = [.. parameters.Export()];
        foreach ((string name, ReadOnlyMemory<float> values) in optimizer.State) tensors.Add(new NamedTensor(OptimizerPrefix + name, [values.Length], values.ToArray()));
        if (stopping is { BestEpoch: > 0 }) tensors.Add(new NamedTensor(BestName, [stopping.BestState.Length], stopping.BestState.ToArray()));
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["signature"] = signature.Text,
            ["history"] = JsonSerializer.Serialize(history),
            ["optimizer_steps"] = optimizer.StepCount.ToString(CultureInfo.InvariantCulture),
            ["plateau"] = JsonSerializer.Serialize(learningRates.State),
            ["best_epoch"] = (stopping?.BestEpoch ?? 0).ToString(CultureInfo.InvariantCulture),
            ["best_loss"] = (stopping?.BestLoss ?? 0).ToString("R", CultureInfo.InvariantCulture),
        };
        return new VaeCheckpoint(tensors, metadata);
    }

    /// <summary>Puts everything back; nothing was changed when it throws.</summary>
    /// <param name="checkpoint">What <see cref="Capture"/> gave.</param>
    /// <param name="epochLimit">Epochs that the training has at most.</param>
    /// <returns>The epochs so far.</returns>
    /// <exception cref="ArgumentException">The checkpoint is of another format, of other options or data, or damaged.</exception>
    public IReadOnlyList<VaeEpoch> Restore(VaeCheckpoint checkpoint, int epochLimit)
    {
        if (Text(checkpoint, "format") != Format) throw new ArgumentException($"the checkpoint must be of format {Format}, got {Text(checkpoint, "format")}");
        if (Text(checkpoint, "signature") != signature.Text)
        {
            throw new ArgumentException("the checkpoint belongs to a training with other options or other data: start afresh, or go on with what it was made with");
        }

        List<VaeEpoch> history = History(checkpoint, epochLimit);
        int bestEpoch = Whole(checkpoint, "best_epoch");
        if (bestEpoch > history.Count) throw Damaged("best_epoch");
        int stepCount = Whole(checkpoint, "optimizer_steps");
        PlateauState? plateau = Json<PlateauState?>(checkpoint, "plateau");
        if (!double.TryParse(Text(checkpoint, "best_loss"), NumberStyles.Float, CultureInfo.InvariantCulture, out double bestLoss)) throw Damaged("best_loss");
        Dictionary<string, NamedTensor> extra = Extra(checkpoint, bestEpoch);
        parameters.Import([.. checkpoint.Tensors.Where(tensor => !extra.ContainsKey(tensor.Name))]);
        optimizer.Restore(stepCount, [.. optimizer.State.Select(entry => (entry.Name, extra[OptimizerPrefix + entry.Name].Values))]);
        learningRates.State = plateau;
        if (bestEpoch > 0) stopping?.Resume(bestEpoch, bestLoss, extra[BestName].Values.Span);
        return history;
    }

    private static List<VaeEpoch> History(VaeCheckpoint checkpoint, int epochLimit)
    {
        List<VaeEpoch?>? epochs = Json<List<VaeEpoch?>>(checkpoint, "history");
        if (epochs is null || epochs.Count == 0 || epochs.Count > epochLimit) throw Damaged("history");
        if (epochs.Index().Any(entry => entry.Item is not { ReconstructionPerModality: not null } epoch || epoch.Epoch != entry.Index + 1)) throw Damaged("history");
        return [.. epochs.OfType<VaeEpoch>()];
    }

    private static ArgumentException Damaged(string what) => new($"the checkpoint is damaged: {what} cannot be read");

    private static string Text(VaeCheckpoint checkpoint, string key) => checkpoint.Metadata.GetValueOrDefault(key, "");

    private static int Whole(VaeCheckpoint checkpoint, string key) =>
        int.TryParse(Text(checkpoint, key), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Damaged(key);

    private static T? Json<T>(VaeCheckpoint checkpoint, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Text(checkpoint, key));
        }
        catch (JsonException)
        {
            throw Damaged(key);
        }
    }

    /// <summary>The arrays beside the weights, after checking that each is there and as long as it must be.</summary>
    private Dictionary<string, NamedTensor> Extra(VaeCheckpoint checkpoint, int bestEpoch)
    {
        var lengths = optimizer.State.ToDictionary(entry => OptimizerPrefix + entry.Name, entry => entry.Values.Length, StringComparer.Ordinal);
        if (bestEpoch > 0) lengths[BestName] = parameters.StateLength;
        var found = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        foreach ((string name, int length) in lengths)
        {
            NamedTensor[] tensors = [.. checkpoint.Tensors.Where(tensor => tensor.Name == name)];
            if (tensors.Length != 1 || tensors[0].Values.Length != length) throw Damaged(name);
            found[name] = tensors[0];
        }

        return found;
    }
}
