using System.Numerics;

namespace Sargam.Numerics.Kernels;

/// <summary>Scratch memory that grows when needed and is kept. An array on the pinned heap: the collector frees it with its owner.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;
    private const int Slack = 32;

    private float[] _memory = [];

    /// <summary>
    /// Room for this many floats and some stores past them, aligned to a cache line. Invalidates what was reserved before.
    /// </summary>
    public float* Reserve(int length)
    {
        if (_memory.Length < length + Slack)
        {
            long rounded = BitOperations.RoundUpToPowerOf2((uint)length + Slack);
            _memory = GC.AllocateUninitializedArray<float>((int)Math.Min(rounded, Array.MaxLength), pinned: true);
        }

        fixed (float* start = _memory) return (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }
}
