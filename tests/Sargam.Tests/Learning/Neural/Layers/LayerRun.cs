using Sargam.Learning.Neural;

namespace Sargam.Tests.Learning.Neural.Layers;

/// <summary>One training pass forward and back through a layer, and what the tests make of it.</summary>
internal static class LayerRun
{
    public static (float[] Output, float[] InputGradient) Train(Layer layer, float[] input, float[] outputGradient, int rowCount)
    {
        var output = new float[rowCount * layer.OutputSize];
        var inputGradient = new float[rowCount * layer.InputSize];
        Array.Fill(output, float.NaN);
        Array.Fill(inputGradient, float.NaN);
        layer.Forward(input, output, rowCount, LayerMode.Train);
        layer.Backward(input, output, outputGradient, inputGradient, rowCount);
        return (output, inputGradient);
    }

    public static float[] Evaluate(Layer layer, float[] input, int rowCount)
    {
        var output = new float[rowCount * layer.OutputSize];
        Array.Fill(output, float.NaN);
        layer.Forward(input, output, rowCount, LayerMode.Evaluate);
        return output;
    }

    /// <summary>(N, C, positions) as (N, positions, C).</summary>
    public static T[] ChannelsLast<T>(ReadOnlySpan<T> values, int channels, int positions)
    {
        var result = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (int observation, int channel, int position) = (i / (channels * positions), i / positions % channels, i % positions);
            result[(observation * positions + position) * channels + channel] = values[i];
        }

        return result;
    }
}
