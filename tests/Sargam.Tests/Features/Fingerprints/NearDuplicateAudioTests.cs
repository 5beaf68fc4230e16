using Sargam.Features.Fingerprints;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features.Fingerprints;

/// <summary>The small version of <see cref="NearDuplicateStudyTests"/>.</summary>
public sealed class NearDuplicateAudioTests
{
    private readonly FingerprintMatcher _matcher = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_seconds_in_eight_files_are_two_recordings()
    {
        string[] files = [.. Corpus.FormatFiles("trumpet"), .. Corpus.FormatFiles("vibeace_a")];
        Assert.Equal(16, files.Length);
        var fingerprints = new List<AudioFingerprint>();
        foreach (string file in files) fingerprints.Add(Corpus.Fingerprint(await Corpus.LoadAsync(file)));

        IReadOnlyList<NearDuplicate> found = new NearDuplicateFinder().Find(files, fingerprints, Cancel);

        Assert.Equal(14, found.Count);
        Assert.All(found, duplicate => Assert.Equal(Path.GetFileName(duplicate.Id).StartsWith('t') ? files[0] : files[8], duplicate.DuplicateOf));
        Assert.All(found, duplicate => Assert.InRange(duplicate.Match.BitErrorRate, 0, 0.01));
        Assert.All(found, duplicate => Assert.InRange(duplicate.Match.OffsetSeconds, -0.04, 0.04));
    }

    [Theory]
    [InlineData("MP3 64k", "nutcracker_a", 0)]
    [InlineData("Opus 32k", "fishin", 0)]
    [InlineData("8 kHz", "vibeace_b", 0)]
    [InlineData("-20 dB", "libri1", 0)]
    [InlineData("+0.5 s", "brahms_a", -0.5)]
    [InlineData("+3.3 s, MP3 64k", "libri1", -3.3)]
    [InlineData("+2.137 s, 4 s, MP3 128k", "fishin", -2.137)]
    public async Task A_changed_copy_is_recognised(string encoding, string clip, double offset)
    {
        float[] samples = Corpus.Clips().Single(entry => entry.Name == clip).Samples;
        using var folder = new TempFolder();
        AudioFingerprint changed = Corpus.Fingerprint(await Corpus.EncodedAsync(folder, samples, Encodings.Named(encoding)));

        NearDuplicate found = Assert.Single(new NearDuplicateFinder().Find(["original", "copy"], [Corpus.Fingerprint(samples), changed], Cancel));

        Assert.Equal(("copy", "original"), (found.Id, found.DuplicateOf));
        Assert.InRange(found.Match.BitErrorRate, 0, 0.03);
        Assert.InRange(found.Match.OffsetSeconds, offset - 0.04, offset + 0.04);
    }

    [Fact]
    public void Different_parts_of_recordings_are_different() =>
        Assert.Equal(0, FalsePairCount.Of(_matcher, Corpus.Fingerprints(Corpus.Clips().Select(clip => clip.Samples))));

    [Fact]
    public void No_track_of_the_demo_is_a_duplicate() =>
        Assert.Equal(0, FalsePairCount.Of(_matcher, Corpus.Fingerprints(Corpus.Demo(1, 60))));

    [Fact]
    public void The_same_word_said_again_by_the_same_speaker_is_another_recording()
    {
        (string Name, float[] Samples)[] digits = [.. Corpus.Digits().Where(digit => digit.Name.Contains("_jackson_", StringComparison.Ordinal))];

        Assert.Equal(0, FalsePairCount.Of(_matcher, Corpus.Fingerprints(digits.Select(digit => digit.Samples))));
        Assert.Equal(0, FalsePairCount.Of(_matcher, Corpus.Fingerprints(Corpus.Speech(digits, 2, isOneDigit: true))));
    }
}
