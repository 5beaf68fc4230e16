using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sargam.Decoding.Wav;

/// <summary>Turns stored samples into 32-bit floats, full scale at 1. Scaling by a power of two is exact.</summary>
internal static class PcmConverter
{
    public static int BytesPerSample(WavEncoding encoding) => encoding switch
    {
        WavEncoding.UInt8 => 1,
        WavEncoding.Int16 => 2,
        WavEncoding.Int24 => 3,
        WavEncoding.Int32 or WavEncoding.Float32 => 4,
        _ => 8,
    };

    /// <summary>ffmpeg's name of the codec.</summary>
    public static string CodecName(WavEncoding encoding) => encoding switch
    {
        WavEncoding.UInt8 => "pcm_u8",
        WavEncoding.Int16 => "pcm_s16le",
        WavEncoding.Int24 => "pcm_s24le",
        WavEncoding.Int32 => "pcm_s32le",
        WavEncoding.Float32 => "pcm_f32le",
        _ => "pcm_f64le",
    };

    /// <summary>Converts whole samples; <paramref name="destination"/> has one element for each in <paramref name="source"/>.</summary>
    public static void Convert(ReadOnlySpan<byte> source, WavEncoding encoding, Span<float> destination)
    {
        switch (encoding)
        {
            case WavEncoding.UInt8:
                for (int i = 0; i < destination.Length; i++) destination[i] = (source[i] - 128) / 128f;
                break;
            case WavEncoding.Int16:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, short>(source), destination);
                TensorPrimitives.Multiply(destination, 1f / (1 << 15), destination);
                break;
            case WavEncoding.Int24:
                ConvertInt24(source, destination);
                break;
            case WavEncoding.Int32:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, int>(source), destination);
                TensorPrimitives.Multiply(destination, 1f / (1u << 31), destination);
                break;
            case WavEncoding.Float32:
                MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);
                break;
            default:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(source), destination);
                break;
        }
    }

    private static void ConvertInt24(ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            ReadOnlySpan<byte> sample = source.Slice(3 * i, 3);
            int value = sample[0] | (sample[1] << 8) | ((sbyte)sample[2] << 16);
            destination[i] = value * (1f / (1 << 23));
        }
    }
}
