using Sargam.Scanning;

namespace Sargam.Tests.Representation;

/// <summary>Tracks that exist only as rows of a table.</summary>
internal static class Tracks
{
    public static Track Of(int number, params (string Label, string Value)[] labels) => new()
    {
        Id = $"{number:x32}",
        Path = $"{number}.wav",
        Size = 1,
        Modified = DateTime.UnixEpoch,
        Title = $"{number}",
        Labels = labels.ToDictionary(label => label.Label, label => label.Value, StringComparer.Ordinal),
    };
}
