using System.Numerics;
using System.Runtime.InteropServices;

namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015) with PyTorch's arithmetic: both moments corrected for their start at 0, epsilon added outside the
/// square root (PyTorch: <c>optim.Adam</c>). One pass over the store's flat buffers.
/// </summary>
internal sealed class Adam(ParameterStore parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
{
    // Moments and squared gradients below this move no weight (epsilon is far larger) but decay into denormals, which are
    // slow; .NET cannot switch the processor to flush them.
    private const float SmallestMoment = 1e-36f;
    private const float SmallestGradient = 1e-18f;

    private readonly float[] _moment1 = new float[parameters.Values.Length];
    private readonly float[] _moment2 = new float[parameters.Values.Length];
    private readonly float _beta1 = (float)beta1;
    private readonly float _beta2 = (float)beta2;
    private readonly float _complement1 = (float)(1 - beta1);
    private readonly float _complement2 = (float)(1 - beta2);
    private readonly float _epsilon = (float)epsilon;

    /// <summary>Steps made.</summary>
    public int StepCount { get; private set; }

    /// <summary>The moving averages of gradients and of squared gradients, for checkpoints and tests.</summary>
    public (ReadOnlyMemory<float> First, ReadOnlyMemory<float> Second) Moments => (_moment1, _moment2);

    /// <summary>Moves the values against the gradients.</summary>
    public void Step(double learningRate)
    {
        StepCount++;
        float rate = (float)(learningRate / (1 - Math.Pow(beta1, StepCount)));
        float rootCorrection = (float)Math.Sqrt(1 - Math.Pow(beta2, StepCount));
        int vectorised = UpdateVectors(rate, rootCorrection);
        UpdateRest(vectorised, rate, rootCorrection);
    }

    private int UpdateVectors(float rate, float rootCorrection)
    {
        Span<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(parameters.Values);
        ReadOnlySpan<Vector<float>> gradients = MemoryMarshal.Cast<float, Vector<float>>(parameters.Gradients);
        Span<Vector<float>> moments1 = MemoryMarshal.Cast<float, Vector<float>>(_moment1.AsSpan());
        Span<Vector<float>> moments2 = MemoryMarshal.Cast<float, Vector<float>>(_moment2.AsSpan());
        var epsilon = new Vector<float>(_epsilon);
        var inverseRoot = new Vector<float>(1 / rootCorrection);
        for (int i = 0; i < values.Length; i++)
        {
            Vector<float> g = Flush(gradients[i], SmallestGradient);
            Vector<float> m = Flush(moments1[i] * _beta1 + g * _complement1, SmallestMoment);
            Vector<float> v = Flush(moments2[i] * _beta2 + g * g * _complement2, SmallestMoment);
            moments1[i] = m;
            moments2[i] = v;
            values[i] -= m * rate / (Vector.SquareRoot(v) * inverseRoot + epsilon);
        }

        return values.Length * Vector<float>.Count;
    }

    // The same arithmetic for what does not fill a vector.
    private void UpdateRest(int start, float rate, float rootCorrection)
    {
        Span<float> values = parameters.Values;
        ReadOnlySpan<float> gradients = parameters.Gradients;
        float inverseRoot = 1 / rootCorrection;
        for (int i = start; i < values.Length; i++)
        {
            float g = Flush(gradients[i], SmallestGradient);
            float m = Flush(_moment1[i] * _beta1 + g * _complement1, SmallestMoment);
            float v = Flush(_moment2[i] * _beta2 + g * g * _complement2, SmallestMoment);
            _moment1[i] = m;
            _moment2[i] = v;
            values[i] -= m * rate / (MathF.Sqrt(v) * inverseRoot + _epsilon);
        }
    }

    // Written as "not below" so that NaN passes and is noticed.
    private static Vector<float> Flush(Vector<float> value, float smallest) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(value), new Vector<float>(smallest)), Vector<float>.Zero, value);

    private static float Flush(float value, float smallest) => MathF.Abs(value) < smallest ? 0 : value;
}
