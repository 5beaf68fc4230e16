using Sargam.Numerics;

namespace Sargam.Learning;

/// <summary>A clustering that can place observations it was not fitted on.</summary>
public interface IPredictor
{
    /// <summary>Columns that observations must have.</summary>
    int ColumnCount { get; }

    /// <summary>The cluster of each row.</summary>
    int[] Predict(MatrixView observations);
}
