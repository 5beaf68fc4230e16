using Sargam.Features.Audio;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class ChromaFilterBankTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.13, "p0.13")]
    [InlineData(-0.25, "m0.25")]
    public void Filters_are_librosas(double tuning, string file)
    {
        NpyArray expected = Golden.Committed($"filters/chroma_tuning_{file}.npy");
        var filters = new ChromaFilterBank(22050, 2048, tuning);

        Assert.Equal([ChromaFilterBank.ChromaCount, filters.BinCount], expected.Shape);
        Approx.EqualToPeak(expected.Values, filters.ToMatrix().Values, 2e-7, "chroma filters");
    }

    [Fact]
    public void A_tuning_of_one_semitone_moves_every_pitch_class_by_one()
    {
        Matrix low = new ChromaFilterBank(22050, 4096).ToMatrix();
        Matrix high = new ChromaFilterBank(22050, 4096, 1).ToMatrix();

        for (int bin = 50; bin < low.ColumnCount; bin += 37)
        {
            float scale = high[0, bin] / low[1, bin]; // octaves are counted from the tuned A
            for (int chroma = 0; chroma < 12; chroma++) Assert.Equal(low[(chroma + 1) % 12, bin] * scale, high[chroma, bin], 1e-5);
        }
    }

    [Fact]
    public void Every_tuning_is_computed_once_and_is_its_own()
    {
        var cache = new ChromaFilterBankCache(22050, 512);
        for (int place = 0; place < 100; place++)
        {
            double tuning = TuningHistogram.Edge(place);
            ChromaFilterBank filters = cache.Get(tuning);

            Assert.Equal(tuning, filters.Tuning);
            Assert.Same(filters, cache.Get(tuning));
            Assert.Same(filters, cache.Get(place / 100.0 - 0.5));
            Assert.Equal(new ChromaFilterBank(22050, 512, tuning).ToMatrix().Values.ToArray(), filters.ToMatrix().Values.ToArray());
        }
    }

    [Theory]
    [InlineData(0.123)]
    [InlineData(0.5)]
    [InlineData(-0.51)]
    [InlineData(3)]
    public void Other_tunings_are_right_too(double tuning) => Assert.Equal(tuning, new ChromaFilterBankCache(22050, 512).Get(tuning).Tuning);

    [Fact]
    public void Threads_get_the_same_filters()
    {
        var cache = new ChromaFilterBankCache(22050, 512);
        var found = new ChromaFilterBank[64];
        Parallel.For(0, found.Length, i => found[i] = cache.Get(0.07));

        Assert.All(found, filters => Assert.Same(found[0], filters));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_tuning_must_be_finite(double tuning)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChromaFilterBank(22050, 2048, tuning));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChromaFilterBankCache(22050, 2048).Get(tuning));
    }
}
