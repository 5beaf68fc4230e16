namespace Sargam.Numerics.Kernels;

/// <summary>
/// One axis of a convolution. Windows of <paramref name="Kernel"/> taps lie on the image, <paramref name="Stride"/> apart; each is
/// one position of the grid: tap k of window i reads the image at i stride + k dilation - padding, zeros outside.
/// </summary>
/// <param name="Image">Positions on the side where the windows lie: what goes into a convolution, what comes out of a transposed one.</param>
/// <param name="Grid">Windows: what comes out of a convolution, what goes into a transposed one.</param>
/// <param name="Kernel">Taps of a window.</param>
/// <param name="Stride">Image positions from one window to the next.</param>
/// <param name="Padding">Image positions by which the first window starts early.</param>
/// <param name="Dilation">Image positions from one tap to the next.</param>
public readonly record struct ConvolutionAxis(int Image, int Grid, int Kernel, int Stride = 1, int Padding = 0, int Dilation = 1)
{
    /// <summary>An axis that is not there: one position, one tap.</summary>
    public static ConvolutionAxis None => new(1, 1, 1);

    internal void ThrowIfInvalid(string name)
    {
        if (Image < 1 || Grid < 1 || Kernel < 1 || Stride < 1 || Padding < 0 || Dilation < 1)
        {
            throw new ArgumentException($"image, grid, kernel, stride and dilation must be at least 1 and padding at least 0, got {this}", name);
        }

        // No sum or difference of positions exceeds this one, so the plans need not look out for overflow.
        long reach = (long)Image + Padding + (Grid - 1L) * Stride + (Kernel - 1L) * Dilation;
        if (reach > Array.MaxLength) throw new ArgumentException($"windows must not reach further than an array is long, got {this}", name);
    }
}
