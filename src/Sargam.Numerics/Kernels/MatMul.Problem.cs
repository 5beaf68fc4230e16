using Sargam.Numerics.Parallelism;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>
    /// An operand as lanes: the rows of op(A) or the columns of op(B), each <c>depth</c> floats long. Two steps describe both ways of
    /// storing it; one of them is 1.
    /// </summary>
    private readonly unsafe struct Source(float* origin, nint laneStep, nint depthStep)
    {
        public readonly float* Origin = origin;
        public readonly nint LaneStep = laneStep;
        public readonly nint DepthStep = depthStep;

        /// <summary>The same operand from another lane and depth on.</summary>
        public Source From(int lane, int depth) => new(Origin + lane * LaneStep + depth * DepthStep, LaneStep, DepthStep);
    }

    /// <summary>One product, checked and pinned.</summary>
    private readonly unsafe struct Problem
    {
        public int Rows { get; init; }

        public int Columns { get; init; }

        public int Depth { get; init; }

        public Source A { get; init; }

        public Source B { get; init; }

        public float* C { get; init; }

        public nint StrideC { get; init; }

        public bool Accumulate { get; init; }

        public MatMulTier Tier { get; init; }

        public Problem SliceRows(int start, int count) =>
            this with { Rows = count, A = A.From(start, 0), C = C + start * StrideC };

        public Problem SliceColumns(int start, int count) =>
            this with { Columns = count, B = B.From(start, 0), C = C + start };
    }

    /// <summary>A product cut into bands of rows or columns. Bands may depend on the thread count because no element does.</summary>
    private sealed class SplitJob : ChunkJob
    {
        // Multiples of every tier's tile, so that no band adds a partial tile.
        private const int RowUnit = 24;
        private const int ColumnUnit = 32;

        [ThreadStatic]
        private static SplitJob? _ofThisThread;

        private Problem _problem;
        private bool _byRows;
        private int _bandSize;

        public static void Run(in Problem problem, int bandCount)
        {
            SplitJob job = _ofThisThread ??= new SplitJob();

            // The operand that is not split gets packed once a band, so the longer side is cut.
            job._byRows = problem.Rows >= problem.Columns;
            (int extent, int unit) = job._byRows ? (problem.Rows, RowUnit) : (problem.Columns, ColumnUnit);
            int units = (extent + unit - 1) / unit;
            int unitsPerBand = (units + bandCount - 1) / bandCount;
            job._bandSize = unitsPerBand * unit;
            job._problem = problem;
            WorkerPool.Run(job, (units + unitsPerBand - 1) / unitsPerBand);
        }

        public override void Run(int chunk)
        {
            int start = chunk * _bandSize;
            int count = Math.Min(_bandSize, (_byRows ? _problem.Rows : _problem.Columns) - start);
            MultiplyOnThisThread(_byRows ? _problem.SliceRows(start, count) : _problem.SliceColumns(start, count));
        }
    }
}
