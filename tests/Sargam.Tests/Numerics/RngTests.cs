using Sargam.Numerics;

namespace Sargam.Tests.Numerics;

public sealed class RngTests
{
    [Fact]
    public void The_sequence_of_a_seed_never_changes()
    {
        var rng = new Rng(42);
        ulong[] drawn = [rng.NextUInt64(), rng.NextUInt64(), rng.NextUInt64()];

        // SplitMix64(42) as state, then xoshiro256**: from the authors' C reference.
        Assert.Equal([1546998764402558742UL, 6990951692964543102UL, 12544586762248559009UL], drawn);
    }

    [Fact]
    public void A_split_depends_on_seed_and_stream_only()
    {
        var rng = new Rng(7);
        ulong before = rng.Split(3).NextUInt64();
        rng.NextUInt64();

        Assert.Equal(before, rng.Split(3).NextUInt64());
        Assert.NotEqual(before, rng.Split(4).NextUInt64());
        Assert.NotEqual(before, new Rng(8).Split(3).NextUInt64());
    }

    [Fact]
    public void Streams_of_neighbouring_seeds_and_numbers_do_not_collide()
    {
        var seen = new HashSet<ulong>();
        for (ulong seed = 0; seed < 100; seed++)
        {
            for (ulong stream = 0; stream < 100; stream++) Assert.True(seen.Add(new Rng(seed).Split(stream).NextUInt64()));
        }
    }

    [Fact]
    public void Normal_has_mean_zero_and_variance_one()
    {
        var values = new float[100_000];
        new Rng(1).Normal(values);

        double mean = values.Average(v => (double)v);
        double variance = values.Average(v => (v - mean) * (v - mean));
        Assert.Equal(0, mean, 0.02);
        Assert.Equal(1, variance, 0.02);
    }

    [Fact]
    public void NextInt_reaches_every_value_evenly()
    {
        var counts = new int[7];
        var rng = new Rng(5);
        for (int i = 0; i < 70_000; i++) counts[rng.NextInt(7)]++;

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void A_permutation_holds_every_number_once() =>
        Assert.Equal(Enumerable.Range(0, 1000), new Rng(3).Permutation(1000).Order());
}
