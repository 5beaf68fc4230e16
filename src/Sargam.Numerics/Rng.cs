using System.Numerics;

namespace Sargam.Numerics;

/// <summary>
/// Seeded random numbers: xoshiro256** (Blackman and Vigna, 2018, https://prng.di.unimi.it), state filled by SplitMix64.
/// The sequence of a seed never changes between machines or versions. Not thread-safe: give each chunk of work its own
/// <see cref="Split"/>.
/// </summary>
public sealed class Rng
{
    private readonly ulong _origin;
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double _spareNormal = double.NaN;

    /// <summary>Starts the sequence of a seed (scikit-learn: <c>random_state</c>). Every seed is a good seed, 0 too.</summary>
    public Rng(ulong seed)
    {
        _origin = seed;
        ulong state = seed;
        _s0 = SplitMix64(ref state);
        _s1 = SplitMix64(ref state);
        _s2 = SplitMix64(ref state);
        _s3 = SplitMix64(ref state);
    }

    /// <summary>
    /// An independent generator for one restart, chunk or purpose. Depends on the seed and the stream number only, not on
    /// how many numbers were already drawn.
    /// </summary>
    public Rng Split(ulong stream)
    {
        ulong state = _origin ^ BitOperations.RotateLeft(stream * 0xD1342543DE82EF95UL, 17);
        ulong mixed = SplitMix64(ref state);
        return new Rng(mixed ^ SplitMix64(ref state) ^ stream);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    public double Uniform(double minimum, double maximum) => minimum + (maximum - minimum) * NextDouble();

    /// <summary>Uniform in [0, <paramref name="exclusiveMaximum"/>), without bias (Lemire, 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is not positive.</exception>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        uint range = (uint)exclusiveMaximum;
        ulong product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            uint threshold = (0u - range) % range;
            while ((uint)product < threshold) product = (NextUInt64() >> 32) * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and standard deviation 1 (Marsaglia's polar method).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            double spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        (double normal, _spareNormal) = NormalPair();
        return normal;
    }

    /// <summary>Fills a span with independent standard normal values.</summary>
    public void Normal(Span<float> destination)
    {
        int i = 0;
        if (!double.IsNaN(_spareNormal) && destination.Length > 0) destination[i++] = (float)Normal();
        for (; i < destination.Length - 1; i += 2)
        {
            (double first, double second) = NormalPair();
            destination[i] = (float)first;
            destination[i + 1] = (float)second;
        }

        if (i < destination.Length) destination[i] = (float)Normal();
    }

    /// <summary>Puts the items into a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 .. <paramref name="count"/>-1 in random order.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        Shuffle(order.AsSpan());
        return order;
    }

    private (double First, double Second) NormalPair()
    {
        double u, v, s;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);
        double factor = Math.Sqrt(-2 * Math.Log(s) / s);
        return (u * factor, v * factor);
    }

    private static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
