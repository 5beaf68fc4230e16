using Sargam.Scanning;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning;

/// <summary>Files that another program wrote and tagged anew, without encoding them again.</summary>
public sealed class TrackIdFfmpegTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("wav", "")]
    [InlineData("wav", "-rf64 always")]
    [InlineData("aiff", "-write_id3v2 1")]
    [InlineData("m4a", "")]
    [InlineData("m4a", "-movflags +faststart")]
    [InlineData("ogg", "-c:a libvorbis")]
    [InlineData("opus", "-ar 48000")]
    [InlineData("spx", "-ar 16000")]
    [InlineData("oga", "-c:a flac")]
    [InlineData("flac", "")]
    [InlineData("mp3", "-write_xing 0")]
    [InlineData("wma", "")]
    public async Task Tagging_anew_keeps_the_id_and_other_audio_has_another(string extension, string options)
    {
        string[] encoding = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string first = await MakeAsync("first", 1, encoding);
        string other = await MakeAsync("other", 2, encoding);
        bool isForTheMuxer = encoding is ["-rf64" or "-write_id3v2" or "-movflags" or "-write_xing", ..];
        string[] muxing = isForTheMuxer ? encoding : [];
        string tagged = await FfmpegForTests.MakeAsync(
            _folder.File($"tagged.{extension}"), ["-i", first, "-c", "copy", .. muxing, "-metadata", $"title={new string('x', 900)}", "-metadata", "artist=Somebody else"]);

        Assert.NotEqual(await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(tagged, TestContext.Current.CancellationToken));
        Assert.Equal(IdOf(first), IdOf(tagged));
        Assert.NotEqual(IdOf(first), IdOf(other));

        Task<string> MakeAsync(string name, ulong seed, string[] encodingOptions) => FfmpegForTests.MakeAsync(
            _folder.File($"{name}.{extension}"), ["-i", _folder.Write($"{name}.source.wav", Tones.Wav(seed)), "-metadata", "title=First", .. encodingOptions]);
    }

    private static string IdOf(string path) => TrackId.Compute(path, TestContext.Current.CancellationToken);
}
