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

    private static byte[] Example(bool reversed = false)
    {
        KeyValuePair<string, Tensor>[] tensors = [new("a", new Tensor([1], new[] { 7f })), new("b", new Tensor([2, 3], new[] { 1f, 2, 3, 4, 5, 6 }))];
        if (reversed) Array.Reverse(tensors);
        using var stream = new MemoryStream();
        new Safetensors(new Dictionary<string, Tensor>(tensors), new Dictionary<string, string> { ["note"] = "শৈলী" }).Write(stream);
        return stream.ToArray();
    }
}
