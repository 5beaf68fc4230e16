using System.Text;
using Sargam.Scanning;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning;

public sealed class SourceListerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_gives_its_audio_files_with_subfolders_in_ordinal_order()
    {
        foreach (string name in new[] { "b.wav", "a/z.mp3", "a/গান.flac", "B.OGG", "cover.jpg", "notes.txt", ".hidden.wav", "._b.wav", ".git/x.wav" }) _folder.Write(name);

        Assert.Equal(["B.OGG", "a/z.mp3", "a/গান.flac", "b.wav"], Paths(_folder.Path));
    }

    [Fact]
    public void Globs_choose_files()
    {
        foreach (string name in new[] { "rock/1.wav", "rock/live/2.wav", "jazz/3.mp3" }) _folder.Write(name);

        Assert.Equal(["rock/1.wav", "rock/live/2.wav"], Paths(_folder.Path, include: ["**/*.wav"]));
        Assert.Equal(["jazz/3.mp3", "rock/1.wav"], Paths(_folder.Path, exclude: ["**/live/**"]));
    }

    [Fact]
    public void A_folder_linked_to_its_parent_does_not_loop()
    {
        _folder.Write("music/a.wav");
        Directory.CreateSymbolicLink(_folder.File("music/again"), _folder.File("music"));

        Assert.Equal(["music/a.wav"], Paths(_folder.Path));
    }

    [Fact]
    public void A_playlist_keeps_its_order_and_names_what_is_missing()
    {
        _folder.Write("b.wav");
        _folder.Write("sub/a.wav");
        string list = _folder.Write("list.m3u8", "\uFEFF#EXTM3U\r\n#EXTINF:10,Title\r\nsub\\a.wav\r\nb.wav\r\nb.wav\r\ngone.wav\r\nhttp://example.org/x.mp3\r\n");

        SourceLister.Listing listing = SourceLister.List(list, [], []);

        Assert.Equal(["sub/a.wav", "b.wav"], listing.Files.Select(file => file.Path));
        Assert.Equal(["gone.wav", "http://example.org/x.mp3"], listing.Failures.Select(failure => failure.Path));
    }

    [Fact]
    public void An_old_playlist_in_latin_1_is_read()
    {
        _folder.Write("Café.wav");
        string list = _folder.Write("list.m3u", Encoding.Latin1.GetBytes("Café.wav\n"));

        Assert.Equal(["Café.wav"], Paths(list));
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData("one.wav", "is one audio file")]
    [InlineData("binary.txt", "not a text file")]
    public void Other_sources_are_refused_with_the_reason(string name, string reason)
    {
        _folder.Write("one.wav");
        _folder.Write("binary.txt", [1, 0, 2]);

        var error = Assert.Throws<ArgumentException>(() => SourceLister.List(_folder.File(name), [], []));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Paths(string source, string[]? include = null, string[]? exclude = null) =>
        SourceLister.List(source, include ?? [], exclude ?? []).Files.Select(file => file.Path);
}
