namespace Sargam.Numerics.Kernels;

public static partial class MatMul
{
    /// <summary>Memory for packed panels, one pair a thread.</summary>
    private static class PackBuffer
    {
        [ThreadStatic]
        private static AlignedBuffer? _forA;

        [ThreadStatic]
        private static AlignedBuffer? _forB;

        public static AlignedBuffer ForA => _forA ??= new AlignedBuffer();

        public static AlignedBuffer ForB => _forB ??= new AlignedBuffer();
    }
}
