namespace Sargam.Decoding.Sndfile;

/// <summary>libsndfile's numbers for containers and codecs (<c>SF_FORMAT_...</c>), and ffmpeg's names of the same.</summary>
internal static class SndfileFormats
{
    public const int Flac = 0x170000;
    public const int Ogg = 0x200000;
    public const int Mpeg = 0x230000;

    private const int Wav = 0x010000;
    private const int WavExtensible = 0x130000;
    private const int Rf64 = 0x220000;
    private const int Aiff = 0x020000;
    private const int Au = 0x030000;
    private const int Caf = 0x180000;
    private const int ContainerMask = 0x0FFF0000;
    private const int CodecMask = 0x0000FFFF;
    private const int EndianMask = 0x30000000;
    private const int LittleEndian = 0x10000000;
    private const int BigEndian = 0x20000000;

    /// <summary>
    /// Whether a container is one that libsndfile knows by its content. Others it guesses by the file's name: anything called
    /// .au is headerless telephone sound to it.
    /// </summary>
    public static bool IsAccepted(int format) =>
        (format & ContainerMask) is Wav or WavExtensible or Rf64 or Aiff or Au or Flac or Caf or Ogg or Mpeg;

    public static bool IsMpeg(int format) => (format & ContainerMask) == Mpeg;

    /// <summary>ffmpeg's name of the codec; empty for one that has no name here.</summary>
    public static string CodecName(int format)
    {
        int container = format & ContainerMask;
        if (container == Flac) return "flac";
        string end = IsBigEndian(format, container) ? "be" : "le";
        return (format & CodecMask) switch
        {
            0x01 or 0x02 or 0x03 or 0x04 when container == Ogg => "flac",
            0x01 => "pcm_s8",
            0x02 => "pcm_s16" + end,
            0x03 => "pcm_s24" + end,
            0x04 => "pcm_s32" + end,
            0x05 => "pcm_u8",
            0x06 => "pcm_f32" + end,
            0x07 => "pcm_f64" + end,
            0x10 => "pcm_mulaw",
            0x11 => "pcm_alaw",
            0x12 => container == Aiff ? "adpcm_ima_qt" : "adpcm_ima_wav",
            0x13 => "adpcm_ms",
            0x20 => container == Wav ? "gsm_ms" : "gsm",
            0x30 => "adpcm_g721",
            0x60 => "vorbis",
            0x64 => "opus",
            0x70 or 0x71 or 0x72 or 0x73 => "alac",
            0x80 => "mp1",
            0x81 => "mp2",
            0x82 => "mp3",
            _ => "",
        };
    }

    private static bool IsBigEndian(int format, int container) => (format & EndianMask) switch
    {
        BigEndian => true,
        LittleEndian => false,
        _ => container is Aiff or Au or Caf,
    };
}
