using System.Numerics.Tensors;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;

namespace Sargam.Representation;

/// <summary>Brings every column to [0, 1] (scikit-learn: <c>MinMaxScaler</c>), as a cross entropy needs it.</summary>
internal static class UnitRange
{
    /// <summary>The smallest value of each column, and its range; a column that does not vary becomes 0.</summary>
    public static StandardScalerModel Of(MatrixView observations)
    {
        float[] smallest = observations.Row(0).ToArray();
        float[] largest = observations.Row(0).ToArray();
        for (int row = 1; row < observations.RowCount; row++)
        {
            TensorPrimitives.Min(smallest, observations.Row(row), smallest);
            TensorPrimitives.Max(largest, observations.Row(row), largest);
        }

        double Range(int column) => largest[column] > smallest[column] ? largest[column] - smallest[column] : 1;
        return new StandardScalerModel([.. smallest.Select(value => (double)value)], [.. Enumerable.Range(0, smallest.Length).Select(Range)]);
    }
}
