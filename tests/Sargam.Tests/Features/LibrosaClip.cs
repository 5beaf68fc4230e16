using Sargam.Decoding;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

/// <summary>A clip with librosa's answers: synthetic ones are committed, recordings are read where they are present.</summary>
internal sealed class LibrosaClip
{
    private const string SyntheticPrefix = "synth/";
    private readonly string _name;

    private LibrosaClip(string name, AudioBuffer audio)
    {
        _name = name;
        Audio = audio;
    }

    /// <summary>For <c>MemberData</c>.</summary>
    public static TheoryData<string> All =>
    [
        "synth/band", "synth/sweep", "synth/clicks", "synth/quiet", "synth/silence",
        "vibeace_a", "vibeace_b", "nutcracker_a", "nutcracker_b", "brahms_a", "brahms_b", "fishin", "trumpet", "libri1", "robin",
    ];

    public AudioBuffer Audio { get; }

    /// <summary>Opens a clip; skips the test when it is a recording that is not here.</summary>
    public static LibrosaClip Open(string name) => new(name, PcmWav.Read(name.StartsWith(SyntheticPrefix, StringComparison.Ordinal)
        ? Golden.CommittedPath($"{name}.wav")
        : RepositoryRoot.Shared($"golden/audio/{name}.wav")));

    /// <summary>librosa's answer.</summary>
    public NpyArray Reference(string feature) => _name.StartsWith(SyntheticPrefix, StringComparison.Ordinal)
        ? Golden.Committed($"{_name}/{feature}.npy")
        : Golden.Shared($"features/{_name}/{feature}.npy");
}
