using BenchmarkDotNet.Attributes;
using Sargam.Numerics;
using Sargam.Numerics.Kernels;
using Sargam.Numerics.Parallelism;

namespace Sargam.Benchmarks.Learning;

/// <summary>
/// The convolutions of the VAE that engine.md measures: (1, 39, 130), 32, 64 and 128 channels, kernel 3, stride 2, and the mirrored
/// decoder, batch 64. PyTorch's counterparts are <c>conv2d</c> and <c>conv_transpose2d</c>, forward and backward.
/// GFLOP/s = 6 windows weights / nanoseconds (4 for the first layer, whose input needs no gradient).
/// </summary>
[MemoryDiagnoser]
public class ConvolutionBenchmark
{
    private const int BatchSize = 64;

    private Convolution _convolution = new(new ConvolutionShape(1, 1, ConvolutionAxis.None, ConvolutionAxis.None));
    private float[] _images = [];
    private float[] _grids = [];
    private float[] _imagesOut = [];
    private float[] _gridsOut = [];
    private float[] _weight = [];
    private float[] _gradient = [];
    private float[] _imageSums = [];
    private float[] _gridSums = [];
    private bool _needsInputGradient;

    /// <summary>Image channels, height and width, then grid channels; a transposed layer goes from grid to image.</summary>
    [Params("1x39x130-32", "32x20x65-64", "64x10x33-128", "64x10x34-128 transposed", "32x20x68-64 transposed", "1x40x136-32 transposed")]
    public string Layer { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        int[] sizes = [.. Layer.Split(' ')[0].Split('x', '-').Select(int.Parse)];
        var shape = new ConvolutionShape(sizes[0], sizes[3], Axis(sizes[1]), Axis(sizes[2]));
        _convolution = new Convolution(shape);
        _needsInputGradient = Layer != "1x39x130-32";
        _images = new float[BatchSize * shape.ImageSize];
        _grids = new float[BatchSize * shape.GridSize];
        _imagesOut = new float[_images.Length];
        _gridsOut = new float[_grids.Length];
        _weight = new float[shape.WeightCount];
        _gradient = new float[shape.WeightCount];
        _imageSums = new float[shape.ImageChannels];
        _gridSums = new float[shape.GridChannels];
        foreach (float[] values in new[] { _images, _grids, _weight }) new Rng(1).Normal(values);
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        using IDisposable limit = WorkerPool.Limit(Threads);
        bool isTransposed = Layer.EndsWith("transposed", StringComparison.Ordinal);
        _convolution.Gradient(_images, _grids, _gradient, isTransposed ? _imageSums : [], isTransposed ? [] : _gridSums, BatchSize);
        if (isTransposed || _needsInputGradient) _convolution.ToImage(_grids, _weight, [], _imagesOut, BatchSize);
        _convolution.ToGrid(_images, _weight, [], _gridsOut, BatchSize);
    }

    private static ConvolutionAxis Axis(int length) => new(length, (length + 1) / 2, Kernel: 3, Stride: 2, Padding: 1);
}
