using System.Globalization;
using System.Text.Json;
using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Manifold.TSne;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Projection;

/// <summary>The project stage: lays the main representation out in the plane.</summary>
internal sealed class ProjectionStage(StageRunner runner)
{
    /// <summary>Tracks above which exact t-SNE takes too long, and the map shows principal components instead.</summary>
    public const int TSneTrackLimit = 5000;

    private const int DistortionTrackLimit = 20_000;

    /// <summary>Computes and saves the map.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        Recipe recipe = runner.Run.LoadRecipe();
        string key = ArtifactKey.Of(runner.Run.KeyOf(StageKind.Represent), JsonSerializer.Serialize(recipe.Project));
        runner.Execute(StageKind.Project, key, [ProjectionFile.Name, ProjectionFile.CaptionName], () => Compute(recipe, cancellationToken));
    }

    private void Compute(Recipe recipe, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(runner.Run);
        Matrix space = latent.Spaces[0].Values;
        (Matrix map, string caption) = Lay(recipe, space, cancellationToken);
        double[] distortion = space.RowCount <= DistortionTrackLimit ? MapDistortion.Of(space, map, cancellationToken) : new double[space.RowCount];
        MapPoint[] points = [.. Enumerable.Range(0, space.RowCount).Select(i => new MapPoint(map[i, 0], map[i, 1], distortion[i]))];
        ProjectionFile.Write(runner.Run, latent.TrackIds, points, caption);
        runner.Observer.Note(StageKind.Project, caption);
    }

    private (Matrix Map, string Caption) Lay(Recipe recipe, Matrix space, CancellationToken cancellationToken)
    {
        Matrix plane = Plane(space, cancellationToken);
        if (space.RowCount > TSneTrackLimit)
        {
            return (plane, $"first two principal components, since there are more than {TSneTrackLimit.ToString("N0", CultureInfo.InvariantCulture)} tracks");
        }

        double? perplexity = recipe.Project.Perplexity is { } asked ? Math.Min(asked, space.RowCount - 1) : null;
        TSneModel model = new TSne(new TSneOptions { Seed = recipe.Seed, Perplexity = perplexity })
            .Fit(space, plane, new DirectProgress<FitProgress>(fit => runner.Observer.Report(new StageProgress(StageKind.Project, fit.Iteration, fit.MaxIterations, "iterations"))), cancellationToken);
        return (model.Embedding.ToMatrix(), $"t-SNE, perplexity {model.Perplexity.ToString("0.#", CultureInfo.InvariantCulture)}: near tracks sound alike, distances between groups mean little");
    }

    /// <summary>The first two principal components; a missing one is 0.</summary>
    private static Matrix Plane(Matrix space, CancellationToken cancellationToken)
    {
        int components = Math.Min(2, Math.Min(space.RowCount, space.ColumnCount));
        Matrix projected = new Pca(new PcaOptions { ComponentCount = components }).Fit(space, null, cancellationToken).Transform(space);
        var plane = new Matrix(space.RowCount, 2);
        for (int i = 0; i < plane.RowCount; i++) projected.Row(i).CopyTo(plane.Row(i));
        return plane;
    }
}
