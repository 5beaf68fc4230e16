using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;
using Sargam.Numerics;

namespace Sargam.Learning.Text;

/// <summary>
/// The leading eigenvectors of X X' for a sparse X by block Lanczos iteration with full orthogonalisation and thick restarts
/// (Wu and Simon, 2000). What it finds is then checked against fresh directions, as a Krylov space can miss copies of an eigenvalue.
/// </summary>
internal sealed class BlockLanczos
{
    private const int BlockWidth = 8;
    private const int CheckSteps = 8;
    private const double Tolerance = 1e-12;
    private const double Negligible = 1e-13;

    private readonly SparseMatrix _matrix;
    private readonly SparseMatrix _transpose;
    private readonly Rng _rng = new(0x5A12);
    private readonly int _wanted;
    private readonly int _kept;
    private readonly int _capacity;
    private readonly int _maxRestarts;
    private readonly KrylovBasis _basis;

    // Products of the closed vectors: those that were multiplied by X X'. The vectors after them are the open block.
    private readonly double[] _products;
    private int _closed;

    // What is left of the images of the last closed vectors outside of them: an open row for each.
    private double[] _coupling = [];
    private int _lastWidth;
    private double _scale;
    private int _multiplications;

    /// <summary>Prepares the search.</summary>
    /// <param name="matrix">X; the fewer rows the better.</param>
    /// <param name="transpose">X'.</param>
    /// <param name="wanted">Eigenvectors wanted, at most the rows.</param>
    /// <param name="maxRestarts">Restarts at most.</param>
    public BlockLanczos(SparseMatrix matrix, SparseMatrix transpose, int wanted, int maxRestarts)
    {
        (_matrix, _transpose, _wanted, _maxRestarts) = (matrix, transpose, wanted, maxRestarts);
        _capacity = (int)Math.Min(matrix.RowCount, Math.Max(6L * wanted, wanted + 16L * BlockWidth));
        _kept = Math.Min(wanted + Math.Max(2 * BlockWidth, wanted), Math.Max(wanted, _capacity - 2 * BlockWidth));
        _basis = new KrylovBasis(matrix.RowCount, _capacity + 2 * BlockWidth);
        _products = new double[_capacity * _capacity];
    }

    /// <summary>Eigenvalues and eigenvectors; the convergence says how many products with X X' they took.</summary>
    public LeadingVectors Find(IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        OpenFreshBlock(cancellationToken);
        LeadingVectors found = Iterate(progress, cancellationToken);
        while (found.Convergence.Reached && !IsConfirmed(found, cancellationToken)) found = Iterate(progress, cancellationToken);
        return found;
    }

    /// <summary>Steps and restarts until the residuals of the wanted eigenvectors are small.</summary>
    private LeadingVectors Iterate(IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        int nextCheck = Math.Min(_capacity, 3 * _wanted);
        for (int restart = 0; ;)
        {
            bool full = _basis.Count > _closed && !Step(cancellationToken);
            if (_basis.Count == _closed && _closed < _wanted)
            {
                OpenFreshBlock(cancellationToken);
                continue;
            }

            if (!full && _closed < nextCheck && _basis.Count > _closed) continue;
            EigenDecomposition eigen = Decompose(cancellationToken);
            double residual = LargestResidual(eigen);
            bool reached = residual <= Tolerance;
            bool last = restart == _maxRestarts && full;
            progress?.Report(new FitProgress("singular vectors", restart, _maxRestarts, residual));
            if (reached || last) return Ritz(eigen, _wanted, new Convergence(reached, _multiplications, residual), cancellationToken);
            nextCheck = _closed + _wanted;
            if (!full) continue;
            restart++;
            Restart(Ritz(eigen, _kept, default, cancellationToken), keepOpen: true);
            nextCheck = _capacity;
        }
    }

    /// <summary>
    /// Whether directions outside of what was found, explored from a fresh start, hold nothing that belongs to it.
    /// If not, they are part of the basis now.
    /// </summary>
    private bool IsConfirmed(LeadingVectors found, CancellationToken cancellationToken)
    {
        Restart(found, keepOpen: false);
        OpenFreshBlock(cancellationToken);
        for (int step = 0; step < CheckSteps && _basis.Count > _closed; step++)
        {
            if (!Step(cancellationToken)) break;
        }

        EigenDecomposition eigen = Decompose(cancellationToken);
        for (int k = 0; k < _wanted; k++)
        {
            if (eigen.Values[k] > found.Values[k] + 1e-10 * found.Values[0]) return false;
        }

        return true;
    }

    /// <summary>Multiplies the open block, which closes it, and opens what is new in the result. False when there is no room for another step.</summary>
    private bool Step(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int width = _basis.Count - _closed;
        double[] block = Multiply(width, cancellationToken);
        double[] inner = _basis.TakeOut(block, width, cancellationToken);
        for (int i = 0; i < _basis.Count; i++)
        {
            for (int j = 0; j < width; j++)
            {
                int column = _closed + j;
                if (i < _closed) _products[i * _capacity + column] = _products[column * _capacity + i] = inner[i * width + j];
                else if (i >= column) _products[i * _capacity + column] = _products[column * _capacity + i] = inner[i * width + j];
                if (i == column) _scale = Math.Max(_scale, Math.Abs(inner[i * width + j]));
            }
        }

        _closed = _basis.Count;
        _lastWidth = width;
        Open(block, width, cancellationToken);
        return _basis.Count <= _capacity;
    }

    private double[] Multiply(int width, CancellationToken cancellationToken)
    {
        int order = _matrix.RowCount;
        double[] block = DenseLayout.Transpose(_basis.Vectors(_closed, width), width, order);
        double[] image = _matrix.Multiply(_transpose.Multiply(block, width, cancellationToken), width, cancellationToken);
        _multiplications += width;
        return DenseLayout.Transpose(image, order, width);
    }

    private void OpenFreshBlock(CancellationToken cancellationToken)
    {
        int width = Math.Min(BlockWidth, _matrix.RowCount - _basis.Count);
        var block = new double[width * _matrix.RowCount];
        foreach (ref double value in block.AsSpan()) value = _rng.Normal();
        _basis.TakeOut(block, width, cancellationToken);
        (double scale, _scale, _lastWidth) = (_scale, 0, 0);
        Open(block, width, cancellationToken);
        _scale = scale;
    }

    /// <summary>
    /// Appends what is new in a block from which the basis was taken out once: made orthonormal, then once more both, since
    /// small remainders are not quite orthogonal. Remainders at the level of rounding are dropped.
    /// </summary>
    private void Open(double[] block, int width, CancellationToken cancellationToken)
    {
        (double[] kept, int count, double[] coefficients) = Orthonormalise(block, width, Negligible * _scale);
        for (int pass = 0; pass < 2 && count > 0; pass++)
        {
            _basis.TakeOut(kept, count, cancellationToken);
            (kept, int left, _) = Orthonormalise(kept, count, 0.1);
            if (left < count) (count, coefficients) = (left, []); // nothing but rounding: no coupling either
        }

        _coupling = coefficients.Length == 0 ? new double[count * width] : coefficients[..(count * width)];
        for (int i = 0; i < count; i++) _basis.Append(kept.AsSpan(i * _matrix.RowCount, _matrix.RowCount));
    }

    /// <summary>Gram-Schmidt, twice, within a block; vectors that become shorter than the least are left out.</summary>
    /// <returns>The vectors, how many, and for each of them (a row) its product with each of the block.</returns>
    private (double[] Vectors, int Count, double[] Coefficients) Orthonormalise(double[] block, int width, double least)
    {
        int order = _matrix.RowCount;
        var vectors = new double[block.Length];
        var coefficients = new double[width * width];
        int count = 0;
        for (int j = 0; j < width; j++)
        {
            Span<double> vector = block.AsSpan(j * order, order);
            for (int pass = 0; pass < 2; pass++)
            {
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<double> before = vectors.AsSpan(i * order, order);
                    double product = TensorPrimitives.Dot(before, vector);
                    TensorPrimitives.MultiplyAdd(before, -product, vector, vector);
                    coefficients[i * width + j] += product;
                }
            }

            double length = Math.Sqrt(TensorPrimitives.Dot<double>(vector, vector));
            if (!(length > least)) continue;
            TensorPrimitives.Divide(vector, length, vectors.AsSpan(count * order, order));
            coefficients[count * width + j] = length;
            count++;
        }

        return (vectors, count, coefficients);
    }

    private EigenDecomposition Decompose(CancellationToken cancellationToken)
    {
        var products = new double[_closed * _closed];
        for (int i = 0; i < _closed; i++) _products.AsSpan(i * _capacity, _closed).CopyTo(products.AsSpan(i * _closed));
        return SymmetricEigen.Decompose(products, _closed, cancellationToken);
    }

    /// <summary>Length of X X' y - value y for the worst of the wanted, against the largest eigenvalue.</summary>
    private double LargestResidual(EigenDecomposition eigen)
    {
        double largest = 0;
        for (int k = 0; k < _wanted; k++)
        {
            ReadOnlySpan<double> tail = eigen.Vector(k)[(_closed - _lastWidth)..];
            double squares = 0;
            for (int i = 0; i < _basis.Count - _closed; i++)
            {
                double sum = TensorPrimitives.Dot(_coupling.AsSpan(i * _lastWidth, _lastWidth), tail);
                squares += sum * sum;
            }

            largest = Math.Max(largest, squares);
        }

        return eigen.Values[0] > 0 ? Math.Sqrt(largest) / eigen.Values[0] : 0;
    }

    private LeadingVectors Ritz(EigenDecomposition eigen, int count, Convergence convergence, CancellationToken cancellationToken)
    {
        var weights = new double[count][];
        for (int k = 0; k < count; k++) weights[k] = eigen.Vector(k).ToArray();
        return new LeadingVectors(eigen.Values[..count].ToArray(), _basis.Combine(weights, cancellationToken), convergence);
    }

    /// <summary>Makes eigenvectors the basis, before the open block or instead of it.</summary>
    private void Restart(LeadingVectors found, bool keepOpen)
    {
        int order = _matrix.RowCount;
        double[] open = keepOpen ? _basis.Vectors(_closed, _basis.Count - _closed).ToArray() : [];
        _basis.Truncate(0);
        Array.Clear(_products);
        _closed = found.Values.Length;
        for (int k = 0; k < _closed; k++)
        {
            _basis.Append(found.Vectors.AsSpan(k * order, order));
            _products[k * _capacity + k] = found.Values[k];
        }

        for (int at = 0; at < open.Length; at += order) _basis.Append(open.AsSpan(at, order));
    }
}
