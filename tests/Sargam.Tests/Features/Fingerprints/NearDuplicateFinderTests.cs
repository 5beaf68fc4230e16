using System.Numerics;
using Sargam.Features.Fingerprints;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Features.Fingerprints;

public sealed class NearDuplicateFinderTests
{
    private readonly FingerprintMatcher _matcher = new();
    private readonly NearDuplicateFinder _finder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_shifted_and_damaged_copy_is_matched_with_its_evidence()
    {
        AudioFingerprint original = Random(1, 424);
        FingerprintMatch match = Assert.NotNull(_matcher.Match(original, Copy(original, 50, 300, errorRate: 0.02, seed: 2)));

        Assert.InRange(match.BitErrorRate, 0.01, 0.03);
        Assert.Equal(300 / AudioFingerprint.WordsPerSecond, match.OverlapSeconds, 1e-9);
        Assert.Equal(-50 / AudioFingerprint.WordsPerSecond, match.OffsetSeconds, 1e-9);
        Assert.InRange(match.ComparedBits, 4000, 5500);
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.10, false)]
    public void Too_many_errors_are_another_recording(double errorRate, bool isMatch)
    {
        AudioFingerprint original = Random(3, 424);
        Assert.Equal(isMatch, _matcher.Match(original, Copy(original, 0, 424, errorRate, seed: 4)) is not null);
    }

    [Fact]
    public void Too_little_is_refused_even_when_it_is_equal()
    {
        AudioFingerprint original = Random(5, 424);
        Assert.Null(_matcher.Match(original, Copy(original, 100, 8, 0, 6)));
        Assert.Null(_matcher.Match(original, Copy(original, 0, 0, 0, 6)));
        Assert.NotNull(_matcher.Match(original, Copy(original, 100, 40, 0, 6)));
    }

    [Fact]
    public void A_short_agreement_of_long_recordings_is_not_enough()
    {
        AudioFingerprint first = Random(7, 424);
        AudioFingerprint second = Join(Random(8, 374), Copy(first, 0, 50, 0, 9));
        Assert.Null(_matcher.Match(first, second));
        Assert.Empty(_finder.Find(["a", "b"], [first, second], Cancel));
    }

    [Fact]
    public void Sound_where_the_other_is_silent_counts_against_a_match()
    {
        AudioFingerprint jingle = Random(10, 60);
        AudioFingerprint alone = Join(jingle, Silent(140));
        Assert.Null(_matcher.Match(alone, Join(jingle, Random(11, 140))));
        Assert.NotNull(_matcher.Match(alone, Join(jingle, Silent(100))));
    }

    [Fact]
    public void Repeating_a_short_pattern_is_no_more_evidence_than_the_pattern()
    {
        AudioFingerprint turn = Random(12, 7);
        AudioFingerprint siren = Join([.. Enumerable.Repeat(turn, 50)]);
        Assert.Null(_matcher.Match(siren, siren));
        AudioFingerprint loop = Join([.. Enumerable.Repeat(Random(13, 30), 12)]);
        Assert.NotNull(_matcher.Match(loop, loop));
    }

    [Fact]
    public void The_first_in_the_listing_represents_its_group()
    {
        AudioFingerprint a = Random(20, 424), b = Random(21, 424);
        IReadOnlyList<NearDuplicate> found = _finder.Find(
            ["other", "a1", "b1", "a2", "b2", "a3"],
            [Random(22, 424), a, b, Copy(a, 40, 300, 0.01, 23), Copy(b, 0, 424, 0.01, 24), Copy(a, 100, 324, 0.01, 25)], Cancel);

        Assert.Equal([("a2", "a1"), ("b2", "b1"), ("a3", "a1")], found.Select(duplicate => (duplicate.Id, duplicate.DuplicateOf)));
    }

    [Fact]
    public void A_chain_does_not_join_what_is_unlike()
    {
        AudioFingerprint left = Random(30, 200), right = Random(31, 200);
        IReadOnlyList<NearDuplicate> found = _finder.Find(["left", "both", "right"], [left, Join(left, right), right], Cancel);

        NearDuplicate only = Assert.Single(found);
        Assert.Equal(("both", "left"), (only.Id, only.DuplicateOf));
    }

    [Fact]
    public void A_copy_of_a_copy_is_linked_to_the_representative_it_resembles()
    {
        AudioFingerprint a = Random(32, 424);
        string[] ids = [.. Enumerable.Range(0, 40).Select(i => $"{i}")];
        AudioFingerprint[] copies = [.. Enumerable.Range(0, 40).Select(i => i == 0 ? a : Copy(a, i, 380, 0.01, (ulong)i))];

        Assert.All(new NearDuplicateFinder(new NearDuplicateOptions { MaxTracksPerWord = 2 }).Find(ids, copies, Cancel), duplicate => Assert.Equal("0", duplicate.DuplicateOf));
        Assert.Equal(39, _finder.Find(ids, copies, Cancel).Count);
    }

    [Fact]
    public void The_index_finds_what_comparing_all_pairs_finds()
    {
        for (ulong seed = 100; seed < 104; seed++)
        {
            var rng = new Rng(seed);
            var tracks = new List<AudioFingerprint>();
            for (int i = 0; i < 60; i++)
            {
                int from = rng.NextInt(100);
                tracks.Add(i % 3 == 2
                    ? Copy(tracks[rng.NextInt(tracks.Count)], from, 150 + rng.NextInt(150), rng.Uniform(0, 0.03), rng.NextUInt64())
                    : Random(rng.NextUInt64(), 424));
            }

            var expected = new HashSet<int>();
            for (int later = 0; later < tracks.Count; later++)
            {
                if (Enumerable.Range(0, later).Any(earlier => !expected.Contains(earlier) && _matcher.Match(tracks[earlier], tracks[later]) is not null)) expected.Add(later);
            }

            string[] ids = [.. tracks.Select((_, i) => $"{i}")];
            Assert.True(expected.Order().Select(i => $"{i}").SequenceEqual(_finder.Find(ids, tracks, Cancel).Select(found => found.Id)), $"seed {seed}");
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_result()
    {
        AudioFingerprint[] tracks = [.. Enumerable.Range(0, 100).Select(i => i % 4 == 3 ? Copy(Random((ulong)i - 1, 424), 10, 400, 0.02, (ulong)i) : Random((ulong)i, 424))];
        string[] ids = [.. tracks.Select((_, i) => $"{i}")];
        NearDuplicate[] Run(int threads)
        {
            using IDisposable limit = WorkerPool.Limit(threads);
            return [.. _finder.Find(ids, tracks, Cancel)];
        }

        Assert.Equal(25, Run(1).Length);
        Assert.Equal(Run(1), Run(4));
    }

    [Fact]
    public void Mistakes_are_named()
    {
        ArgumentException options = Assert.Throws<ArgumentException>(() => new NearDuplicateFinder(new NearDuplicateOptions
        {
            MaxBitErrorRate = 0.5,
            MinEvidence = double.NaN,
            MinOverlapShare = 0,
            MinComparedShare = 1.1,
            MaxTracksPerWord = 257,
        }));
        foreach (string name in (string[])["MaxBitErrorRate", "MinEvidence", "MinOverlapShare", "MinComparedShare", "MaxTracksPerWord"])
        {
            Assert.Contains(name, options.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => _finder.Find(["a"], [], Cancel));
        Assert.Empty(_finder.Find([], [], Cancel));
        Assert.Throws<OperationCanceledException>(() => _finder.Find(["a"], [Random(1, 424)], new CancellationToken(canceled: true)));
    }

    // About half of the signs strong, as in music; neighbouring words share most signs, as they look at the same frames.
    private static AudioFingerprint Random(ulong seed, int wordCount)
    {
        var rng = new Rng(seed);
        var signs = new uint[wordCount];
        var strong = new uint[wordCount];
        for (int i = 0; i < wordCount; i++)
        {
            uint changed = (uint)rng.NextUInt64() & (uint)rng.NextUInt64();
            signs[i] = i == 0 ? (uint)rng.NextUInt64() : signs[i - 1] ^ changed;
            strong[i] = (uint)rng.NextUInt64();
        }

        return new AudioFingerprint(0, signs, strong);
    }

    private static AudioFingerprint Copy(AudioFingerprint original, int from, int wordCount, double errorRate, ulong seed)
    {
        var rng = new Rng(seed);
        wordCount = Math.Min(wordCount, Math.Max(0, original.WordCount - from));
        uint[] signs = wordCount == 0 ? [] : original.Signs.Slice(from, wordCount).ToArray();
        for (int i = 0; i < signs.Length * 32; i++)
        {
            if (rng.NextDouble() < errorRate) signs[i / 32] ^= BitOperations.RotateLeft(1u, i % 32);
        }

        return new AudioFingerprint(0, signs, wordCount == 0 ? [] : original.Strong.Slice(from, wordCount).ToArray());
    }

    private static AudioFingerprint Silent(int wordCount) => new(0, new uint[wordCount], new uint[wordCount]);

    private static AudioFingerprint Join(params AudioFingerprint[] parts) => new(
        0, [.. parts.SelectMany(part => part.Signs.ToArray())], [.. parts.SelectMany(part => part.Strong.ToArray())]);
}
