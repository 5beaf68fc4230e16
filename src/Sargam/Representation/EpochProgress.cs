using Sargam.Learning;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>The epochs of all trainings as one progress; says so when a training goes on from a checkpoint.</summary>
internal sealed class EpochProgress(int trainingCount, IPipelineObserver observer)
{
    private long _doneBefore;

    private int _started;

    /// <summary>The progress of the next training.</summary>
    public IProgress<FitProgress> Next(ulong seed)
    {
        int index = _started++;
        bool isFirst = true;
        return new DirectProgress<FitProgress>(fit =>
        {
            if (isFirst && fit.Iteration > 1)
            {
                _doneBefore += fit.Iteration - 1;
                observer.Note(StageKind.Represent, $"seed {seed} goes on after epoch {fit.Iteration - 1}");
            }

            isFirst = false;
            observer.Report(new StageProgress(
                StageKind.Represent, (long)index * fit.MaxIterations + fit.Iteration, (long)trainingCount * fit.MaxIterations, "epochs")
            {
                Loss = fit.Objective,
                DoneBefore = _doneBefore,
            });
        });
    }
}
