using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

/// <summary>The tuning that librosa finds in a clip of <see cref="LibrosaClip"/>.</summary>
internal static class LibrosaTuning
{
    public static double Of(string name) =>
        (name.StartsWith("synth/", StringComparison.Ordinal) ? Golden.CommittedJson($"{name}/scalars.json") : Golden.SharedJson($"features/{name}/scalars.json"))
        .GetProperty("tuning").GetDouble();
}
