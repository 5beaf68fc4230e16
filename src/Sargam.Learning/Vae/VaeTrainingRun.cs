using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Numerics;

namespace Sargam.Learning.Vae;

/// <summary>One fit from first to last epoch: splits, shuffles, draws noise, and decides when to stop and which weights to keep.</summary>
internal sealed class VaeTrainingRun
{
    private readonly VaeOptions _options;
    private readonly MatrixView _observations;
    private readonly VaeShape _shape;
    private readonly ParameterStore _parameters = new();
    private readonly VaeTrainer _trainer;
    private readonly Rng _initialisation;
    private readonly Rng _shuffling;
    private readonly Rng _noise;
    private readonly int[] _training;
    private readonly int[] _validation;
    private readonly int _batchSize;
    private readonly float[] _batch;
    private readonly float[] _batchNoise;
    private readonly float[] _heldOutNoise;
    private readonly float[] _lastGood;
    private readonly LatentStatistics _latents;
    private readonly EarlyStopping? _stopping;
    private readonly LinearWarmUp _beta;
    private readonly List<VaeEpoch> _history = [];

    public VaeTrainingRun(VaeOptions options, MatrixView observations)
    {
        _options = options;
        _observations = observations;
        _shape = new VaeShape(observations.ColumnCount, options.HiddenSizes, options.LatentSize);

        // One stream per purpose: changing one option leaves the other draws as they were.
        var rng = new Rng(options.Seed);
        (_initialisation, _shuffling, _noise) = (rng.Split(0), rng.Split(1), rng.Split(2));
        int[] order = rng.Split(3).Permutation(observations.RowCount);
        int validationCount = Math.Min((int)(observations.RowCount * options.ValidationShare), observations.RowCount - 1);
        (_validation, _training) = (order[..validationCount], order[validationCount..]);

        _batchSize = Math.Min(options.BatchSize, observations.RowCount);
        _trainer = new VaeTrainer(_shape, _parameters, options, _batchSize);
        _trainer.Network.Initialize(_initialisation);
        _batch = new float[_batchSize * _shape.InputSize];
        _batchNoise = new float[_batchSize * _shape.LatentSize];
        _heldOutNoise = new float[checked(HeldOut.Length * _shape.LatentSize)];
        rng.Split(4).Normal(_heldOutNoise);
        _lastGood = _parameters.Values.ToArray();
        _latents = new LatentStatistics(_shape.LatentSize);
        _stopping = options.Patience > 0 && validationCount > 0 ? new EarlyStopping(options.Patience) : null;
        _beta = new LinearWarmUp(options.Beta, options.BetaWarmUpEpochCount);
    }

    // Without validation rows a first batch of training rows still tells whether an epoch's weights are usable.
    private ReadOnlySpan<int> HeldOut => _validation.Length > 0 ? _validation : _training.AsSpan(0, Math.Min(_batchSize, _training.Length));

    public VaeModel Run(IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        bool settled = false;
        bool broken = false;
        while (!settled && _history.Count < _options.EpochCount)
        {
            if (Epoch(_history.Count + 1, cancellationToken) is not { } epoch)
            {
                broken = true;
                break;
            }

            _history.Add(epoch);
            progress?.Report(new FitProgress("epoch", epoch.Epoch, _options.EpochCount, epoch.Total));
            _parameters.Values.CopyTo(_lastGood);
            settled = _stopping is not null && epoch.Epoch > _options.BetaWarmUpEpochCount
                && _stopping.Observe(epoch.Epoch, epoch.ValidationTotal!.Value, _parameters);
        }

        return Finish(settled, broken, cancellationToken);
    }

    /// <summary>Trains one epoch; null when a loss was not finite.</summary>
    private VaeEpoch? Epoch(int epoch, CancellationToken cancellationToken)
    {
        double beta = _beta.At(epoch);
        double reconstruction = 0;
        double kl = 0;
        _latents.Clear();
        _shuffling.Shuffle(_training.AsSpan());
        for (int start = 0; start < _training.Length; start += _batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rowCount = Math.Min(_batchSize, _training.Length - start);
            Span<float> noise = _batchNoise.AsSpan(0, rowCount * _shape.LatentSize);
            _noise.Normal(noise);
            VaeLossValue loss = _trainer.Step(Gather(_training.AsSpan(start, rowCount)), noise, rowCount, beta);
            if (!double.IsFinite(loss.Total)) return null;
            _latents.Add(_trainer.Mean(rowCount));
            reconstruction += loss.Reconstruction * rowCount;
            kl += loss.Kl * rowCount;
        }

        double heldOut = HeldOutLoss(cancellationToken);
        if (!double.IsFinite(heldOut)) return null;
        var mean = new VaeLossValue(reconstruction / _training.Length, kl / _training.Length, beta);
        return new VaeEpoch(
            epoch, mean.Total, mean.Reconstruction, mean.Kl, _validation.Length > 0 ? heldOut : null, beta, _options.LearningRate, _latents.ActiveUnits);
    }

    // The noise is the same every time, so that epochs can be compared.
    private double HeldOutLoss(CancellationToken cancellationToken)
    {
        double sum = 0;
        ReadOnlySpan<int> rows = HeldOut;
        for (int start = 0; start < rows.Length; start += _batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int rowCount = Math.Min(_batchSize, rows.Length - start);
            ReadOnlySpan<float> noise = _heldOutNoise.AsSpan(start * _shape.LatentSize, rowCount * _shape.LatentSize);
            sum += _trainer.Evaluate(Gather(rows.Slice(start, rowCount)), noise, rowCount, _options.Beta).Total * rowCount;
        }

        return sum / rows.Length;
    }

    private ReadOnlySpan<float> Gather(ReadOnlySpan<int> rows)
    {
        Span<float> batch = _batch.AsSpan(0, rows.Length * _shape.InputSize);
        for (int i = 0; i < rows.Length; i++) _observations.Row(rows[i]).CopyTo(batch.Slice(i * _shape.InputSize, _shape.InputSize));
        return batch;
    }

    private VaeModel Finish(bool settled, bool broken, CancellationToken cancellationToken)
    {
        int keptEpoch = _history.Count;
        if (_stopping is not null && _stopping.Restore(_parameters)) keptEpoch = _stopping.BestEpoch;
        else if (broken) _lastGood.CopyTo(_parameters.Values);

        VaeDiagnostics diagnostics = Diagnose(cancellationToken);
        if (!double.IsFinite(diagnostics.ReconstructionR2))
        {
            // Usable on the rows that were tried, but not on all: only the initial weights are certain.
            broken = true;
            keptEpoch = 0;
            _trainer.Network.Initialize(_initialisation);
            diagnostics = Diagnose(cancellationToken);
        }

        _parameters.ReleaseGradients();
        var convergence = new Convergence(settled, _history.Count, FinalShift());
        return new VaeModel(
            _shape, _parameters, diagnostics, _history, keptEpoch, convergence, VaeWarnings.For(_options, diagnostics, broken, _history.Count, keptEpoch));
    }

    private VaeDiagnostics Diagnose(CancellationToken cancellationToken) =>
        VaeTransform.Over(_shape, _parameters).Diagnose(_observations, cancellationToken);

    private double FinalShift()
    {
        if (_history.Count < 2) return 0;
        static double Followed(VaeEpoch epoch) => epoch.ValidationTotal ?? epoch.Total;
        return Math.Abs(Followed(_history[^1]) - Followed(_history[^2]));
    }
}
