namespace Sargam.Numerics.Kernels;

/// <summary>Whether a matrix operand is used as it is stored or transposed.</summary>
public enum Operand
{
    /// <summary>As stored.</summary>
    AsStored,

    /// <summary>Transposed: rows are read as columns.</summary>
    Transposed,
}
