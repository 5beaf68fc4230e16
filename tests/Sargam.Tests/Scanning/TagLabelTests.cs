using Sargam.Scanning;
using Sargam.Tests.Scanning.Tags;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning;

public sealed class TagLabelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tags_are_labels_when_nothing_better_is_given()
    {
        Music("a/1.flac", "TITLE=One", "ARTIST=Ann", "GENRE=rock", "DATE=1999");
        Music("a/2.flac", "ARTIST=Ann", "GENRE=Rock", "LANGUAGE=eng");
        Music("b/3.flac", "TITLE=Three", "ARTIST=Bob", "GENRE=Rock");
        Music("b/4.flac", "ARTIST=Unknown Artist", "ALBUMARTIST=Bob", "GENRE=Jazz");

        CollectionScanner.Result result = Scan(new ScanOptions { Source = Source });

        Assert.Equal(["genre", "artist", "folder"], result.Collection.LabelNames);
        Assert.Equal(["Rock", "Rock", "Rock", "Jazz"], result.Collection.Tracks.Select(track => track.Genre));
        Assert.Equal(["Ann", "Ann", "Bob", "Bob"], result.Collection.Tracks.Select(track => track.Artist));
        Assert.Equal(["One", "2", "Three", "4"], result.Collection.Tracks.Select(track => track.Title));
        Assert.Equal(("en", 1999), (result.Collection.Tracks[1].Language, result.Collection.Tracks[0].Year));
        Assert.Contains("tags: 4 of 4 files carry tags: genre on 100 %, language on 25 %, artist on 100 %, year on 25 % of files", result.Notes);
        Assert.Contains("labels from tags: genre, artist", result.Notes);
        Assert.Contains("labels: genre, artist, folder", result.Notes);
    }

    [Fact]
    public void Labels_can_be_chosen_among_tags_and_the_folder()
    {
        Music("a/1.flac", "ARTIST=Ann", "GENRE=rock", "DATE=1999");
        Music("a/2.flac", "ARTIST=Ann", "GENRE=rock", "DATE=1999");
        Music("b/3.flac", "ARTIST=Bob", "GENRE=jazz", "DATE=2001");
        Music("b/4.flac", "ARTIST=Bob", "GENRE=jazz");

        Assert.Equal(["genre"], Labels("genre"));
        Assert.Equal(["folder", "year"], Labels("Folder", "year"));
        var error = Assert.Throws<ArgumentException>(() => Labels("gerne"));
        Assert.Equal("--labels must name labels that there are (artist, folder, genre, year), got gerne", error.Message);

        IReadOnlyList<string> Labels(params string[] labels) => Scan(new ScanOptions { Source = Source, Labels = labels }).Collection.LabelNames;
    }

    [Fact]
    public void A_year_is_shown_and_not_scored()
    {
        foreach (int i in new[] { 1, 2, 3, 4 }) Music($"{i}.flac", $"DATE={1990 + i / 3}", "ALBUM=Same");

        Collection collection = Scan(new ScanOptions { Source = Source }).Collection;

        Assert.Empty(collection.LabelNames);
        Assert.Equal([1990, 1990, 1991, 1991], collection.Tracks.Select(track => track.Year));
        Assert.All(collection.Tracks, track => Assert.Equal("Same", track.Album));
    }

    [Fact]
    public void Metadata_goes_before_the_pattern_and_the_pattern_before_tags()
    {
        Music("jazz_x_1.flac", "GENRE=Tag", "TITLE=Tag title", "ARTIST=Tag artist", "LANGUAGE=hin");
        Music("jazz_y_2.flac", "GENRE=Tag", "TITLE=Tag title", "ARTIST=ANN", "LANGUAGE=hin");
        Music("folk_x_3.flac", "GENRE=Tag", "TITLE=Tag title", "ARTIST=Tag artist", "ALBUM=Tag album", "LANGUAGE=ben");
        string metadata = _folder.Write("m.csv", "path,title,genre,artist\njazz_x_1.flac,Given title,Given,Ann\njazz_y_2.flac,,,\n");

        CollectionScanner.Result result = Scan(new ScanOptions { Source = Source, MetadataFile = metadata, LabelPattern = "{genre}_{kind}_{*}" });

        Assert.Equal(["folk", "Given", "jazz"], result.Collection.Tracks.Select(track => track.Genre));
        Assert.Equal(["Tag title", "Given title", "Tag title"], result.Collection.Tracks.Select(track => track.Title));
        Assert.Equal(["Tag artist", "Ann", "Ann"], result.Collection.Tracks.Select(track => track.Artist));
        Assert.Equal(["bn", "hi", "hi"], result.Collection.Tracks.Select(track => track.Language));
        Assert.DoesNotContain("language", result.Collection.LabelNames);
        Assert.Contains("tags add the artist of 2 files", result.Notes);
    }

    [Fact]
    public void A_genre_that_the_metadata_leaves_empty_is_not_completed_from_tags()
    {
        Music("1.flac", "GENRE=Tag");
        Music("2.flac", "GENRE=Tag");
        string metadata = _folder.Write("m.csv", "path,genre\n1.flac,Given\n2.flac,\n");

        Assert.Equal(["Given", ""], Scan(new ScanOptions { Source = Source, MetadataFile = metadata }).Collection.Tracks.Select(track => track.Genre));
    }

    [Fact]
    public void Files_without_tags_are_labelled_as_before()
    {
        foreach (string name in new[] { "a/1.flac", "a/2.flac", "b/3.flac" }) _folder.Write($"music/{name}", name);

        CollectionScanner.Result result = Scan(new ScanOptions { Source = Source });

        Assert.Equal(["labels: folder"], result.Notes);
        Assert.Equal(["1", "2", "3"], result.Collection.Tracks.Select(track => track.Title));
    }

    private string Source => _folder.File("music");

    private void Music(string name, params string[] comments) =>
        _folder.Write($"music/{name}", [.. TagBytes.Flac(TagBytes.VorbisComments(comments)), .. System.Text.Encoding.UTF8.GetBytes(name)]);

    private static CollectionScanner.Result Scan(ScanOptions options) =>
        new CollectionScanner(options).Scan([], [], null, TestContext.Current.CancellationToken);
}
