namespace Sargam.Features.Audio;

/// <summary>The median of positive numbers in time proportional to their count, without sorting or moving them.</summary>
internal static class PositiveMedian
{
    private const int DigitBits = 11;

    /// <summary>Length of the workspace.</summary>
    public const int DigitCount = 1 << DigitBits;

    /// <summary>The middle value, or the mean of the two (numpy: <c>median</c> of float32).</summary>
    /// <param name="values">At least one; finite, not negative.</param>
    /// <param name="workspace"><see cref="DigitCount"/> elements, overwritten.</param>
    public static float Of(ReadOnlySpan<float> values, Span<int> workspace)
    {
        float upper = Ranked(values, values.Length / 2, workspace);
        if (values.Length % 2 == 1) return upper;
        float below = -1;
        int belowCount = 0;
        foreach (float value in values)
        {
            bool isBelow = value < upper;
            belowCount += isBelow ? 1 : 0;
            below = isBelow ? MathF.Max(below, value) : below;
        }

        return belowCount == values.Length / 2 ? (below + upper) / 2 : upper;
    }

    // The bits of floats that are not negative rise with their values: three rounds of counting settle 11, 11 and 10 bits.
    private static float Ranked(ReadOnlySpan<float> values, int rank, Span<int> counts)
    {
        uint prefix = 0;
        uint known = 0;
        foreach (int shift in (ReadOnlySpan<int>)[21, 10, 0])
        {
            counts.Clear();
            uint digits = shift == 0 ? (1u << 10) - 1 : DigitCount - 1;
            foreach (float value in values)
            {
                uint bits = BitConverter.SingleToUInt32Bits(value);
                if ((bits & known) == prefix) counts[(int)(bits >> shift & digits)]++;
            }

            uint digit = 0;
            while (rank >= counts[(int)digit]) rank -= counts[(int)digit++];
            prefix |= digit << shift;
            known |= digits << shift;
        }

        return BitConverter.UInt32BitsToSingle(prefix);
    }
}
