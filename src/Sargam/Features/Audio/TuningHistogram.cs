using System.Numerics.Tensors;

namespace Sargam.Features.Audio;

/// <summary>The most frequent distance of frequencies from the nearest semitone (librosa: <c>pitch_tuning</c>). Not thread-safe.</summary>
internal sealed class TuningHistogram
{
    private const int BinCount = 100;
    private const float ReferenceHz = 440f / 16; // the A four octaves lower, where librosa counts octaves from

    private static readonly double[] Edges = CreateEdges();

    private readonly int[] _counts = new int[BinCount];
    private readonly int[] _digitCounts = new int[PositiveMedian.DigitCount];

    /// <summary>The lower edge of a bin in semitones, rounded as numpy's <c>linspace</c> rounds it.</summary>
    public static double Edge(int bin) => bin == BinCount ? 0.5 : bin * 0.01 - 0.5;

    /// <summary>The lower edge of the fullest bin, the first of equals, over those peaks that are no weaker than the median.</summary>
    /// <param name="pitches">Hz, positive; overwritten.</param>
    /// <param name="powers">As many, positive.</param>
    /// <returns>Semitones; 0 without peaks.</returns>
    public double Mode(Span<float> pitches, ReadOnlySpan<float> powers)
    {
        if (pitches.IsEmpty) return 0;
        float threshold = PositiveMedian.Of(powers, _digitCounts);
        int kept = 0;
        for (int i = 0; i < pitches.Length; i++)
        {
            pitches[kept] = pitches[i];
            kept += powers[i] >= threshold ? 1 : 0; // half of them are: a branch would be wrong every other time
        }

        Count(pitches[..kept]);
        return Edge(_counts.IndexOf(TensorPrimitives.Max<int>(_counts)));
    }

    // In 32 bits and in this order, as librosa does it: a value next to an edge falls on the same side.
    private void Count(Span<float> pitches)
    {
        Array.Clear(_counts);
        TensorPrimitives.Divide(pitches, ReferenceHz, pitches);
        TensorPrimitives.Log2(pitches, pitches);
        TensorPrimitives.Multiply(pitches, 12f, pitches);
        foreach (float semitone in pitches) _counts[Bin(semitone - MathF.Floor(semitone + 0.5f))]++;
    }

    // Edges are rounded, so the quotient may be one off.
    private static int Bin(double residual)
    {
        int bin = (int)((residual + 0.5) * BinCount);
        if (residual < Edges[bin]) return bin - 1;
        return residual >= Edges[bin + 1] ? bin + 1 : bin;
    }

    private static double[] CreateEdges()
    {
        var edges = new double[BinCount + 1];
        for (int bin = 0; bin <= BinCount; bin++) edges[bin] = Edge(bin);
        return edges;
    }
}
