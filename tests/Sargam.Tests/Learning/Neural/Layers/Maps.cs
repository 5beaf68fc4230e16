using Sargam.Learning.Neural.Layers;

namespace Sargam.Tests.Learning.Neural.Layers;

/// <summary>Between PyTorch's (channels, height, width) and the layers' (height, width, channels).</summary>
internal static class Maps
{
    public static T[] ChannelsLast<T>(T[] maps, FeatureMapShape shape)
    {
        var result = new T[maps.Length];
        for (int i = 0; i < maps.Length; i++) result[LastIndex(i, shape)] = maps[i];
        return result;
    }

    public static T[] ChannelsFirst<T>(T[] maps, FeatureMapShape shape)
    {
        var result = new T[maps.Length];
        for (int i = 0; i < maps.Length; i++) result[i] = maps[LastIndex(i, shape)];
        return result;
    }

    private static int LastIndex(int index, FeatureMapShape shape)
    {
        int pixels = shape.Height * shape.Width;
        return index / shape.Size * shape.Size + index % pixels * shape.Channels + index / pixels % shape.Channels;
    }
}
