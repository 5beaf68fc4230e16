using Sargam.Numerics;
using Sargam.Scanning;
using Sargam.Scanning.Embeddings;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning.Embeddings;

public sealed class EmbeddingScanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_gives_vectors_names_and_labels()
    {
        EmbeddingScan.Result result = Scan("a.csv", "filename,mfcc,tempo,genre,year\nx/one.wav,1,2,rock,1999\ntwo.wav,3,4,পপ,2001\nthree.wav,5,6,rock,2001\n");

        Assert.Equal(["mfcc", "tempo"], result.Table.Columns);
        Assert.Equal([1, 2, 3, 4, 5, 6], result.Table.Values.Values.ToArray());
        Assert.Equal(["x/one.wav", "two.wav", "three.wav"], result.Collection.Tracks.Select(track => track.Path));
        Assert.Equal("one", result.Collection.Tracks[0].Title);
        Assert.Equal(["rock", "পপ", "rock"], result.Collection.Tracks.Select(track => track.Genre));
        Assert.Equal(["genre"], result.Collection.LabelNames);
    }

    [Fact]
    public void Columns_that_are_to_be_skipped_labels_that_are_numbers_and_ids_are_no_part_of_the_vectors()
    {
        string text = "id,a,length,digit\n7,1,30,0\n8,2,31,1\n9,3,32,0\n";
        EmbeddingScan.Result result = Scan("a.csv", text, options => options with { SkipColumns = ["length"], Labels = ["digit"] });

        Assert.Equal(["a"], result.Table.Columns);
        Assert.Equal(["7", "8", "9"], result.Collection.Tracks.Select(track => track.Path));
        Assert.Equal(["digit"], result.Collection.LabelNames);
    }

    [Fact]
    public void An_array_takes_names_and_labels_from_the_table_of_tracks_in_its_order()
    {
        EmbeddingScan.Result result = ScanArray(new Matrix(3, 2), "path,genre\nc.mp3,x\na.mp3,y\nb.mp3,x\n");

        Assert.Equal(["c.mp3", "a.mp3", "b.mp3"], result.Collection.Tracks.Select(track => track.Path));
        Assert.Equal(["x", "y", "x"], result.Collection.Tracks.Select(track => track.Genre));
        Assert.Equal(["value_000", "value_001"], result.Table.Columns);
    }

    [Fact]
    public void Labels_and_ids_may_stand_in_either_table()
    {
        string tracks = _folder.Write("tracks.csv", "song,genre\nMr. Blue Sky,pop\nAC/DC - Jailbreak,rock\nSong 3 feat. MC Ren,rock\n");
        EmbeddingScan.Result result = Scan("x.csv", "a,b\n1,2\n3,4\n5,6\n", options => options with { TracksFile = tracks, IdColumn = "song", Labels = ["genre"] });

        Assert.Equal(["Mr. Blue Sky", "AC/DC - Jailbreak", "Song 3 feat. MC Ren"], result.Collection.Tracks.Select(track => track.Title));
        Assert.Equal(["genre"], result.Collection.LabelNames); // and no file_format of "mc ren"
    }

    [Fact]
    public void Columns_of_few_whole_numbers_are_asked_about()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}.mp3,{i * 0.37},{i % 3}\n"));

        Assert.Contains(Scan("x.csv", "path,a,y\n" + rows).Warnings, warning => warning.StartsWith("y holds few different whole numbers", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_vectors_are_one_track_whatever_the_sign_of_their_zeros()
    {
        EmbeddingScan.Result result = Scan("a.csv", "path,a,b\nx,0,1\ny,-0.0,1\nz,0,2\n");

        Assert.Equal(2, result.Collection.DistinctTracks.Count);
        Assert.Contains(result.Notes, note => note.StartsWith("1 row with the same numbers as an earlier one, used once: y = x", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_equal_or_no_name_get_one_each()
    {
        EmbeddingScan.Result named = Scan("a.csv", "path,a\nx,1\nx,2\n,3\n");
        EmbeddingScan.Result nameless = ScanArray(Matrix.FromRows([[1], [2]]), null);

        Assert.Equal(["x", "x (row 2)", "row 000003"], named.Collection.Tracks.Select(track => track.Path));
        Assert.Equal(["row 000001", "row 000002"], nameless.Collection.Tracks.Select(track => track.Path));
    }

    [Theory]
    [InlineData("path,a\nx,1\ny,\n", "row 3, column a must be a number, got ''")]
    [InlineData("path,a\nx,1\ny,two\n", "row 3, column a must be a number, got 'two'")]
    [InlineData("path,a\nx,1\ny,NaN\n", "row 3, column a must be a finite number")]
    [InlineData("path,a\nx,1\ny,1e60\n", "row 3, column a must be a finite number")]
    [InlineData("path,genre\nx,rock\n", "no columns of numbers")]
    [InlineData("path,a\n", "no columns of numbers")]
    public void A_table_without_numbers_or_with_gaps_is_an_error_that_names_the_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Scan("a.csv", text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_that_do_not_fit_are_errors()
    {
        Assert.Contains("must have a row for each vector (3)", Assert.Throws<ArgumentException>(() => ScanArray(new Matrix(3, 2), "path\na\n")).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<ArgumentException>(() => EmbeddingScan.Run(new ScanOptions { Source = "no.npy", EmbeddingsFile = "no.npy" })).Message, StringComparison.Ordinal);
        Assert.Contains("has no column b", Assert.Throws<ArgumentException>(() => Scan("a.csv", "path,a\nx,1\n", options => options with { SkipColumns = ["b"] })).Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => Scan("a.npy", "no array"));
        float[] infinite = [1, float.PositiveInfinity];
        Assert.Contains("must be a finite number", Assert.Throws<ArgumentException>(() => ScanArray(Matrix.FromRows([infinite]), null)).Message, StringComparison.Ordinal);
    }

    private EmbeddingScan.Result Scan(string name, string text, Func<ScanOptions, ScanOptions>? change = null)
    {
        string file = _folder.Write(name, text);
        var options = new ScanOptions { Source = file, EmbeddingsFile = file };
        return EmbeddingScan.Run(change is null ? options : change(options));
    }

    private EmbeddingScan.Result ScanArray(Matrix values, string? tracks)
    {
        string file = _folder.File("a.npy");
        using (FileStream stream = File.Create(file)) Npy.Write(stream, values);
        string? table = tracks is null ? null : _folder.Write("tracks.csv", tracks);
        return EmbeddingScan.Run(new ScanOptions { Source = file, EmbeddingsFile = file, TracksFile = table });
    }
}
