using Sargam.Learning.Vae.Data;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Networks;

/// <summary>The classes that an encoder is told.</summary>
internal static class ConditionClasses
{
    /// <summary>One per row, unknown where the average is wanted; null when the encoder is told nothing.</summary>
    /// <exception cref="ArgumentException">The data have no condition where one is needed, or one of other classes.</exception>
    public static int[]? For(VaeShape shape, VaeData data, ConditionEncoding encoding, ulong shuffleSeed)
    {
        if (data.Condition is { } condition && condition.ClassCount != shape.ClassCount)
        {
            throw new ArgumentException($"the model was fitted with {shape.ClassCount} classes, got {condition.ClassCount}", nameof(data));
        }

        if (shape.EncoderConditionSize == 0) return null;
        if (encoding == ConditionEncoding.Average)
        {
            var unknown = new int[data.RowCount];
            Array.Fill(unknown, VaeCondition.Unknown);
            return unknown;
        }

        int[] classes = data.Condition is { } given
            ? [.. given.Classes]
            : throw new ArgumentException($"the encoder needs classes, the data have no condition; use {nameof(ConditionEncoding)}.{ConditionEncoding.Average}", nameof(data));
        if (encoding == ConditionEncoding.Shuffled) new Rng(shuffleSeed).Shuffle(classes.AsSpan());
        return classes;
    }
}
