using System.Buffers.Binary;
using System.Text;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Tests.Storage;

public sealed class SafetensorsTests
{
    [Fact]
    public void Tensors_and_metadata_survive_a_round_trip()
    {
        Safetensors back = Safetensors.Read(new MemoryStream(Example()));

        Assert.Equal([2, 3], back.Tensors["b"].Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], back.Tensors["b"].Values.ToArray());
        Assert.Equal([7f], back.Tensors["a"].Values.ToArray());
        Assert.Equal("শৈলী", back.Metadata["note"]);
    }

    [Fact]
    public void Equal_content_gives_equal_bytes_whatever_the_order() => Assert.Equal(Example(), Example(reversed: true));

    [Fact]
    public void The_header_is_what_the_format_says()
    {
        byte[] bytes = Example();
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);

        Assert.Equal(0, length % 8);
        Assert.Contains("\"b\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[4,28]}", Encoding.UTF8.GetString(bytes, 8, length), StringComparison.Ordinal);
        Assert.Equal(8 + length + 28, bytes.Length);
    }

    [Fact]
    public void Torn_and_mutated_files_are_refused_never_misread_out_of_bounds()
    {
        byte[] valid = Example();
        for (int length = 0; length < valid.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream(valid[..length])));
        }

        for (ulong seed = 0; seed < 2000; seed++)
        {
            var rng = new Rng(seed);
            byte[] mutated = [.. valid];
            mutated[rng.NextInt(mutated.Length)] = (byte)rng.NextInt(256);
            try
            {
                Safetensors.Read(new MemoryStream(mutated));
            }
            catch (InvalidDataException)
            {
                // A clear refusal is a right answer.
            }
        }
    }

    [Fact]
    public void Every_type_survives_a_round_trip_and_lies_aligned()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["a.bytes"] = new(TensorType.U8, [3], new byte[] { 0, 7, 255 }),
            ["b.halves"] = Tensor.OfHalf([1, 3], [1.5f, -65504, 6e-8f]),
            ["c.integers"] = Tensor.OfInt32([2], [int.MinValue, 3]),
            ["d.floats"] = new([1], new[] { 0.1f }),
            ["e.none"] = new([0, 5], Array.Empty<float>()),
        };
        using var stream = new MemoryStream();
        new Safetensors(tensors, new Dictionary<string, string>()).Write(stream);
        stream.Position = 0;
        SafetensorsHeader header = SafetensorsHeader.Read(stream);
        stream.Position = 0;
        Safetensors back = Safetensors.Read(stream);

        Assert.Equal(0, header.DataStart % 8);
        Assert.All(header.Entries.Values, entry => Assert.Equal(0, entry.Start % entry.Type.Size()));
        foreach ((string name, Tensor tensor) in tensors)
        {
            Assert.Equal(tensor.Type, back.Tensors[name].Type);
            Assert.Equal(tensor.Shape, back.Tensors[name].Shape);
            Assert.Equal(tensor.Bytes.ToArray(), back.Tensors[name].Bytes.ToArray());
        }

        Assert.Equal([0f, 7, 255], back.Tensors["a.bytes"].Values.ToArray());
        Assert.Equal([1.5f, -65504, 5.9604645e-8f], back.Tensors["b.halves"].Values.ToArray());
        Assert.Equal([-2147483648f, 3], back.Tensors["c.integers"].Values.ToArray());
    }

    [Fact]
    public void Halves_are_the_nearest_and_never_infinite()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var rng = new Rng(seed);
            float[] values = [.. Enumerable.Range(0, rng.NextInt(40)).Select(_ => (float)(rng.Normal() * Math.Pow(10, rng.Uniform(-9, 4))))];
            float[] back = Tensor.OfHalf([values.Length], values).Values.ToArray();
            for (int i = 0; i < values.Length; i++)
            {
                float bound = MathF.Max(MathF.ScaleB(MathF.Abs(values[i]), -11), MathF.ScaleB(1, -25));
                Assert.True(MathF.Abs(values[i] - back[i]) <= bound, $"seed {seed}: {values[i]} became {back[i]}");
            }
        }

        Assert.Contains("65504", Assert.Throws<ArgumentException>(() => Tensor.OfHalf([1], [65520f])).Message, StringComparison.Ordinal);
        Assert.Equal([65504f], Tensor.OfHalf([1], [65519f]).Values.ToArray());
    }

    [Fact]
    public void A_shape_has_to_match_its_values()
    {
        Assert.Throws<ArgumentException>(() => new Tensor([2, 2], new float[3]));
        Assert.Throws<ArgumentException>(() => new Tensor(TensorType.F16, [2], new byte[3]));
        Assert.Throws<ArgumentException>(() => new Tensor(TensorType.I32, [1], new byte[5]));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", null)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", null)]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes of tensors are announced, 8 are there")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "not valid")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", "type F64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}""", "not valid")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "do not match its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "do not match its shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "not valid")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "not valid")]
    [InlineData("""{"a":7}""", "not valid")]
    [InlineData("""[]""", "not valid")]
    [InlineData("""{"__metadata__":{"a":5},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not valid")]
    public void Headers_are_checked_as_the_format_says(string json, string? reason)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        var stream = new MemoryStream([.. length, .. header, 0, 0, 0, 0, 0, 0, 0, 0]);

        if (reason is null) Assert.NotEmpty(Safetensors.Read(stream).Tensors);
        else Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1ul << 63)]
    [InlineData(100_000_001ul)]
    [InlineData(99_999_999ul)]
    public void A_huge_claimed_header_allocates_nothing(ulong claimed)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static byte[] Example(bool reversed = false)
    {
        KeyValuePair<string, Tensor>[] tensors = [new("a", new Tensor([1], new[] { 7f })), new("b", new Tensor([2, 3], new[] { 1f, 2, 3, 4, 5, 6 }))];
        if (reversed) Array.Reverse(tensors);
        using var stream = new MemoryStream();
        new Safetensors(new Dictionary<string, Tensor>(tensors), new Dictionary<string, string> { ["note"] = "শৈলী" }).Write(stream);
        return stream.ToArray();
    }
}
