using System.Buffers.Binary;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Sargam.Decoding;
using Sargam.Demo;
using Sargam.Features.Audio;
using Sargam.Features.Fingerprints;
using Sargam.Numerics;

namespace Sargam.Benchmarks.Features;

/// <summary>
/// Thirty seconds: power spectra alone and with a fingerprint; then the search of collections, whose time should grow with the
/// number of tracks and not with its square. The collections are made of the demo's fingerprints, in pieces of 1.5 seconds
/// that are turned round in time and frequency, with some signs inverted: distributed much like real ones, and all different.
/// </summary>
[MemoryDiagnoser]
public class FingerprintBenchmark
{
    private const int WordCount = 424;
    private const int PieceLength = 21;

    private readonly Stft _stft = new();
    private readonly FingerprintExtractor _extractor = new();
    private readonly float[] _samples = new float[30 * DemoCollection.SampleRate];
    private StftWorkspace _workspace = null!;
    private AudioFingerprint[] _fingerprints = [];
    private string[] _ids = [];

    [Params(2_500, 10_000)]
    public int TrackCount { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _workspace = _stft.CreateWorkspace();
        float[][] tracks = [.. DemoCollection.Create(new DemoOptions { Seed = 1 }).Tracks.Select(track => track.Render())];
        for (int i = 0, at = 0; at < _samples.Length; at += tracks[i++].Length)
        {
            tracks[i].AsSpan(0, Math.Min(tracks[i].Length, _samples.Length - at)).CopyTo(_samples.AsSpan(at));
        }

        AudioFingerprint[] pool = [.. tracks.Select(track => FingerprintExtractor.Compute(new AudioBuffer(track, DemoCollection.SampleRate)))];
        _fingerprints = Collection(pool, TrackCount);
        _ids = [.. Enumerable.Range(0, TrackCount).Select(i => $"{i}")];
    }

    [Benchmark(Baseline = true)]
    public void PowerSpectraOnly() => _stft.Analyze(_samples, _workspace, []);

    [Benchmark]
    public AudioFingerprint PowerSpectraAndFingerprint()
    {
        _stft.Analyze(_samples, _workspace, [_extractor]);
        return _extractor.ToFingerprint();
    }

    [Benchmark]
    public IReadOnlyList<NearDuplicate> Find() => new NearDuplicateFinder().Find(_ids, _fingerprints);

    /// <summary>Different fingerprints of thirty seconds; every tenth repeats the one before it, with one sign in fifty wrong.</summary>
    public static AudioFingerprint[] Collection(IReadOnlyList<AudioFingerprint> pool, int trackCount)
    {
        var fingerprints = new AudioFingerprint[trackCount];
        for (int track = 0; track < trackCount; track++)
        {
            var rng = new Rng((ulong)track);
            fingerprints[track] = track % 10 == 9 ? Damaged(fingerprints[track - 1], rng) : Pieces(pool, rng);
        }

        return fingerprints;
    }

    private static AudioFingerprint Pieces(IReadOnlyList<AudioFingerprint> pool, Rng rng)
    {
        var signs = new uint[WordCount];
        var strong = new uint[WordCount];
        for (int start = 0; start < WordCount; start += PieceLength)
        {
            AudioFingerprint source = pool[rng.NextInt(pool.Count)];
            int from = rng.NextInt(source.WordCount - PieceLength);
            int turn = rng.NextInt(AudioFingerprint.BitsPerWord);
            bool isReversed = rng.NextInt(2) == 1;
            uint inverted = 0;
            for (int nibble = 0; nibble < 8; nibble++) inverted |= rng.NextInt(2) == 1 ? 0xFu << (4 * nibble) : 0;
            for (int i = start; i < Math.Min(start + PieceLength, WordCount); i++)
            {
                int word = from + (isReversed ? PieceLength - 1 - (i - start) : i - start);
                signs[i] = BitOperations.RotateLeft(source.Signs[word], turn) ^ inverted;
                strong[i] = BitOperations.RotateLeft(source.Strong[word], turn);
            }
        }

        return Fingerprint(signs, strong);
    }

    private static AudioFingerprint Damaged(AudioFingerprint original, Rng rng)
    {
        uint[] signs = original.Signs.ToArray();
        for (int i = 0; i < signs.Length * AudioFingerprint.BitsPerWord / 50; i++) signs[rng.NextInt(signs.Length)] ^= 1u << rng.NextInt(32);
        return Fingerprint(signs, original.Strong.ToArray());
    }

    // Through the stored form, which is what the library offers to the outside.
    private static AudioFingerprint Fingerprint(uint[] signs, uint[] strong)
    {
        var bytes = new byte[8 + 8 * signs.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, AudioFingerprint.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)signs.Length);
        for (int i = 0; i < signs.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8 + 8 * i), signs[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12 + 8 * i), strong[i]);
        }

        return AudioFingerprint.FromBytes(bytes);
    }
}
