using Sargam.Learning.Decomposition;
using Sargam.Learning.Text;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

public sealed class TruncatedSvdTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TfidfVectorizerTests.Folders), MemberType = typeof(TfidfVectorizerTests))]
    public void Agrees_with_an_exact_decomposition(string folder)
    {
        SparseMatrix rows = TextGolden.WithStoredVocabulary(folder).Transform(TextGolden.Corpus, Stop);
        TruncatedSvdModel model = new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = 8 }).Fit(rows, null, Stop);

        Approx.Equal(TextGolden.Array(folder, "svd8_singular_values"), [.. model.SingularValues], 1e-9, "singular values");
        Approx.Equal(TextGolden.Array(folder, "svd8_explained_variance_ratio"), [.. model.ExplainedVarianceRatio], 1e-9, "explained variance ratio");
        Approx.Equal(TextGolden.Array(folder, "svd8_abs_cosine"), AbsoluteCosines(model.Project(rows, Stop), 8), 1e-7, "|cosine|");
        Approx.Equal(TextGolden.Array(folder, "svd8_projected"), model.Project(rows, Stop), 1e-7, "projected");
        Approx.Equal(TextGolden.Array(folder, "svd8_projected"), model.Transform(rows, Stop).Values, 1e-6, "transformed");
    }

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        // rows, columns, entries a row, components
        { 900, 3000, 12, 20 }, { 3000, 900, 9, 20 }, { 1000, 800, 40, 5 }, { 1200, 1100, 2, 64 }, { 1000, 5000, 1, 10 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Large_matrices_get_the_same_components_as_a_dense_decomposition(int rowCount, int columnCount, int perRow, int count)
    {
        SparseMatrix rows = Random(rowCount, columnCount, perRow, seed: 11);
        TruncatedSvdModel model = new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = count }).Fit(rows, null, Stop);
        EigenDecomposition exact = SymmetricEigen.Decompose(
            SparseProducts.OfRows(rowCount <= columnCount ? rows : rows.Transpose(), Stop), Math.Min(rowCount, columnCount), Stop);

        Assert.True(model.Convergence.Reached, $"residual {model.Convergence.FinalShift}");
        for (int i = 0; i < count; i++) Assert.Equal(Math.Sqrt(exact.Values[i]), model.SingularValues[i], 1e-9 * model.SingularValues[0]);
        AssertOrthonormal(model, 1e-9);
        AssertSingularVectors(rows, model, 1e-9);
    }

    [Fact]
    public void Copies_of_a_singular_value_are_all_found()
    {
        // 40 columns of weight 3, then many of weight 1: one row each.
        int rowCount = 2000;
        int[] starts = [.. Enumerable.Range(0, rowCount + 1)];
        double[] values = [.. Enumerable.Range(0, rowCount).Select(i => i < 40 ? 3.0 : 1.0)];
        var rows = new SparseMatrix(rowCount, 2500, starts, starts.AsSpan(0, rowCount), values);
        TruncatedSvdModel model = new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = 50 }).Fit(rows, null, Stop);

        for (int i = 0; i < 50; i++) Assert.Equal(i < 40 ? 3 : 1, model.SingularValues[i], 1e-9);
        AssertOrthonormal(model, 1e-9);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1500)]
    public void Components_beyond_the_rank_are_zeros(int rowCount)
    {
        SparseMatrix few = Random(6, 1600, 5, seed: 2);
        var repeated = new SparseRows();
        for (int i = 0; i < rowCount; i++)
        {
            repeated.Lengths.Add(few.RowColumns(i % 6).Length);
            repeated.Columns.AddRange(few.RowColumns(i % 6));
            repeated.Values.AddRange(few.RowValues(i % 6));
        }

        var rows = SparseRows.Join([repeated], rowCount, 1600);
        TruncatedSvdModel model = new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = 10 }).Fit(rows, null, Stop);
        Assert.True(model.SingularValues[5] > 1e-3);
        for (int i = 6; i < 10; i++)
        {
            Assert.True(model.SingularValues[i] < 1e-6);
            Assert.True(model.Components.Slice(i * 1600, 1600).IndexOfAnyExcept(0.0) < 0);
        }

        Assert.True(model.ExplainedVarianceRatio.Sum() is > 1 - 1e-9 and < 1 + 1e-9);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(900)]
    public void Nothing_but_zeros_is_no_error(int rowCount)
    {
        var rows = new SparseMatrix(rowCount, 1000, new int[rowCount + 1], [], []);
        TruncatedSvdModel model = new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = 4 }).Fit(rows, null, Stop);
        Assert.All(model.SingularValues, value => Assert.Equal(0, value));
        Assert.All(model.ExplainedVarianceRatio, value => Assert.Equal(0, value));
        Assert.True(model.Transform(rows, Stop).Values.IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_thread_count_and_a_model_can_be_rebuilt()
    {
        SparseMatrix rows = Random(1500, 4000, 20, seed: 4);
        var svd = new TruncatedSvd(new TruncatedSvdOptions { ComponentCount = 12 });
        TruncatedSvdModel model = svd.Fit(rows, null, Stop);
        using (WorkerPool.Limit(1))
        {
            TruncatedSvdModel alone = svd.Fit(rows, null, Stop);
            Assert.Equal(model.Components.ToArray(), alone.Components.ToArray());
            Assert.Equal(model.SingularValues, alone.SingularValues);
        }

        var rebuilt = new TruncatedSvdModel(
            4000, model.Components.ToArray(), model.SingularValues, model.ExplainedVariance, model.ExplainedVarianceRatio, model.Convergence);
        Assert.Equal(model.Transform(rows, Stop).Values.ToArray(), rebuilt.Transform(rows, Stop).Values.ToArray());
    }

    [Fact]
    public void Bad_input_is_named()
    {
        SparseMatrix rows = Random(5, 9, 3, seed: 1);
        Assert.Contains("ComponentCount must be at least 1, got 0", Assert.Throws<ArgumentException>(() => new TruncatedSvd(new() { ComponentCount = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("ComponentCount must be at most the lesser of rows and columns, 5, got ComponentCount 6 for 5 x 9", Assert.Throws<ArgumentException>(() => new TruncatedSvd(new() { ComponentCount = 6 }).Fit(rows, null, Stop)).Message, StringComparison.Ordinal);
        TruncatedSvdModel model = new TruncatedSvd(new() { ComponentCount = 2 }).Fit(rows, null, Stop);
        Assert.Throws<ArgumentException>(() => model.Transform(rows.Transpose(), Stop));
        Assert.Throws<ArgumentException>(() => new TruncatedSvdModel(9, [1, 2], [1], [1], [1], default));
        Assert.Throws<OperationCanceledException>(() => new TruncatedSvd(new() { ComponentCount = 2 }).Fit(rows, null, new CancellationToken(canceled: true)));
    }

    internal static SparseMatrix Random(int rowCount, int columnCount, int perRow, ulong seed)
    {
        var rng = new Rng(seed);
        var rows = new SparseRows();
        for (int i = 0; i < rowCount; i++)
        {
            int[] columns = [.. Enumerable.Range(0, perRow).Select(_ => rng.NextInt(columnCount)).Distinct().Order()];
            rows.Lengths.Add(columns.Length);
            rows.Columns.AddRange(columns);
            foreach (int column in columns) rows.Values.Add(Math.Abs(rng.Normal()) / Math.Sqrt(1 + column));
        }

        return SparseRows.Join([rows], rowCount, columnCount);
    }

    private static void AssertOrthonormal(TruncatedSvdModel model, double tolerance)
    {
        int width = model.InputColumnCount;
        for (int i = 0; i < model.OutputColumnCount; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double product = 0;
                for (int c = 0; c < width; c++) product += model.Components[i * width + c] * model.Components[j * width + c];
                Assert.Equal(i == j ? 1 : 0, product, tolerance);
            }
        }
    }

    /// <summary>X' X v = s^2 v.</summary>
    private static void AssertSingularVectors(SparseMatrix rows, TruncatedSvdModel model, double tolerance)
    {
        int count = model.OutputColumnCount;
        double[] image = rows.Transpose().Multiply(model.Project(rows, Stop), count);
        double unit = model.SingularValues[0] * model.SingularValues[0];
        for (int i = 0; i < count; i++)
        {
            double square = model.SingularValues[i] * model.SingularValues[i];
            for (int c = 0; c < rows.ColumnCount; c++)
            {
                Assert.Equal(square / unit * model.Components[i * rows.ColumnCount + c], image[c * count + i] / unit, tolerance);
            }
        }
    }

    private static double[] AbsoluteCosines(double[] rows, int width)
    {
        int count = rows.Length / width;
        var cosines = new double[count * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double product = Dot(rows, i, j, width);
                double lengths = Math.Sqrt(Dot(rows, i, i, width) * Dot(rows, j, j, width));
                cosines[i * count + j] = lengths > 1e-20 ? Math.Abs(product) / lengths : 0;
            }
        }

        return cosines;
    }

    private static double Dot(double[] rows, int i, int j, int width)
    {
        double sum = 0;
        for (int k = 0; k < width; k++) sum += rows[i * width + k] * rows[j * width + k];
        return sum;
    }
}
