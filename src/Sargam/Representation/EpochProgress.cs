using Sargam.Learning;
using Sargam.Pipeline;

namespace Sargam.Representation;

/// <summary>The epochs of all seeds as one progress; says so when a training goes on from a checkpoint.</summary>
internal sealed class EpochProgress(Recipe recipe, IPipelineObserver observer)
{
    private long _doneBefore;

    /// <summary>The progress of one seed, counted from 0.</summary>
    public IProgress<FitProgress> OfSeed(int index)
    {
        bool isFirst = true;
        return new DirectProgress<FitProgress>(fit =>
        {
            if (isFirst && fit.Iteration > 1)
            {
                _doneBefore += fit.Iteration - 1;
                observer.Note(StageKind.Represent, $"seed {recipe.Seed + (ulong)index} goes on after epoch {fit.Iteration - 1}");
            }

            isFirst = false;
            observer.Report(new StageProgress(
                StageKind.Represent, (long)index * fit.MaxIterations + fit.Iteration, (long)recipe.SeedCount * fit.MaxIterations, "epochs")
            {
                Loss = fit.Objective,
                DoneBefore = _doneBefore,
            });
        });
    }
}
