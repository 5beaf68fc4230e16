using System.Globalization;
using Sargam.Evaluation;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Studies;

/// <summary>
/// How often verdicts are wrong: data sets without any structure, and mixtures with planted groups, each taken through the whole
/// flow with the default recipe, as a user's vectors would be.
/// </summary>
internal static class CalibrationStudy
{
    private static readonly (int Rows, int Columns)[] Sizes = [(80, 10), (150, 30), (300, 20)];

    private static readonly Verdict[] Verdicts = [Verdict.Structure, Verdict.Weak, Verdict.NoneBeyondChance, Verdict.Degenerate];
    private static readonly string[] Baselines = ["pca", "raw"];

    /// <summary>One kind of data.</summary>
    /// <param name="Name">For the table.</param>
    /// <param name="SetCount">Data sets to make.</param>
    /// <param name="Make">Makes the data set of a number.</param>
    private sealed record Kind(string Name, int SetCount, Func<int, Matrix> Make);

    public static async Task RunAsync(int structureFreeCount, int plantedCount, TextWriter writer)
    {
        Kind[] kinds =
        [
            new("Gaussian, equal spread", structureFreeCount / 4, set => Gaussian(set, _ => 1)),
            new("Gaussian, falling spread", structureFreeCount / 4, set => Gaussian(set, column => 1 / Math.Sqrt(1 + column))),
            new("Gaussian, one long axis", structureFreeCount / 4, set => Gaussian(set, column => column == 0 ? 5 : 1)),
            new("Gaussian, two long axes", structureFreeCount - 3 * (structureFreeCount / 4), set => Gaussian(set, column => column < 2 ? 5 : 1)),
            new("one cloud, heavy tails", structureFreeCount / 10, set => Bent(set, HeavyTailed)),
            new("one cloud, skewed", structureFreeCount / 10, set => Bent(set, value => Math.Exp(value / 2))),
            new("groups 3 deviations apart", plantedCount / 3, set => Planted(set, 3)),
            new("groups 5 deviations apart", plantedCount / 3, set => Planted(set, 5)),
            new("groups 8 deviations apart", plantedCount - 2 * (plantedCount / 3), set => Planted(set, 8)),
        ];
        var table = new MarkdownTable(writer, ["data", "sets", "structure", "weak", "none beyond chance", "degenerate", "pca: structure", "raw: structure"]);
        foreach (Kind kind in kinds)
        {
            var results = new List<EvaluationResult>();
            for (int set = 0; set < kind.SetCount; set++) results.Add(await EvaluateAsync(kind.Make(set)));
            string Share(Func<EvaluationResult, bool> holds) => results.Count(holds).ToString(CultureInfo.InvariantCulture);
            table.Row([
                kind.Name, kind.SetCount.ToString(CultureInfo.InvariantCulture), .. Verdicts.Select(verdict => Share(result => result.Scorecard.Verdict == verdict)),
                .. Baselines.Select(method => Share(result => result.Methods.First(entry => entry.Representation == method).Verdict == Verdict.Structure))]);
        }
    }

    private static Matrix Gaussian(int set, Func<int, double> spread) => Rotated(new Rng((ulong)set + 1), Size(set), spread);

    /// <summary>One cloud that is no Gaussian: the null is only like it in mean and covariance.</summary>
    private static Matrix Bent(int set, Func<double, double> bend)
    {
        Matrix values = Gaussian(set + 501, _ => 1);
        foreach (ref float value in values.Values) value = (float)bend(value);
        return values;
    }

    // About the tails of Student's t with five degrees of freedom.
    private static double HeavyTailed(double value) => value * (1 + 0.1 * value * value);

    /// <summary>Groups of equal size whose centres are at least so many deviations apart, in half of the columns; the rest is noise.</summary>
    private static Matrix Planted(int set, double separation)
    {
        var rng = new Rng((ulong)set + 1001);
        (int rows, int columns) = Size(set);
        int groups = 2 + set % 5;
        double[][] centres = Centres(rng, groups, columns / 2, separation);
        var values = new Matrix(rows, columns);
        rng.Normal(values.Values);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns / 2; j++) values.Row(i)[j] += (float)centres[i % groups][j];
        }

        return values;
    }

    private static double[][] Centres(Rng rng, int groups, int columns, double separation)
    {
        double[][] centres = [.. Enumerable.Range(0, groups).Select(_ => Enumerable.Range(0, columns).Select(_ => rng.Uniform(-1, 1)).ToArray())];
        double nearest = double.PositiveInfinity;
        for (int a = 0; a < groups; a++)
        {
            for (int b = 0; b < a; b++) nearest = Math.Min(nearest, Math.Sqrt(centres[a].Zip(centres[b], (x, y) => (x - y) * (x - y)).Sum()));
        }

        return [.. centres.Select(centre => centre.Select(value => value * separation / nearest).ToArray())];
    }

    /// <summary>Mixing columns by random reflections keeps the spread and hides the axes.</summary>
    private static Matrix Rotated(Rng rng, (int Rows, int Columns) size, Func<int, double> spread)
    {
        var values = new Matrix(size.Rows, size.Columns);
        rng.Normal(values.Values);
        var direction = new float[size.Columns];
        rng.Normal(direction);
        double squared = direction.Sum(value => (double)value * value);
        for (int i = 0; i < size.Rows; i++)
        {
            Span<float> row = values.Row(i);
            double dot = 0;
            for (int j = 0; j < row.Length; j++) dot += (row[j] *= (float)spread(j)) * direction[j];
            for (int j = 0; j < row.Length; j++) row[j] -= (float)(2 * dot / squared * direction[j]);
        }

        return values;
    }

    private static (int Rows, int Columns) Size(int set) => Sizes[set % Sizes.Length];

    private static async Task<EvaluationResult> EvaluateAsync(Matrix values)
    {
        string folder = Directory.CreateTempSubdirectory("sargam-study-").FullName;
        try
        {
            string file = Path.Combine(folder, "vectors.npy");
            using (FileStream stream = File.Create(file)) Npy.Write(stream, values);
            Recipe recipe = RecipeCatalog.Find(RecipeCatalog.Default)[0] with { Evaluate = new EvaluateRecipe { Permutations = 99, Resamples = 0 }, Project = new ProjectRecipe { Maps = ["pca"] } };
            var pipeline = new SargamPipeline(new Workspace(Path.Combine(folder, "workspace")), new Silence(), TimeProvider.System);
            return (await pipeline.RunAsync(new ScanOptions { Source = file, EmbeddingsFile = file }, recipe, CancellationToken.None)).Evaluation;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Silence : IPipelineObserver
    {
        public void StageStarted(StageKind stage)
        {
        }

        public void Note(StageKind stage, string text)
        {
        }

        public void Warn(StageKind stage, string text)
        {
        }

        public void StageFinished(StageKind stage, TimeSpan elapsed, bool reused)
        {
        }

        public void Report(StageProgress value)
        {
        }
    }
}
