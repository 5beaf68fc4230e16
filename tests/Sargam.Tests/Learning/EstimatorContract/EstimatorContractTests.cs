using Sargam.Numerics;
using Sargam.Numerics.Parallelism;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>What every estimator promises, checked on each of <see cref="Estimators"/>.</summary>
public sealed class EstimatorContractTests
{
    public static TheoryData<int, string> All => Estimators.All();

    public static TheoryData<int, string> Clusterers => Estimators.Clusterers();

    public static TheoryData<int, int, string> AllBadOptions => Estimators.AllBadOptions();

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_seed_gives_the_same_bits(int index, string name)
    {
        Matrix rows = Blobs.Make(500, 7, 3, seed: 11);

        Assert.True(Bits(index, rows, seed: 5).SequenceEqual(Bits(index, rows, seed: 5)), name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void One_two_and_three_threads_give_the_same_bits(int index, string name)
    {
        // Enough rows for several chunks, and once more columns than rows.
        foreach (Matrix rows in new[] { Blobs.Make(5000, 37, 4, seed: 2), Blobs.Make(150, 300, 4, seed: 3) })
        {
            long[] expected = WithThreads(1, () => Bits(index, rows, seed: 9));
            foreach (int threads in new[] { 2, 3 })
            {
                Assert.True(expected.SequenceEqual(WithThreads(threads, () => Bits(index, rows, seed: 9))), $"{name}, {threads} threads");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_input_is_not_touched(int index, string name)
    {
        Matrix rows = Blobs.Make(200, 5, 3, seed: 4);
        float[] before = rows.Values.ToArray();

        Bits(index, rows, seed: 1);

        Assert.True(before.AsSpan().SequenceEqual(rows.Values), name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_value_that_is_not_finite_is_named_by_row_and_column(int index, string name)
    {
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            Matrix rows = Blobs.Make(40, 5, 3, seed: 4);
            FittedModel model = Estimators.Case(index).Fit(rows);
            rows[31, 2] = bad;

            var failure = Assert.Throws<ArgumentException>(() => Estimators.Case(index).Fit(rows));
            Assert.Contains($"{name} needs finite values, row 31 column 2 is {bad}", failure.Message, StringComparison.Ordinal);
            if (model.Predict is not null) Assert.Contains("row 31 column 2", Assert.Throws<ArgumentException>(() => model.Predict(rows)).Message, StringComparison.Ordinal);
            if (model.Transform is not null) Assert.Contains("row 31 column 2", Assert.Throws<ArgumentException>(() => model.Transform(rows)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Too_few_rows_or_no_columns_are_a_clear_error(int index, string name)
    {
        EstimatorCase estimator = Estimators.Case(index);
        for (int rowCount = 0; rowCount < estimator.MinimumRowCount; rowCount++)
        {
            var failure = Assert.Throws<ArgumentException>(() => estimator.Fit(Blobs.Make(rowCount, 4, 1, seed: 1)));
            Assert.Contains(name, failure.Message, StringComparison.Ordinal);
            Assert.Contains($"{rowCount}", failure.Message, StringComparison.Ordinal);
        }

        Assert.Contains("column", Assert.Throws<ArgumentException>(() => estimator.Fit(new Matrix(5, 0))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_fewest_rows_duplicates_constants_and_extremes_have_a_finite_answer(int index, string name)
    {
        EstimatorCase estimator = Estimators.Case(index);
        foreach ((string what, Matrix rows) in Awkward(estimator.MinimumRowCount))
        {
            FittedModel model = estimator.Fit(rows);

            Assert.True(model.Values.All(double.IsFinite), $"{name} on {what}: a value is not finite");
            if (estimator.IsClusterer) CheckLabels(model, rows.RowCount, $"{name} on {what}");
            if (model.Predict is not null) Assert.True(model.Labels!.SequenceEqual(model.Predict(rows)), $"{name} on {what}: Predict differs from Labels");
            if (model.Transform is not null) Assert.True(model.Transform(rows).Values.ToArray().All(float.IsFinite), $"{name} on {what}: Transform is not finite");
        }
    }

    [Theory]
    [MemberData(nameof(Clusterers))]
    public void Awkward_shapes_of_clusters_have_a_defined_answer(int index, string name)
    {
        EstimatorCase estimator = Estimators.Case(index);
        foreach ((string what, Matrix rows) in AwkwardClusters().Where(awkward => awkward.Rows.RowCount >= estimator.MinimumRowCount))
        {
            FittedModel model = estimator.Fit(rows);

            Assert.True(model.Values.All(double.IsFinite), $"{name} on {what}: a value is not finite");
            CheckLabels(model, rows.RowCount, $"{name} on {what}");
        }
    }

    [Theory]
    [MemberData(nameof(Clusterers))]
    public void Confidences_are_those_of_the_rows_of_the_fit_unless_the_model_predicts(int index, string name)
    {
        Matrix rows = Blobs.Make(120, 4, 3, seed: 3, spread: 8);
        FittedModel model = Estimators.Case(index).Fit(rows);
        CheckLabels(model, rows.RowCount, name);
        if (model.Predict is not null)
        {
            Assert.Equal(model.Confidences![17], Assert.Single(model.ConfidencesOf!(rows.View.Rows(17, 1))));
            return;
        }

        string message = Assert.Throws<ArgumentException>(() => model.ConfidencesOf!(rows.View.Rows(0, 119))).Message;
        Assert.Contains($"{name}Model was fitted on 120 rows, got 119", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllBadOptions))]
    public void A_bad_option_is_named_with_what_it_must_be_and_is(int index, int number, string option)
    {
        EstimatorCase estimator = Estimators.Case(index);

        string message = Assert.Throws<ArgumentException>(estimator.BadOptions[number].Construct).Message;

        Assert.Matches($"{estimator.Name}.*{option} must .*, got ", message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_cancelled_token_stops_the_fit(int index, string name)
    {
        Exception? failure = Record.Exception(() => Estimators.Case(index).FitCancelled(Blobs.Make(300, 6, 3, seed: 1)));
        Assert.True(failure is OperationCanceledException, $"{name} ended with {failure?.GetType().Name ?? "a result"}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_row_alone_is_treated_as_it_is_among_others_and_as_it_was_in_the_fit(int index, string name)
    {
        for (ulong seed = 0; seed < 5; seed++)
        {
            Matrix rows = Blobs.Make(700, 9, 2, seed);
            FittedModel model = Estimators.Case(index).Fit(rows, seed);
            if (model.Predict is not null) Assert.True(model.Labels!.SequenceEqual(model.Predict(rows)), $"{name}, seed {seed}");
            Matrix? all = model.Transform?.Invoke(rows);
            for (int i = 0; i < rows.RowCount; i += 97)
            {
                MatrixView alone = rows.View.Rows(i, 1);
                if (model.Predict is not null) Assert.Equal(model.Labels![i], Assert.Single(model.Predict(alone)));
                if (model.Transform is not null) Approx.Equal(Approx.Widen(all!.Row(i)), model.Transform(alone).Values, 1e-4, $"{name}, seed {seed}, row {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Another_column_count_is_named_and_no_rows_give_no_rows(int index, string name)
    {
        FittedModel model = Estimators.Case(index).Fit(Blobs.Make(60, 5, 3, seed: 8));
        foreach (Action<MatrixView> use in Uses(model))
        {
            string message = Assert.Throws<ArgumentException>(() => use(new Matrix(3, 4))).Message;
            Assert.Matches($"{name}Model was fitted on 5 columns, got 4", message);
            use(new Matrix(0, 5));
        }
    }

    private static void CheckLabels(FittedModel model, int rowCount, string what)
    {
        int[] labels = model.Labels!;
        float[] confidences = model.Confidences!;
        Assert.True(labels.Length == rowCount && labels.Min() >= -1, $"{what}: labels");

        // A component of a mixture may be nowhere the most probable one.
        bool mayBeEmpty = what.StartsWith("GaussianMixture", StringComparison.Ordinal);
        Assert.True(mayBeEmpty || labels.Where(label => label >= 0).Distinct().Count() == labels.Max() + 1, $"{what}: a cluster number is left out");
        Assert.True(confidences.Length == rowCount && confidences.All(value => value is >= 0 and <= 1), $"{what}: confidences");
        for (int i = 0; i < rowCount; i++) Assert.True(labels[i] >= 0 || confidences[i] == 0, $"{what}: row {i} is noise with confidence {confidences[i]}");
    }

    private static IEnumerable<(string What, Matrix Rows)> AwkwardClusters()
    {
        yield return ("one row", Blobs.Make(1, 3, 1, seed: 1));
        yield return ("two rows", Blobs.Make(2, 3, 2, seed: 1));
        yield return ("three rows, two of them equal", Matrix.FromRows([[1, 2], [1, 2], [5, 5]]));
        yield return ("clouds without a connection", Blobs.Make(90, 3, 6, seed: 2, spread: 1e4f));
        yield return ("rows ever farther apart", Matrix.FromRows([.. Enumerable.Range(0, 30).Select(i => new[] { MathF.ScaleB(1, 3 * i), 0f })]));
        yield return ("groups of equal rows", Blobs.Make(4, 5, 4, seed: 3).View.SelectRows([.. Enumerable.Range(0, 60).Select(i => i % 4)]));
        var columns = new Matrix(40, 3);
        for (int i = 0; i < 40; i++) columns[i, 1] = i % 2;
        yield return ("constant columns and two values", columns);
        var outlier = Blobs.Make(60, 2, 1, seed: 4);
        outlier[17, 1] = 1e9f;
        yield return ("one row far away", outlier);
        Matrix largest = Blobs.Make(50, 3, 3, seed: 5);
        foreach (ref float value in largest.Values) value = float.CopySign(float.MaxValue / (2 + value * value), value);
        yield return ("values as large as there are", largest);
        var tiny = Blobs.Make(50, 3, 3, seed: 6);
        foreach (ref float value in tiny.Values) value *= 1e-38f;
        yield return ("values as small as there are", tiny);
    }

    private static IEnumerable<Action<MatrixView>> Uses(FittedModel model)
    {
        if (model.Predict is { } predict) yield return rows => Assert.Equal(rows.RowCount, predict(rows).Length);
        if (model.Transform is { } transform) yield return rows => Assert.Equal(rows.RowCount, transform(rows).RowCount);
    }

    private static IEnumerable<(string What, Matrix Rows)> Awkward(int minimumRowCount)
    {
        yield return ("the fewest rows", Blobs.Make(minimumRowCount, 4, 1, seed: 1));
        yield return ("one column", Blobs.Make(50, 1, 2, seed: 1));
        yield return ("zeros", new Matrix(20, 3));
        yield return ("one row repeated", Blobs.Make(1, 6, 1, seed: 6).View.SelectRows(new int[30]));
        yield return ("two rows repeated", Blobs.Make(2, 6, 1, seed: 6).View.SelectRows([.. Enumerable.Range(0, 30).Select(i => i % 2)]));
        Matrix constant = Blobs.Make(64, 4, 3, seed: 7);
        for (int i = 0; i < constant.RowCount; i++) constant[i, 2] = 0.1f;
        yield return ("a constant column", constant);
        foreach (float factor in new[] { 1e-30f, 1e30f })
        {
            Matrix scaled = Blobs.Make(64, 4, 3, seed: 7);
            foreach (ref float value in scaled.Values) value *= factor;
            yield return ($"values of size {factor:g1}", scaled);
        }

        Matrix far = Blobs.Make(64, 4, 3, seed: 7);
        foreach (ref float value in far.Values) value += 1e7f;
        yield return ("values around 1e7", far);
    }

    private static long[] Bits(int index, Matrix rows, ulong seed) => Estimators.Case(index).Fit(rows, seed).Bits(rows);

    private static long[] WithThreads(int count, Func<long[]> body)
    {
        using IDisposable limit = WorkerPool.Limit(count);
        return body();
    }
}
