using Sargam.Numerics;
using Sargam.Numerics.Spectral;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Numerics.Spectral;

public sealed class DctTests
{
    [Fact]
    public void TypeTwo_is_scipys_rounded_to_float() =>
        Approx.Equal(Golden.Committed("filters/dct2_ortho_20x128.npy").Values, Dct.TypeTwo(20, 128).Values, 1e-8, "dct2");

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Rows_are_orthonormal(int length)
    {
        MatrixView basis = Dct.TypeTwo(length, length);
        for (int i = 0; i < length; i++)
        {
            for (int j = 0; j < length; j++)
            {
                double product = 0;
                for (int n = 0; n < length; n++) product += basis[i, n] * (double)basis[j, n];
                Assert.Equal(i == j ? 1 : 0, product, 1e-6);
            }
        }
    }

    [Fact]
    public void More_rows_than_columns_are_rejected() => Assert.Throws<ArgumentOutOfRangeException>(() => Dct.TypeTwo(5, 4));
}
