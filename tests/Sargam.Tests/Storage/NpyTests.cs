using System.Text;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Tests.Storage;

public sealed class NpyTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(37, 41)]
    public void A_matrix_survives_a_round_trip(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        new Rng(1).Normal(matrix.Values);
        using var stream = new MemoryStream();
        Npy.Write(stream, matrix);
        stream.Position = 0;

        NpyArray back = Npy.Read(stream);

        Assert.Equal([rows, columns], back.Shape);
        Assert.Equal(matrix.Values.ToArray(), back.ToMatrix().Values.ToArray());
    }

    [Fact]
    public void Data_starts_at_a_multiple_of_64_as_numpy_writes_it()
    {
        using var stream = new MemoryStream();
        Npy.Write(stream, [1, 2, 3]);

        Assert.Equal(128 + 12, stream.Length);
        Assert.Contains("'shape': (3,), }", Encoding.ASCII.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_precision_arrays_are_read_exactly()
    {
        Half[] halves = [(Half)0.1, (Half)(-540), Half.MinValue, Half.Epsilon];
        string header = "{'descr': '<f2', 'fortran_order': False, 'shape': (2, 2), }\n";
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. System.Runtime.InteropServices.MemoryMarshal.AsBytes<Half>(halves)];

        NpyArray array = Npy.Read(new MemoryStream(file));

        Assert.Equal([2, 2], array.Shape);
        Assert.Equal([.. halves.Select(half => (double)half)], array.Values.ToArray());
    }

    [Theory]
    [InlineData("", "magic")]
    [InlineData("RIFF....WAVE", "magic")]
    public void Other_files_are_refused(string content, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(new MemoryStream(Encoding.ASCII.GetBytes(content))));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        using var stream = new MemoryStream();
        Npy.Write(stream, new Matrix(10, 10));
        stream.SetLength(stream.Length - 1);
        stream.Position = 0;

        var error = Assert.Throws<InvalidDataException>(() => Npy.Read(stream));
        Assert.Contains("ends early", error.Message, StringComparison.Ordinal);
    }
}
