using System.Numerics;

namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>
    /// Memory for packed panels, one pair a thread, grown when needed and kept. Arrays on the pinned heap: the collector frees them
    /// with their thread.
    /// </summary>
    private sealed unsafe class PackBuffer
    {
        private const int Alignment = 64;
        private const int Slack = 32;

        [ThreadStatic]
        private static PackBuffer? _forA;

        [ThreadStatic]
        private static PackBuffer? _forB;

        private float[] _memory = [];

        public static PackBuffer ForA => _forA ??= new PackBuffer();

        public static PackBuffer ForB => _forB ??= new PackBuffer();

        /// <summary>
        /// Room for this many floats and some stores past them, aligned to a cache line. Invalidates what was reserved before.
        /// </summary>
        public float* Reserve(int length)
        {
            if (_memory.Length < length + Slack)
            {
                uint rounded = BitOperations.RoundUpToPowerOf2((uint)(length + Slack));
                _memory = GC.AllocateUninitializedArray<float>((int)rounded, pinned: true);
            }

            fixed (float* start = _memory) return (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
        }
    }
}
