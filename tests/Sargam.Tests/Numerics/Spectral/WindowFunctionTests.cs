using Sargam.Numerics.Spectral;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class WindowFunctionTests
{
    [Theory]
    [InlineData(2048, "hann_2048")]
    [InlineData(384, "hann_384_sym_false")]
    public void Hann_is_scipys(int length, string name) =>
        Approx.Equal(Golden.Committed($"filters/{name}.npy").Values, WindowFunction.Hann(length), 1e-12, name);

    [Fact]
    public void Kaiser_has_the_values_of_the_tables()
    {
        // I0(5) = 27.239871823604442 and I0(3) = 4.880792585865024 (Abramowitz and Stegun, table 9.8); sqrt(1 - 0.8^2) = 0.6.
        Func<double, double> window = WindowFunction.Kaiser(beta: 5);

        Assert.Equal(1, window(0), 1e-15);
        Assert.Equal(1 / 27.239871823604442, window(1), 1e-14);
        Assert.Equal(4.880792585865024 / 27.239871823604442, window(0.8), 1e-14);
        Assert.Equal(window(0.8), window(-0.8));
        Assert.Equal(0, window(1.0000001));
    }

    [Fact]
    public void Kaiser_beta_follows_the_formula_for_steep_filters()
    {
        Assert.Equal(0.1102 * 91.3, WindowFunction.KaiserBeta(100), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowFunction.KaiserBeta(50));
    }
}
