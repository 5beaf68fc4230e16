using System.Text;
using Sargam.Decoding;
using Sargam.Decoding.Ffmpeg;
using Sargam.Decoding.Processes;

namespace Sargam.Tests.Decoding.Ffmpeg;

/// <summary>What the programs write, and what becomes of it.</summary>
public sealed class FfmpegTextTests
{
    private const string Input = "file:/music/a b.mp3";

    [Theory]
    [InlineData("file:/music/a b.mp3: Invalid data found when processing input\n", "ffmpeg: Invalid data found when processing input")]
    [InlineData("[mov,mp4 @ 0x5639a9] moov atom not found\nfile:/music/a b.mp3: End of file\n", "ffmpeg: End of file")]
    [InlineData("[mp3 @ 0x12] Failed to read frame size.\nfile:/music/a b.mp3: Invalid argument\n", "ffmpeg: Failed to read frame size")]
    [InlineData("[aost#0:0 @ 0x12] [enc @ 0xab] first\tsecond\u001b[0m\r\n", "ffmpeg: first second [0m")]
    [InlineData("[tty @ 0x1] Format not on whitelist 'mp3,...'\nfile:/music/a b.mp3: Invalid argument\n", "not audio: ffmpeg takes the file for tty")]
    [InlineData("Stream map '0:a:0' matches no streams.\nTo ignore this, add a trailing '?' to the map.\n", "not audio: ffmpeg found no audio stream")]
    [InlineData("file:/music/a b.mp3: Invalid argument", "ffmpeg: Invalid argument")]
    [InlineData("\n \n", "ffmpeg ended with exit code 7")]
    public void The_last_message_becomes_one_plain_sentence(string errors, string reason) =>
        Assert.Equal(reason, FfmpegMessages.Reason(errors, Input, exitCode: 7));

    [Fact]
    public void A_sentence_has_a_limit() =>
        Assert.True(FfmpegMessages.Reason(new string('x', 5000), Input, exitCode: 1).Length < 200);

    [Fact]
    public void Only_the_last_whole_lines_of_long_output_are_kept()
    {
        var tail = new OutputTail();
        for (int i = 0; i < 10_000; i++) tail.Append(Encoding.ASCII.GetBytes($"line {i}\n"));
        string text = tail.ToString();

        Assert.InRange(text.Length, OutputTail.MaxLength - 20, OutputTail.MaxLength);
        Assert.StartsWith("line 9", text, StringComparison.Ordinal);
        Assert.EndsWith("line 9999\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_huge_block_keeps_its_end()
    {
        var tail = new OutputTail();
        tail.Append("before\n"u8);
        tail.Append(Encoding.ASCII.GetBytes(new string('x', 100_000) + "\nend"));

        Assert.Equal("end", tail.ToString());
    }

    [Theory]
    [InlineData("ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026", "5.1.9")]
    [InlineData("ffmpeg version 7.0 Copyright", "7.0")]
    [InlineData("ffmpeg version n6.1.1 Copyright", "6.1.1")]
    [InlineData("ffmpeg version N-109542-g1bf1b80 Copyright", "N-109542-g1bf1b80")]
    [InlineData("something else", null)]
    public void A_version_loses_its_packagers_suffix(string output, string? version) =>
        Assert.Equal(version, FfmpegLocator.ParseVersion(output));

    [Fact]
    public void A_stated_length_is_taken_as_promised()
    {
        FfprobeAnswer answer = Parse(
            """{"streams":[{"codec_name":"flac","sample_rate":"44100","channels":2,"duration":"2.5"}],"format":{"format_name":"flac","duration":"9"}}""");

        Assert.Equal(new AudioFormat(44100, 2, 110_250, "flac"), answer.Format);
        Assert.True(answer.IsLengthPromised);
    }

    [Theory]
    [InlineData("""{"streams":[{"sample_rate":"8000","channels":1,"duration":"2"}],"format":{"format_name":"mp3"}}""", "[mp3 @ 0x1] Estimating duration from bitrate, this may be inaccurate", 16_000)]
    [InlineData("""{"streams":[{"sample_rate":"8000","channels":1}],"format":{"format_name":"matroska,webm","duration":"2"}}""", "", 16_000)]
    [InlineData("""{"streams":[{"sample_rate":"8000","channels":1,"duration":"2"}],"format":{"format_name":"aac"}}""", "", 16_000)]
    [InlineData("""{"streams":[{"sample_rate":"8000","channels":1,"duration":"N/A"}],"format":{"format_name":"flac","duration":"N/A"}}""", "", null)]
    [InlineData("""{"streams":[{"sample_rate":"8000","channels":1,"duration":"-3"}]}""", "", null)]
    [InlineData("""{"streams":[{"sample_rate":"8000","channels":1,"duration":"1e300"}]}""", "", null)]
    public void An_estimate_is_no_promise(string json, string warnings, int? frames)
    {
        FfprobeAnswer answer = Parse(json, warnings);

        Assert.Equal(frames, answer.Format.FrameCount);
        Assert.False(answer.IsLengthPromised);
    }

    [Theory]
    [InlineData("""{"streams":[]}""", "not audio: ffmpeg found no audio stream")]
    [InlineData("{}", "not audio: ffmpeg found no audio stream")]
    [InlineData("""{"streams":[{"sample_rate":"0","channels":1}]}""", "the header gives a sample rate of 0 Hz; 1000 to 768000 Hz are accepted")]
    [InlineData("""{"streams":[{"sample_rate":"8000"}]}""", "the header gives 0 channels; 1 to 64 are accepted")]
    [InlineData("", "ffprobe gave no readable answer")]
    [InlineData("[1]", "ffprobe gave no readable answer")]
    [InlineData("""{"streams":[{"sample_rate":8000,"channels":1}]}""", "ffprobe gave no readable answer")]
    public void An_answer_without_usable_audio_is_a_reason(string json, string reason) =>
        Assert.Equal(reason, Assert.Throws<AudioDecodeException>(() => Parse(json)).Message);

    private static FfprobeAnswer Parse(string json, string warnings = "") => FfprobeAnswer.Parse(Encoding.UTF8.GetBytes(json), warnings);
}
