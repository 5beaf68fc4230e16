using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>Power on a logarithmic scale (librosa: <c>power_to_db</c>).</summary>
public static class PowerToDecibels
{
    /// <summary>Replaces the powers of one clip by decibels.</summary>
    /// <param name="values">In: powers, not negative. Out: 10 log10(power / reference), no lower than the clip's maximum - TopDecibels.</param>
    /// <param name="options">Default: reference 1, floor 1e-10, range 80 dB.</param>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    public static void Apply(Span<float> values, DecibelOptions? options = null)
    {
        options ??= new DecibelOptions();
        OptionError.ThrowIfAny(options.Validate(), nameof(DecibelOptions));
        if (values.IsEmpty) return;
        float reference = 10 * MathF.Log10(MathF.Max(options.MinPower, options.Reference));
        float maximum = ApplyLogarithm(values, options.MinPower, reference);
        if (options.TopDecibels is { } top) TensorPrimitives.Max(values, maximum - top, values);
    }

    // One pass; the same in TensorPrimitives takes four.
    private static float ApplyLogarithm(Span<float> values, float floor, float reference)
    {
        var floors = new Vector<float>(floor);
        var scale = new Vector<float>(10 / MathF.Log(10));
        var references = new Vector<float>(reference);
        var maxima = new Vector<float>(float.NegativeInfinity);
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref Vector<float> power in vectors)
        {
            power = Vector.Log(Vector.Max(power, floors)) * scale - references;
            maxima = Vector.Max(maxima, power);
        }

        float maximum = float.NegativeInfinity;
        for (int lane = 0; lane < Vector<float>.Count; lane++) maximum = MathF.Max(maximum, maxima[lane]);
        foreach (ref float power in values[(vectors.Length * Vector<float>.Count)..])
        {
            power = (float)(10 * Math.Log10(MathF.Max(power, floor))) - reference;
            maximum = MathF.Max(maximum, power);
        }

        return maximum;
    }
}
