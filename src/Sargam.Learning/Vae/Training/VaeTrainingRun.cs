using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Diagnosis;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Training;

/// <summary>
/// One fit from first to last epoch: splits, shuffles, draws noise, and decides when to stop and which weights to keep. All
/// randomness of an epoch follows from seed and epoch, so that a checkpoint needs no generator's state.
/// </summary>
internal sealed class VaeTrainingRun
{
    private readonly VaeOptions _options;
    private readonly VaeData _data;
    private readonly VaeShape _shape;
    private readonly ParameterStore _parameters = new();
    private readonly VaeTrainer _trainer;
    private readonly VaeBatch _batch;
    private readonly Rng _rng;
    private readonly ValidationSplit _split;
    private readonly int[] _order;
    private readonly float[] _batchNoise;
    private readonly float[] _heldOutNoise;
    private readonly float[] _lastGood;
    private readonly double[] _branchSums;
    private readonly LatentStatistics _latents;
    private readonly EarlyStopping? _stopping;
    private readonly LearningRates _learningRates;
    private readonly VaeCheckpointing? _checkpointing;
    private readonly double _beta;
    private readonly List<VaeEpoch> _history = [];
    private int _brokenStep;

    public VaeTrainingRun(VaeOptions options, VaeData data, VaeCheckpointing? checkpointing, CancellationToken cancellationToken)
    {
        (_options, _data, _checkpointing) = (options, data, checkpointing);
        _shape = VaeShape.Of(options, data);
        _rng = new Rng(options.Seed);
        _split = ValidationSplit.Draw(data, options.ValidationShare, _rng.Split(Stream.Split));
        _order = [.. _split.Training];

        int batchSize = Math.Min(options.BatchSize, data.RowCount);
        _batch = new VaeBatch(_shape, batchSize);
        _trainer = new VaeTrainer(_shape, _parameters, options, batchSize);
        _trainer.Network.Initialize(_rng.Split(Stream.Weights));
        _trainer.Objective.StartVariances(data);
        data.Condition?.Shares().CopyTo(_trainer.Network.ClassShares);
        _batchNoise = new float[batchSize * _shape.LatentSize];
        _heldOutNoise = new float[checked(HeldOut.Length * _shape.LatentSize)];
        _rng.Split(Stream.HeldOutNoise).Normal(_heldOutNoise);
        _lastGood = new float[_parameters.StateLength];
        _parameters.CopyState(_lastGood);
        _branchSums = new double[_shape.Branches.Count];
        _latents = new LatentStatistics(_shape.LatentSize);
        _stopping = options.Patience > 0 && _split.Validation.Length > 0 ? new EarlyStopping(options.Patience, options.MinImprovement) : null;
        _learningRates = new LearningRates(options, EpochLimit);
        _beta = options.IsVariational ? BetaValue.Final(options, data, cancellationToken) : 0;
    }

    // Without validation rows one of the others still tells whether an epoch's weights are usable.
    private ReadOnlySpan<int> HeldOut => _split.Validation.Length > 0 ? _split.Validation : _split.Training.AsSpan(0, 1);

    private int PretrainingCount => _options.PriorComponentCount > 0 ? _options.PretrainingEpochCount : 0;

    private int EpochLimit => PretrainingCount + _options.EpochCount;

    /// <summary>Epochs before which no weights are kept as best: the loss still changes its meaning.</summary>
    private int WarmUpCount => PretrainingCount + (_options.IsVariational && _options.BetaSchedule == BetaScheduleKind.LinearWarmUp ? _options.BetaWarmUpEpochCount : 0);

    public VaeModel Run(IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        bool settled = Resume();
        bool broken = false;
        while (!settled && _history.Count < EpochLimit)
        {
            if (Epoch(_history.Count + 1, cancellationToken) is not { } epoch)
            {
                broken = true;
                break;
            }

            _history.Add(epoch);
            progress?.Report(new FitProgress("epoch", epoch.Epoch, EpochLimit, epoch.Total));
            _parameters.CopyState(_lastGood);
            _learningRates.Observe(epoch.ValidationTotal ?? epoch.Total);
            settled = _stopping is not null && epoch.Epoch > WarmUpCount && _stopping.Observe(epoch.Epoch, epoch.ValidationTotal!.Value, _parameters);
            if (epoch.Epoch % (_checkpointing?.EveryEpochCount ?? int.MaxValue) == 0) _checkpointing!.Save(State().Capture(_history));
        }

        return Finish(settled, broken, cancellationToken);
    }

    /// <summary>Trains one epoch; null when a loss was not finite.</summary>
    private VaeEpoch? Epoch(int epoch, CancellationToken cancellationToken)
    {
        bool isPretraining = epoch <= PretrainingCount;
        if (_options.PriorComponentCount > 0 && epoch == PretrainingCount + 1) StartPrior(cancellationToken);
        _trainer.IsSampling = _options.IsVariational && !isPretraining;
        double beta = isPretraining ? 0 : BetaValue.At(_options, _beta, epoch - PretrainingCount);
        double learningRate = _learningRates.At(epoch);
        if (TrainEpoch(epoch, beta, learningRate, cancellationToken) is not { } mean) return null;
        double heldOut = HeldOutLoss(cancellationToken);
        if (!double.IsFinite(heldOut)) return null;
        return new VaeEpoch(
            epoch, mean.Total, mean.Reconstruction, [.. _branchSums.Select(sum => sum / _order.Length)], mean.Kl,
            _split.Validation.Length > 0 ? heldOut : null, beta, learningRate, _latents.ActiveUnits);
    }

    private VaeLossValue? TrainEpoch(int epoch, double beta, double learningRate, CancellationToken cancellationToken)
    {
        (double reconstruction, double kl) = (0, 0);
        _latents.Clear();
        Array.Clear(_branchSums);
        Rng noise = _rng.Split(Stream.Noise).Split((ulong)epoch);
        _trainer.Network.Reseed(_rng.Split(Stream.Layers).Split((ulong)epoch));
        _split.Training.CopyTo(_order, 0);
        _rng.Split(Stream.Order).Split((ulong)epoch).Shuffle(_order.AsSpan());
        for (int start = 0, step = 1; start < _order.Length; start += _batch.Capacity, step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rowCount = Math.Min(_batch.Capacity, _order.Length - start);
            Span<float> batchNoise = _batchNoise.AsSpan(0, rowCount * _shape.LatentSize);
            noise.Normal(batchNoise);
            _batch.Gather(_data, _order.AsSpan(start, rowCount), _trainer.Network.ClassShares);
            VaeLossValue loss = _trainer.Step(_batch, batchNoise, beta, learningRate);
            _brokenStep = step;
            if (!double.IsFinite(loss.Total)) return null;
            _latents.Add(_trainer.Mean(rowCount), []);
            reconstruction += loss.Reconstruction * rowCount;
            kl += loss.Kl * rowCount;
            for (int i = 0; i < _branchSums.Length; i++) _branchSums[i] += _trainer.Objective.BranchLosses[i] * rowCount;
        }

        return new VaeLossValue(reconstruction / _order.Length, kl / _order.Length, beta);
    }

    // The noise is the same every time, so that epochs can be compared.
    private double HeldOutLoss(CancellationToken cancellationToken)
    {
        double sum = 0;
        ReadOnlySpan<int> rows = HeldOut;
        for (int start = 0; start < rows.Length; start += _batch.Capacity)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rowCount = Math.Min(_batch.Capacity, rows.Length - start);
            _batch.Gather(_data, rows.Slice(start, rowCount), _trainer.Network.ClassShares);
            ReadOnlySpan<float> noise = _heldOutNoise.AsSpan(start * _shape.LatentSize, rowCount * _shape.LatentSize);
            sum += _trainer.Evaluate(_batch, noise, _beta).Total * rowCount;
        }

        return sum / rows.Length;
    }

    /// <summary>Fits the mixture prior to what the pretrained encoder makes of the training rows.</summary>
    private void StartPrior(CancellationToken cancellationToken)
    {
        Matrix means = Transform().Encode(_data, cancellationToken: cancellationToken).Mean.View.SelectRows(_split.Training);
        MixtureStart.Fit(_trainer.Objective.Mixture!, means, _options, _rng.Split(Stream.Prior).NextUInt64(), cancellationToken);
    }

    private bool Resume()
    {
        if (_checkpointing?.Resume is not { } checkpoint) return false;
        try
        {
            _history.AddRange(State().Restore(checkpoint, EpochLimit));
        }
        catch (ArgumentException error) when (_checkpointing.Rejected is not null)
        {
            _checkpointing.Rejected(error.Message);
            return false;
        }

        _parameters.CopyState(_lastGood);
        return _stopping is not null && _history.Count > WarmUpCount && _stopping.HasSettled(_history.Count);
    }

    private CheckpointState State() =>
        new(new TrainingSignature(_options, _shape, _data), _parameters, _trainer.Optimizer, _stopping, _learningRates);

    private VaeModel Finish(bool settled, bool broken, CancellationToken cancellationToken)
    {
        int keptEpoch = _history.Count;
        if (_stopping is not null && _stopping.Restore(_parameters)) keptEpoch = _stopping.BestEpoch;
        else if (broken) _parameters.RestoreState(_lastGood);

        VaeDiagnostics diagnostics = Transform().Diagnose(_data, cancellationToken);
        if (!double.IsFinite(diagnostics.ReconstructionR2))
        {
            // Usable on the rows that were tried, but not on all: only the initial weights are certain.
            broken = true;
            keptEpoch = 0;
            _trainer.Network.Initialize(_rng.Split(Stream.Weights));
            diagnostics = Transform().Diagnose(_data, cancellationToken);
        }

        _parameters.ReleaseGradients();
        long stepCount = _history.Count * (((long)_order.Length + _batch.Capacity - 1) / _batch.Capacity);
        var outcome = new TrainingOutcome(
            _history, keptEpoch, new Convergence(settled, _history.Count, FinalShift()), broken ? _brokenStep : null, _beta, stepCount);
        IReadOnlyList<string> warnings = VaeWarnings.For(_options, _data, diagnostics, outcome, cancellationToken);
        return new VaeModel(_options, _shape, _parameters, diagnostics, outcome, warnings);
    }

    private VaeTransform Transform() => VaeTransform.Over(_options, _shape, _parameters);

    private double FinalShift()
    {
        if (_history.Count < 2) return 0;
        static double Followed(VaeEpoch epoch) => epoch.ValidationTotal ?? epoch.Total;
        return Math.Abs(Followed(_history[^1]) - Followed(_history[^2]));
    }

    /// <summary>One stream per purpose: changing one option leaves the other draws as they were.</summary>
    private static class Stream
    {
        public const ulong Weights = 0;
        public const ulong Order = 1;
        public const ulong Noise = 2;
        public const ulong Split = 3;
        public const ulong HeldOutNoise = 4;
        public const ulong Layers = 5;
        public const ulong Prior = 6;
    }
}
