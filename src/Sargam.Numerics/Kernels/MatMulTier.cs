namespace Sargam.Numerics.Kernels;

/// <summary>The instruction sets that a matrix product can be made of.</summary>
internal enum MatMulTier
{
    /// <summary>One float at a time.</summary>
    Scalar,

    /// <summary>Vectors of 4, of which 16 fit the registers: SSE.</summary>
    Vector128,

    /// <summary>Vectors of 4, of which 32 fit: ARM.</summary>
    Vector128Wide,

    /// <summary>AVX2 and FMA.</summary>
    Vector256,

    /// <summary>AVX-512.</summary>
    Vector512,
}
