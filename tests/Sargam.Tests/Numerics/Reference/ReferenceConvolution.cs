using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Reference;

/// <summary>The three passes of a convolution from the definition, in double precision: one multiply-add at a time.</summary>
internal sealed class ReferenceConvolution(ConvolutionShape shape, float[] images, float[] grids, float[] weight, int count)
{
    public double[] ToGrid(float[] bias)
    {
        var result = new double[grids.Length];
        for (int i = 0; i < result.Length; i++) result[i] = bias.Length == 0 ? 0 : bias[i % bias.Length];
        ForEachTerm((image, grid, w) => result[grid] += (double)images[image] * weight[w]);
        return result;
    }

    public double[] ToImage(float[] bias)
    {
        var result = new double[images.Length];
        for (int i = 0; i < result.Length; i++) result[i] = bias.Length == 0 ? 0 : bias[i % bias.Length];
        ForEachTerm((image, grid, w) => result[image] += (double)grids[grid] * weight[w]);
        return result;
    }

    public double[] Gradient()
    {
        var result = new double[weight.Length];
        ForEachTerm((image, grid, w) => result[w] += (double)images[image] * grids[grid]);
        return result;
    }

    public static double[] ChannelSums(float[] maps, int channels)
    {
        var sums = new double[channels];
        for (int i = 0; i < maps.Length; i++) sums[i % channels] += maps[i];
        return sums;
    }

    private void ForEachTerm(Action<int, int, int> term)
    {
        (ConvolutionAxis v, ConvolutionAxis h) = (shape.Vertical, shape.Horizontal);
        for (int map = 0; map < count; map++)
        {
            for (int y = 0; y < v.Grid; y++)
            {
                for (int x = 0; x < h.Grid; x++)
                {
                    for (int tap = 0; tap < v.Kernel * h.Kernel; tap++)
                    {
                        int imageY = y * v.Stride + tap / h.Kernel * v.Dilation - v.Padding;
                        int imageX = x * h.Stride + tap % h.Kernel * h.Dilation - h.Padding;
                        if (imageY < 0 || imageY >= v.Image || imageX < 0 || imageX >= h.Image) continue;
                        int image = ((map * v.Image + imageY) * h.Image + imageX) * shape.ImageChannels;
                        int grid = ((map * v.Grid + y) * h.Grid + x) * shape.GridChannels;
                        for (int c = 0; c < shape.ImageChannels; c++)
                        {
                            for (int k = 0; k < shape.GridChannels; k++)
                            {
                                term(image + c, grid + k, (k * shape.ImageChannels + c) * v.Kernel * h.Kernel + tap);
                            }
                        }
                    }
                }
            }
        }
    }
}
