using Sargam.Learning;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>The epochs of all trainings as one progress; says so when a training goes on from a checkpoint. Trainings may run side by side.</summary>
internal sealed class EpochProgress(int trainingCount, IPipelineObserver observer)
{
    private readonly IPipelineObserver _observer = observer;
    private readonly int _trainingCount = trainingCount;
    private readonly Lock _lock = new();
    private long _done;
    private long _doneBefore;

    /// <summary>The progress of one training; disposing it counts the epochs that stopping early saved.</summary>
    public Training Start(ulong seed) => new(this, seed);

    public sealed class Training(EpochProgress all, ulong seed) : IProgress<FitProgress>, IDisposable
    {
        private int _epoch;
        private int _limit;

        public void Report(FitProgress value)
        {
            lock (all._lock)
            {
                if (_epoch == 0 && value.Iteration > 1) GoOnAfter(value.Iteration - 1);
                all._done += value.Iteration - _epoch;
                (_epoch, _limit) = (value.Iteration, value.MaxIterations);
                all._observer.Report(new StageProgress(StageKind.Represent, all._done, (long)all._trainingCount * _limit, "epochs")
                {
                    Loss = value.Objective,
                    DoneBefore = all._doneBefore,
                });
            }
        }

        public void Dispose()
        {
            lock (all._lock) all._done += _limit - _epoch;
        }

        private void GoOnAfter(int epoch)
        {
            all._doneBefore += epoch;
            all._observer.Note(StageKind.Represent, $"seed {seed} goes on after epoch {epoch}");
        }
    }
}
