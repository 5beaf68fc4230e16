using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class LibrosaTests
{
    public static TheoryData<string> Clips =>
        ["vibeace_a", "vibeace_b", "nutcracker_a", "nutcracker_b", "brahms_a", "brahms_b", "fishin", "trumpet", "libri1", "robin"];

    [Theory]
    [InlineData("band")]
    [InlineData("sweep")]
    [InlineData("clicks")]
    [InlineData("quiet")]
    [InlineData("silence")]
    public void Features_of_synthetic_sounds_are_librosas(string clip) =>
        LibrosaReference.Check(
            PcmWav.Read(Golden.CommittedPath($"synth/{clip}.wav")), name => Golden.Committed($"synth/{clip}/{name}.npy"));

    [Theory]
    [InlineData("band")]
    [InlineData("sweep")]
    [InlineData("clicks")]
    [InlineData("quiet")]
    public void Schemas_of_synthetic_sounds_are_librosas(string clip) =>
        LibrosaReference.CheckSchemas(
            PcmWav.Read(Golden.CommittedPath($"synth/{clip}.wav")), name => Golden.Committed($"synth/{clip}/{name}.npy"));

    [Theory]
    [MemberData(nameof(Clips))]
    public void Features_of_recordings_are_librosas(string clip)
    {
        Sargam.Decoding.AudioBuffer audio = PcmWav.Read(RepositoryRoot.Shared($"golden/audio/{clip}.wav"));
        LibrosaReference.Check(audio, name => Golden.Shared($"features/{clip}/{name}.npy"));
        LibrosaReference.CheckSchemas(audio, name => Golden.Shared($"features/{clip}/{name}.npy"));
    }
}
