using System.Buffers.Binary;

namespace Sargam.Decoding.Sndfile;

/// <summary>The four bytes that begin an MPEG audio frame (ISO/IEC 11172-3, 13818-3).</summary>
/// <param name="Length">Bytes of the frame, these four included.</param>
/// <param name="FrameCount">Frames of audio in it: samples of each channel.</param>
/// <param name="SideInfoLength">Bytes between the header and the encoder's own block in a layer III frame.</param>
internal readonly record struct MpegFrameHeader(int Length, int FrameCount, int SideInfoLength)
{
    public const int ByteCount = 4;

    private static readonly int[][] Kilobits =
    [
        [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448], // MPEG 1: layer I, II, III
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256], // MPEG 2 and 2.5: layer I, II and III
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];

    private static readonly int[] Rates = [44_100, 48_000, 32_000];

    /// <summary>Reads a header; false for bytes that are none, and for frames of free format, which do not tell their length.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out MpegFrameHeader header)
    {
        header = default;
        uint bits = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        int version = (int)(bits >> 19) & 3; // 0: 2.5, 2: 2, 3: 1
        int layer = 4 - ((int)(bits >> 17) & 3);
        int rateIndex = (int)(bits >> 10) & 3;
        int bitIndex = (int)(bits >> 12) & 15;
        if (bits >> 21 != 0x7FF || version == 1 || layer == 4 || rateIndex == 3 || bitIndex is 0 or 15) return false;
        bool isLow = version != 3;
        int kilobits = Kilobits[isLow ? (layer == 1 ? 3 : 4) : layer - 1][bitIndex];
        int rate = Rates[rateIndex] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int padding = (int)(bits >> 9) & 1;
        bool isMono = ((bits >> 6) & 3) == 3;
        int frames = layer == 1 ? 384 : layer == 3 && isLow ? 576 : 1152;
        int length = layer == 1 ? (12_000 * kilobits / rate + padding) * 4 : frames / 8 * 1_000 * kilobits / rate + padding;
        int sideInfo = isLow ? (isMono ? 9 : 17) : isMono ? 17 : 32;
        header = new MpegFrameHeader(length, frames, sideInfo);
        return true;
    }
}
