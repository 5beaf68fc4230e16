using Sargam.Scanning.Tags;
using Sargam.Tests.Decoding.Ffmpeg;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning.Tags;

/// <summary>Files that another program wrote.</summary>
public sealed class FfmpegTagTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mp3", "")]
    [InlineData("mp3", "-id3v2_version 3")]
    [InlineData("mp3", "-id3v2_version 4 -write_id3v1 1")]
    [InlineData("flac", "")]
    [InlineData("ogg", "-c:a libvorbis")]
    [InlineData("opus", "-ar 48000")]
    [InlineData("m4a", "")]
    [InlineData("wav", "")]
    [InlineData("aiff", "-write_id3v2 1")]
    [InlineData("wma", "")]
    public async Task What_ffmpeg_writes_is_read(string extension, string options)
    {
        string file = await EncodeAsync(extension, options);

        await using FileStream stream = File.OpenRead(file);
        TrackTags tags = TagReader.Read(stream);

        Assert.Equal(("গান <b>é</b>", "An artist", "An album", "Folk", 2009), (tags.Title, tags.Artist, tags.Album, tags.Genre, tags.Year));
    }

    private Task<string> EncodeAsync(string extension, string options)
    {
        string[] tags = ["title=গান <b>é</b>", "artist=An artist", "album=An album", "genre=Folk", "date=2009-03-01"];
        return FfmpegForTests.MakeAsync(
            _folder.File($"tagged.{extension}"),
            ["-i", _folder.Write("source.wav", Tones.Wav(1)), .. tags.SelectMany(tag => new[] { "-metadata", tag }), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
