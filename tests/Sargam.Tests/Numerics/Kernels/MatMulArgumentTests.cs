using Sargam.Numerics.Kernels;

namespace Sargam.Tests.Numerics.Kernels;

public sealed class MatMulArgumentTests
{
    [Theory]
    [InlineData(-1, 2, 2, "rows")]
    [InlineData(2, -1, 2, "columns")]
    [InlineData(2, 2, -1, "depth")]
    public void Negative_sizes_are_named(int rows, int columns, int depth, string name) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Multiply(Operand.AsStored, rows, columns, depth, 4, 4, 4, 2, 2, 2));

    [Theory]
    [InlineData(Operand.AsStored, 2, 3, 3, "strideA")]
    [InlineData(Operand.Transposed, 1, 3, 3, "strideA")]
    [InlineData(Operand.AsStored, 5, 2, 3, "strideB")]
    [InlineData(Operand.AsStored, 5, 3, 2, "strideC")]
    [InlineData(Operand.AsStored, -5, 3, 3, "strideA")]
    public void A_stride_below_a_stored_row_is_named(Operand opA, int strideA, int strideB, int strideC, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            name, () => Multiply(opA, 2, 3, 5, 100, 100, 100, strideA, strideB, strideC));
        Assert.Contains("must be at least", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, 15, 6, "a")]
    [InlineData(10, 14, 6, "b")]
    [InlineData(10, 15, 5, "c")]
    public void A_span_that_is_too_short_is_named_with_both_lengths(int lengthA, int lengthB, int lengthC, string name)
    {
        var error = Assert.Throws<ArgumentException>(
            name, () => Multiply(Operand.AsStored, 2, 3, 5, lengthA, lengthB, lengthC, 5, 3, 3));
        Assert.Contains("got " + (name == "a" ? lengthA : name == "b" ? lengthB : lengthC), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_row_needs_no_room_for_the_gap() => Multiply(Operand.AsStored, 2, 3, 5, 7 + 5, 4 * 4 + 3, 9 + 3, 7, 4, 9);

    [Fact]
    public void Sizes_beyond_an_int_are_refused_not_wrapped() =>
        Assert.Throws<ArgumentException>("a", () => Multiply(Operand.AsStored, 65_536, 1, 65_536, 1, 1, 1, 65_536, 1, 1));

    [Fact]
    public void A_destination_over_an_operand_is_refused()
    {
        var memory = new float[12];
        Assert.Throws<ArgumentException>("c", () => MatMul.Multiply(
            Operand.AsStored, Operand.AsStored, 2, 2, 2, memory.AsSpan(0, 4), 2, new float[4], 2, memory.AsSpan(3, 4), 2));
        Assert.Throws<ArgumentException>("c", () => MatMul.Multiply(
            Operand.AsStored, Operand.AsStored, 2, 2, 2, new float[4], 2, memory.AsSpan(0, 4), 2, memory.AsSpan(3, 4), 2));
    }

    private static void Multiply(
        Operand opA, int rows, int columns, int depth, int lengthA, int lengthB, int lengthC, int strideA, int strideB, int strideC) =>
        MatMul.Multiply(
            opA, Operand.AsStored, rows, columns, depth, new float[lengthA], strideA, new float[lengthB], strideB, new float[lengthC], strideC);
}
