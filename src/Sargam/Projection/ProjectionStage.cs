using System.Text.Json;
using Sargam.Learning;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Projection;

/// <summary>The project stage: lays the main representation out in the plane.</summary>
internal sealed class ProjectionStage(StageRunner runner)
{
    /// <summary>Computes and saves the maps.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        Recipe recipe = runner.Run.LoadRecipe();
        MapKind[] kinds = [.. recipe.Project.Kinds];
        string key = ArtifactKey.Of(runner.Run.KeyOf(StageKind.Represent), JsonSerializer.Serialize(recipe.Project));
        string[] files = [.. kinds.SelectMany((kind, i) => new[] { ProjectionFile.NameOf(kind, i), ProjectionFile.CaptionNameOf(kind, i) })];
        runner.Execute(StageKind.Project, key, files, () => Compute(recipe, kinds, cancellationToken));
    }

    private void Compute(Recipe recipe, MapKind[] kinds, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(runner.Run);
        ProjectionFile.DeleteAll(runner.Run);
        var maker = new MapMaker(recipe);
        var progress = new DirectProgress<FitProgress>(fit => runner.Observer.Report(new StageProgress(StageKind.Project, fit.Iteration, fit.MaxIterations, "iterations")));
        for (int i = 0; i < kinds.Length; i++)
        {
            MapMaker.Map map = maker.Make(kinds[i], latent.Spaces[0].Values, progress, cancellationToken);
            ProjectionFile.Write(runner.Run, kinds[i], i, latent.TrackIds, map);
            runner.Observer.Note(StageKind.Project, map.Caption);
        }
    }
}
