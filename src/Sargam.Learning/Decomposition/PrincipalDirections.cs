using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Decomposition;

/// <summary>From eigenvectors to components: orthonormal rows with settled signs.</summary>
internal static class PrincipalDirections
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The eigenvectors of the columns' products are the components.</summary>
    public static double[] FromColumnProducts(EigenDecomposition eigen, int count)
    {
        var components = new double[count * eigen.Order];
        for (int i = 0; i < count; i++) eigen.Vector(i).CopyTo(components.AsSpan(i * eigen.Order));
        return components;
    }

    /// <summary>
    /// An eigenvector u of the rows' products gives the component Xc' u, whose length is the singular value. Rounding leaves
    /// those of small singular values not quite orthogonal and those of 0 without meaning: the former are made orthogonal to
    /// the components before them, the latter are replaced by any direction that is.
    /// </summary>
    public static double[] FromRowProducts(
        MatrixView observations, double[] mean, EigenDecomposition eigen, int count, CancellationToken cancellationToken)
    {
        int columns = mean.Length;
        double largest = Math.Sqrt(Math.Max(0, eigen.Values[0]));
        double negligible = largest * Epsilon * (observations.RowCount + columns);
        double[] components = Project(observations, mean, eigen, count, cancellationToken);
        var basis = new Basis(components, columns);
        for (int i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double length = Normalise(components.AsSpan(i * columns, columns));

            // Two components are orthogonal to about epsilon s1^2 / (si sj): nothing to mend above this ratio.
            bool usable = length > negligible && (length > 1e-4 * largest || TryOrthogonalise(components, i, columns));
            if (!usable) basis.Replace(i);
        }

        return components;
    }

    /// <summary>
    /// Makes rows orthonormal, each to those before it; one that adds no direction of its own is replaced by any that does.
    /// </summary>
    public static void Orthonormalise(double[] rows, int count, int columns)
    {
        var basis = new Basis(rows, columns);
        for (int i = 0; i < count; i++)
        {
            bool usable = Normalise(rows.AsSpan(i * columns, columns)) > 0 && TryOrthogonalise(rows, i, columns, smallest: 1e-10);
            if (!usable) basis.Replace(i);
        }
    }

    /// <summary>Rounds to 32 bits, with the entry of largest magnitude of each component positive, the first of equals.</summary>
    public static Matrix ToMatrix(double[] components, int count, int columns)
    {
        var matrix = new Matrix(count, columns);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> component = components.AsSpan(i * columns, columns);
            double largest = 0;
            foreach (double value in component)
            {
                if (Math.Abs(value) > Math.Abs(largest)) largest = value;
            }

            Span<float> row = matrix.Row(i);
            for (int j = 0; j < columns; j++) row[j] = (float)(largest < 0 ? -component[j] : component[j]);
        }

        return matrix;
    }

    private static double[] Project(
        MatrixView observations, double[] mean, EigenDecomposition eigen, int count, CancellationToken cancellationToken)
    {
        int columns = mean.Length;
        var components = new double[checked(count * columns)];
        FixedChunks.ForEach(count, 1, (i, _) =>
        {
            Span<double> component = components.AsSpan(i * columns, columns);
            ReadOnlySpan<double> weights = eigen.Vector(i);
            for (int r = 0; r < weights.Length; r++) AddCentred(observations.Row(r), mean, weights[r], component);
        }, cancellationToken);
        return components;
    }

    /// <summary>sums[j] += weight (row[j] - mean[j]).</summary>
    private static void AddCentred(ReadOnlySpan<float> row, double[] mean, double weight, Span<double> sums)
    {
        ref float x = ref MemoryMarshal.GetReference(row);
        ref double m = ref MemoryMarshal.GetArrayDataReference(mean);
        ref double s = ref MemoryMarshal.GetReference(sums);
        int j = 0;
        for (; j <= row.Length - 8; j += 8)
        {
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)j));
            low = (low - Vector256.LoadUnsafe(ref m, (nuint)j)) * weight;
            high = (high - Vector256.LoadUnsafe(ref m, (nuint)(j + 4))) * weight;
            (Vector256.LoadUnsafe(ref s, (nuint)j) + low).StoreUnsafe(ref s, (nuint)j);
            (Vector256.LoadUnsafe(ref s, (nuint)(j + 4)) + high).StoreUnsafe(ref s, (nuint)(j + 4));
        }

        for (; j < row.Length; j++) sums[j] += weight * (row[j] - mean[j]);
    }

    /// <summary>
    /// Takes the components before row <paramref name="i"/> out of a row of length 1, twice because once is not exact, and
    /// says whether enough was left. Of all unit vectors at least one leaves more than 1 / sqrt(columns).
    /// </summary>
    private static bool TryOrthogonalise(double[] components, int i, int columns) =>
        TryOrthogonalise(components, i, columns, 0.5 / Math.Sqrt(columns));

    private static bool TryOrthogonalise(double[] components, int i, int columns, double smallest)
    {
        Span<double> component = components.AsSpan(i * columns, columns);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < i; k++)
            {
                ReadOnlySpan<double> other = components.AsSpan(k * columns, columns);
                double inner = Dot(component, other);
                for (int j = 0; j < columns; j++) component[j] -= inner * other[j];
            }

            if (Normalise(component) < smallest) return false;
        }

        return true;
    }

    /// <summary>Scales to length 1 and returns the length it had; zeros stay.</summary>
    private static double Normalise(Span<double> vector)
    {
        double length = Math.Sqrt(Dot(vector, vector));
        if (length == 0) return 0;
        foreach (ref double value in vector) value /= length;
        return length;
    }

    // Four running sums in a fixed order, whatever the alignment.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector256<double> sums = default;
        int j = 0;
        for (; j <= a.Length - 4; j += 4) sums += Vector256.Create(a[j..]) * Vector256.Create(b[j..]);
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    /// <summary>Rows in the making, and the unit vectors that may still stand in for some.</summary>
    private sealed class Basis(double[] rows, int columns)
    {
        private int _unit;

        public void Replace(int i)
        {
            Span<double> row = rows.AsSpan(i * columns, columns);
            do
            {
                row.Clear();
                row[_unit++] = 1;
            }
            while (!TryOrthogonalise(rows, i, columns));
        }
    }
}
