using Sargam.Decoding;
using Sargam.Demo;
using Sargam.Features.Fingerprints;
using Sargam.Numerics;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features.Fingerprints;

/// <summary>Recordings to tell apart, and files to recognise them in.</summary>
internal static class Corpus
{
    private const int Rate = DemoCollection.SampleRate;

    // Looked for once: it starts two processes.
    private static readonly Task<DecoderSet> Decoders = DecoderSet.FindAsync(null, CancellationToken.None).AsTask();

    public static AudioFingerprint Fingerprint(float[] samples) => FingerprintExtractor.Compute(new AudioBuffer(samples, Rate));

    public static AudioFingerprint[] Fingerprints(IEnumerable<float[]> waves) =>
        [.. waves.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(Fingerprint)];

    public static async Task<float[]> LoadAsync(string path)
    {
        var loader = new AudioLoader(await Decoders, new AudioLoaderOptions { Excerpt = ExcerptRule.All });
        return (await loader.LoadAsync(path, TestContext.Current.CancellationToken)).Audio.Samples.ToArray();
    }

    public static async Task<float[]> EncodedAsync(TempFolder folder, float[] samples, Encoding encoding)
    {
        string source = folder.Write("source.wav", Tones.Wav(samples));
        return await LoadAsync(await FfmpegForTests.MakeAsync(folder.File($"encoded.{encoding.Extension}"), ["-i", source, .. encoding.Arguments]));
    }

    /// <summary>The ten clips of the reference data: parts of seven recordings that do not overlap.</summary>
    public static IReadOnlyList<(string Name, float[] Samples)> Clips() =>
        [.. Directory.GetFiles(RepositoryRoot.Shared("golden/audio"), "*.wav").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), PcmWav.Read(path).Samples.ToArray()))];

    public static IReadOnlyList<string> FormatFiles(string clip) =>
        [.. Directory.GetFiles(RepositoryRoot.Shared("golden/audio/formats"), $"{clip}_44100_stereo*")
            .Where(path => Path.GetExtension(path) is not (".npy" or ".json")).Order(StringComparer.Ordinal)];

    public static float[][] Demo(ulong seed, int trackCount) =>
        [.. DemoCollection.Create(new DemoOptions { Seed = seed, TrackCount = trackCount }).Tracks
            .AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(track => track.Render())];

    /// <summary>The spoken digits, 8 kHz and under a second each, in order of their names.</summary>
    public static IReadOnlyList<(string Name, float[] Samples)> Digits() =>
        [.. Directory.GetFiles(RepositoryRoot.Shared("data/fsdd/recordings"), "*.wav").Order(StringComparer.Ordinal)
            .AsParallel().AsOrdered().WithDegreeOfParallelism(2)
            .Select(path => (Path.GetFileNameWithoutExtension(path), PcmWav.Read(path)))
            .Select(file => (file.Item1, Resampler.Resample(file.Item2.Samples.Span, file.Item2.SampleRate, Rate)))];

    /// <summary>
    /// Clips of one length, of one speaker each, no utterance in two of them; of one digit said again and again when asked for:
    /// as like each other as different recordings can be.
    /// </summary>
    public static IReadOnlyList<float[]> Speech(IReadOnlyList<(string Name, float[] Samples)> digits, double seconds, bool isOneDigit)
    {
        int[] order = new Rng(3).Permutation(digits.Count);
        var clips = new List<float[]>();
        foreach (IGrouping<string, int> group in order.GroupBy(i => GroupOf(digits[i].Name, isOneDigit)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var clip = new List<float>();
            foreach (int i in group)
            {
                clip.AddRange(digits[i].Samples);
                if (clip.Count < seconds * Rate) continue;
                clips.Add([.. clip.Take((int)(seconds * Rate))]);
                clip.Clear();
            }
        }

        return clips;
    }

    private static string GroupOf(string name, bool isOneDigit)
    {
        string[] parts = name.Split('_');
        return isOneDigit ? $"{parts[1]}_{parts[0]}" : parts[1];
    }
}
