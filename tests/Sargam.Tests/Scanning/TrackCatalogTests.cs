using Sargam.Scanning;
using Sargam.Tests.Similarity;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning;

public sealed class TrackCatalogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("beyonce", "0")]
    [InlineData("BEYONCÉ halo", "0")]
    [InlineData("strasse", "1")]
    [InlineData("সোনার", "2")]
    [InlineData("সনর", "")]
    [InlineData("kettle meer", "1")]
    [InlineData("nobody", "")]
    [InlineData("", "012")]
    public void Words_are_found_whatever_their_case_and_accents(string query, string expected) =>
        Assert.Equal(expected, string.Concat(Catalog().Search(query).Select(track => Convert.ToInt32(track.Id, 16))));

    [Theory]
    [InlineData("00000000000000000000000000000001", 1)]
    [InlineData("Kettle/07.mp3", 1)]
    [InlineData("07.mp3", 1)]
    [InlineData("07", 1)]
    [InlineData("halo", 0)]
    [InlineData("Beyonce", 0)]
    public void A_track_is_found_by_id_path_file_title_or_words(string text, int expected) =>
        Assert.Equal(PlantedSpace.Id(expected), Assert.Single(Catalog().Find(text)).Id);

    [Fact]
    public void An_id_prefix_that_several_have_gives_them_all_and_an_absolute_path_one()
    {
        Assert.Equal(3, Catalog().Find("0000000").Count);
        Assert.Equal(PlantedSpace.Id(1), Assert.Single(Catalog().Find("/music/Kettle/07.mp3")).Id);
        Assert.Empty(Catalog().Find("what\0ever"));
    }

    [Fact]
    public void Only_files_that_a_scan_would_list_are_played()
    {
        string outside = _folder.Write("outside/secret.wav", Tones.Wav(1));
        _folder.Write("outside/sub/x.wav", Tones.Wav(2));
        _folder.Write("music/a.wav", Tones.Wav(3));
        _folder.Write("music/empty.wav");
        _folder.Write("music/notes.txt", "hello");
        File.CreateSymbolicLink(_folder.File("music/linked.wav"), outside);
        File.CreateSymbolicLink(_folder.File("music/broken.wav"), _folder.File("nowhere.wav"));
        Directory.CreateSymbolicLink(_folder.File("music/sub"), _folder.File("outside/sub"));

        Assert.Equal(_folder.File("music/a.wav"), Find("a.wav"));
        Assert.Equal(outside, Find("linked.wav"));
        foreach (string path in new[] { "../outside/secret.wav", outside, "sub/x.wav", "broken.wav", "empty.wav", "notes.txt", "gone.wav", "a.wav\0", "" }) Assert.Null(Find(path));
        Assert.Equal(outside, Find("../outside/secret.wav", isList: true));
    }

    private string? Find(string path, bool isList = false)
    {
        Track track = PlantedSpace.Track(0, path: path);
        return PlayableFile.Find(new Collection("c", _folder.File("music"), [track], []) { IsList = isList }, track);
    }

    private static TrackCatalog Catalog() => new(new Collection(
        "c", "/music",
        [PlantedSpace.Track(0, "Beyonce\u0301", title: "Halo"), PlantedSpace.Track(1, "Kettle", title: "Straße ans Meer", path: "Kettle/07.mp3"), PlantedSpace.Track(2, title: "আমার সোনার বাংলা")],
        []));
}
