using Sargam.Learning.Neural.Optimization;

namespace Sargam.Learning.Vae.Training;

/// <summary>The step size of each epoch.</summary>
internal sealed class LearningRates(VaeOptions options, int epochCount)
{
    private readonly ReduceOnPlateau? _plateau = options.LearningRateSchedule == LearningRateScheduleKind.Plateau
        ? new ReduceOnPlateau(options.LearningRate, new PlateauOptions { Factor = options.PlateauFactor, Patience = options.PlateauPatience })
        : null;

    /// <summary>What a plateau has seen so far, for checkpoints; null for other schedules.</summary>
    public PlateauState? State
    {
        get => _plateau?.State;
        set
        {
            if (_plateau is not null && value is { } state) _plateau.State = state;
        }
    }

    /// <summary>The step size in an epoch, counted from 1.</summary>
    public double At(int epoch) => options.LearningRateSchedule switch
    {
        LearningRateScheduleKind.Cosine => new CosineAnnealing(options.LearningRate, epochCount).At(epoch),
        LearningRateScheduleKind.Plateau => _plateau!.Rate,
        _ => options.LearningRate,
    };

    /// <summary>Takes note of an epoch's loss.</summary>
    public void Observe(double loss) => _plateau?.Observe(loss);
}
