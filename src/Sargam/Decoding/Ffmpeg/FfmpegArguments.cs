using System.Globalization;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>Command lines. Each element is one argument: nothing is quoted, and nothing passes through a shell.</summary>
internal static class FfmpegArguments
{
    /// <summary>
    /// Real audio and audio-video containers, by ffmpeg's names. Left out on purpose: whatever names other files (hls, dash,
    /// concat, sdp), images, subtitles, devices, raw data without a header, tracker modules and game formats.
    /// </summary>
    public const string Formats =
        "aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dsf,dts,dtshd,eac3,flac,flv,iff,loas,matroska,mlp,mov,mp3,mp4,mpc,mpc8," +
        "mpeg,mpegts,nistsphere,ogg,oma,rm,shn,tak,truehd,tta,voc,vqf,w64,wav,webm,wv,xwma";

    /// <summary>The largest single allocation that a file may cause inside ffmpeg.</summary>
    private const string MaxAllocation = "268435456";

    /// <summary>Above this ffmpeg has no standard order of channels, and refuses to be told a number of them.</summary>
    private const int MaxStandardChannelCount = 8;

    /// <summary>A path as an input that is always a local file, whatever it is called.</summary>
    public static string Input(string path) => "file:" + Path.GetFullPath(path);

    /// <summary>ffprobe, answering in JSON.</summary>
    public static string[] Probe(string input) =>
    [
        "-v", "warning", .. Safety,
        "-select_streams", "a:0",
        "-show_entries", "stream=codec_name,sample_rate,channels,duration:format=duration,format_name",
        "-of", "json",
        "-i", input,
    ];

    /// <summary>ffmpeg, writing the first audio stream as interleaved 32-bit floats.</summary>
    /// <remarks>
    /// Rate and channels repeat what ffprobe reported. Usually that changes nothing; when a file changes its mind midway
    /// (concatenated MP3s), it keeps the output what <see cref="AudioFormat"/> promises.
    /// </remarks>
    public static string[] Decode(string input, AudioFormat format, long startFrame)
    {
        string[] seek = startFrame == 0 ? [] : ["-ss", Seconds(startFrame, format.SampleRate)];
        string[] channels = format.ChannelCount > MaxStandardChannelCount ? [] : ["-ac", Number(format.ChannelCount)];
        return
        [
            "-nostdin", "-v", "error", .. Safety, "-threads", "1", .. seek,
            "-i", input,
            "-map", "0:a:0", "-vn", "-sn", "-dn",
            "-ar", Number(format.SampleRate), .. channels,
            "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
        ];
    }

    private static string[] Safety =>
        ["-max_alloc", MaxAllocation, "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats];

    private static string Seconds(long frame, int sampleRate) =>
        ((decimal)frame / sampleRate).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
