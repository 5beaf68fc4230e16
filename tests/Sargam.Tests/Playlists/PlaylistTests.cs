using Sargam.Playlists;

namespace Sargam.Tests.Playlists;

public sealed class PlaylistTests
{
    [Fact]
    public void A_playlist_is_what_players_expect() => Assert.Equal(
        "#EXTM3U\n#PLAYLIST:Cluster 3\n#EXTINF:214,আমার সোনার বাংলা\n../Musik/আমার.mp3\n#EXTINF:-1,Königskinder\nC:\\Musik\\k.flac\n",
        Written("Cluster 3",
            new PlaylistTrack("আমার সোনার বাংলা", "../Musik/আমার.mp3", TimeSpan.FromSeconds(213.6)), new PlaylistTrack("Königskinder", "C:\\Musik\\k.flac", null)));

    [Fact]
    public void No_text_can_add_a_line()
    {
        string written = Written("a\n#b", new PlaylistTrack("x\r\nhttp://evil.example/\u2028y", "a.mp3", TimeSpan.Zero));
        Assert.Equal("#EXTM3U\n#PLAYLIST:a #b\n#EXTINF:0,x http://evil.example/ y\na.mp3\n", written);
    }

    [Theory]
    [InlineData("a\nhttp://evil.example/.mp3")]
    [InlineData("a\u001b[2J.mp3")]
    [InlineData("a\u0085.mp3")]
    [InlineData("a\u2028.mp3")]
    public void A_file_that_no_line_can_name_is_left_out(string path) =>
        Assert.Equal("#EXTM3U\n#PLAYLIST:p\n", Written("p", new PlaylistTrack("t", path, null)));

    [Theory]
    [InlineData("#1 hit.mp3", "./#1 hit.mp3")]
    [InlineData(" spaced.mp3", "./ spaced.mp3")]
    [InlineData("http:/evil.example/x.mp3", "./http:/evil.example/x.mp3")]
    [InlineData("file:x.mp3", "./file:x.mp3")]
    [InlineData("a/b: c.mp3", "a/b: c.mp3")]
    [InlineData("D:/x.mp3", "D:/x.mp3")]
    [InlineData("/music/#1.mp3", "/music/#1.mp3")]
    public void A_path_can_be_read_neither_as_a_comment_nor_as_an_address(string path, string expected) =>
        Assert.Equal(expected, Written("", new PlaylistTrack("t", path, null)).Split('\n')[3]);

    private static string Written(string name, params PlaylistTrack[] tracks)
    {
        var writer = new StringWriter();
        Playlist.Write(name, tracks, writer);
        return writer.ToString();
    }
}
