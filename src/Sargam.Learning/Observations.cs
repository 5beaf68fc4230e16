using Sargam.Numerics;

namespace Sargam.Learning;

/// <summary>Checks that every estimator makes of its input, worded the same everywhere.</summary>
internal static class Observations
{
    /// <summary>Throws unless there are enough rows and columns and every value is finite.</summary>
    /// <exception cref="ArgumentException">Names the estimator, the row and the column at fault.</exception>
    public static void Check(MatrixView observations, string estimator, int minimumRowCount = 1)
    {
        if (observations.RowCount < minimumRowCount)
        {
            throw new ArgumentException($"{estimator} needs at least {minimumRowCount} observations, got {observations.RowCount}");
        }

        if (observations.ColumnCount == 0) throw new ArgumentException($"{estimator} needs at least 1 column, got 0");
        for (int i = 0; i < observations.RowCount; i++)
        {
            ReadOnlySpan<float> row = observations.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                if (!float.IsFinite(row[j]))
                {
                    throw new ArgumentException($"{estimator} needs finite values, row {i} column {j} is {row[j]}");
                }
            }
        }
    }

    /// <summary>Throws unless the view has the columns that the model was fitted with.</summary>
    public static void CheckColumns(MatrixView observations, string model, int columnCount)
    {
        if (observations.ColumnCount != columnCount)
        {
            throw new ArgumentException($"{model} was fitted on {columnCount} columns, got {observations.ColumnCount}");
        }
    }
}
