using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// The functions that activations are made of, a vector at a time, to a few units in the last place. All are built on the
/// exponential of what is not positive, so nothing overflows; NaN stays NaN. The polynomials are minimax fits.
/// </summary>
internal static class ActivationMath
{
    // Below, the exponential would be denormal, which is slow: 0 instead.
    private const float SmallestExponent = -87.33654f;

    // Adding this leaves the nearest integer in the low bits.
    private const float RoundToInteger = 12582912f;

    private const float InverseLn2 = 1.44269504f;

    // ln 2 in two parts; the high one has few bits, so its multiples are exact.
    private const float HighLn2 = 0.693359375f;
    private const float LowLn2 = -2.12194440e-4f;

    /// <summary>e^x for x at most 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpOfNegative(Vector<float> x)
    {
        (Vector<float> scale, Vector<float> excess) = SplitExp(x);
        Vector<float> value = MultiplyAddEstimate(scale, excess, scale);
        return ConditionalSelect(LessThan(x, new Vector<float>(SmallestExponent)), Vector<float>.Zero, value);
    }

    /// <summary>e^x - 1 for x at most 0, accurate near 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpMinusOneOfNegative(Vector<float> x)
    {
        (Vector<float> scale, Vector<float> excess) = SplitExp(x);
        return MultiplyAddEstimate(scale, excess, scale - Vector<float>.One);
    }

    /// <summary>1 / (1 + e^-x), and 1 minus that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Value, Vector<float> Complement) Sigmoid(Vector<float> x)
    {
        Vector<float> exponential = ExpOfNegative(-Abs(x));
        Vector<float> larger = Vector<float>.One / (Vector<float>.One + exponential);
        Vector<float> smaller = exponential * larger;
        Vector<int> isNegative = LessThan(x, Vector<float>.Zero);
        return (ConditionalSelect(isNegative, smaller, larger), ConditionalSelect(isNegative, larger, smaller));
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        Vector<float> size = Abs(x);
        Vector<float> exponential = ExpOfNegative(new Vector<float>(-2f) * size);
        Vector<float> large = (Vector<float>.One - exponential) / (Vector<float>.One + exponential);

        // Where 1 - e^-2x would lose digits: x + x^3 P(x^2).
        Vector<float> square = x * x;
        Vector<float> p = MultiplyAddEstimate(new Vector<float>(-0.0057170445f), square, new Vector<float>(0.0206505868f));
        p = MultiplyAddEstimate(p, square, new Vector<float>(-0.0537434979f));
        p = MultiplyAddEstimate(p, square, new Vector<float>(0.1333149128f));
        p = MultiplyAddEstimate(p, square, new Vector<float>(-0.3333328393f));
        Vector<float> small = MultiplyAddEstimate(p * square, x, x);
        return ConditionalSelect(LessThan(size, new Vector<float>(0.625f)), small, CopySign(large, x));
    }

    /// <summary>ln(1 + e^-|x|), which makes softplus and the cross-entropy of logits stable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogOnePlusExpOfNegative(Vector<float> size)
    {
        // ln(1 + e) = 2 artanh(e / (2 + e)), an odd series in at most 1/3.
        Vector<float> exponential = ExpOfNegative(-size);
        Vector<float> ratio = exponential / (exponential + new Vector<float>(2f));
        Vector<float> square = ratio * ratio;
        Vector<float> p = MultiplyAddEstimate(new Vector<float>(0.140957731f), square, new Vector<float>(0.1397883301f));
        p = MultiplyAddEstimate(p, square, new Vector<float>(0.2001255715f));
        p = MultiplyAddEstimate(p, square, new Vector<float>(0.3333315507f));
        p = MultiplyAddEstimate(p, square, Vector<float>.One);
        return (ratio + ratio) * p;
    }

    /// <summary>
    /// The standard normal distribution function, (1 + erf(x / sqrt 2)) / 2, to 2e-7 and in the lower tail to as many digits, and
    /// e^(-x^2/2), which it needs anyway.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<float> Distribution, Vector<float> Bell) Normal(Vector<float> x)
    {
        // The tail is t P(t) e^(-x^2/2) with t = 1 / (1 + |x| / 4) (form: Abramowitz and Stegun 1964, 26.2.17).
        Vector<float> bell = ExpOfNegative(new Vector<float>(-0.5f) * x * x);
        Vector<float> t = Vector<float>.One / MultiplyAddEstimate(Abs(x), new Vector<float>(0.25f), Vector<float>.One);
        Vector<float> p = MultiplyAddEstimate(new Vector<float>(-0.0914415295f), t, new Vector<float>(0.3402170245f));
        p = MultiplyAddEstimate(p, t, new Vector<float>(-0.2628403229f));
        p = MultiplyAddEstimate(p, t, new Vector<float>(0.275176832f));
        p = MultiplyAddEstimate(p, t, new Vector<float>(0.0293701121f));
        p = MultiplyAddEstimate(p, t, new Vector<float>(0.1104224914f));
        p = MultiplyAddEstimate(p, t, new Vector<float>(0.0990953879f));
        Vector<float> tail = p * t * bell;
        return (ConditionalSelect(LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail), bell);
    }

    /// <summary>x within [-limit, limit]; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Clamp(Vector<float> x, float limit)
    {
        var most = new Vector<float>(limit);
        return ConditionalSelect(GreaterThan(Abs(x), most), CopySign(most, x), x);
    }

    /// <summary>e^x = scale (1 + excess): a power of two and what the remainder adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Scale, Vector<float> Excess) SplitExp(Vector<float> x)
    {
        var smallest = new Vector<float>(SmallestExponent);
        x = ConditionalSelect(LessThan(x, smallest), smallest, x);
        var round = new Vector<float>(RoundToInteger);
        Vector<float> shifted = MultiplyAddEstimate(x, new Vector<float>(InverseLn2), round);
        Vector<float> power = shifted - round;
        Vector<float> rest = MultiplyAddEstimate(power, new Vector<float>(-HighLn2), x);
        rest = MultiplyAddEstimate(power, new Vector<float>(-LowLn2), rest);
        Vector<float> p = MultiplyAddEstimate(new Vector<float>(0.0013950479f), rest, new Vector<float>(0.0083688822f));
        p = MultiplyAddEstimate(p, rest, new Vector<float>(0.041666206f));
        p = MultiplyAddEstimate(p, rest, new Vector<float>(0.166665189f));
        p = MultiplyAddEstimate(p, rest, new Vector<float>(0.5000000095f));
        Vector<float> excess = MultiplyAddEstimate(p * rest, rest, rest);
        Vector<int> bits = ShiftLeft(AsVectorInt32(shifted), 23) + AsVectorInt32(Vector<float>.One);
        return (AsVectorSingle(bits), excess);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CopySign(Vector<float> magnitude, Vector<float> sign) =>
        ConditionalSelect(AsVectorSingle(new Vector<int>(int.MinValue)), sign, magnitude);
}
