using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning;

public sealed class MetadataTests : IDisposable
{
    private static readonly string[] Paths = ["rock/01 - Song_One_30s.wav", "jazz/02.wav", "jazz/01 - Other.wav"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_match_by_path_then_name_then_stem_then_normalised_name()
    {
        MetadataMatches matches = Match("path,genre\njazz/02.wav,a\n/elsewhere/01 - Other.wav,b\nsong one,ignored\n01 song one,c\n");

        Assert.Equal(["c", "a", "b"], Genres(matches));
        Assert.Equal("metadata: 3 of 3 files matched (1 by path, 1 by file name, 1 by normalised name); no file for 1 row", matches.Describe());
    }

    [Fact]
    public void A_name_that_two_files_share_matches_neither()
    {
        Metadata metadata = Metadata.Read(_folder.Write("m.csv", "file,genre\n01.wav,a\n"), null);

        Assert.Equal([-1, -1], metadata.Match(["x/01.wav", "y/01.wav"]).RowOfTrack);
    }

    [Fact]
    public void The_first_of_repeated_rows_counts_and_the_rest_are_reported()
    {
        MetadataMatches matches = Match("path,genre\njazz/02.wav,first\njazz/02.wav,second\n");

        Assert.Equal("first", matches.Cell(1, "genre"));
        Assert.Equal(1, matches.DuplicateKeyCount);
        Assert.Contains("1 row with an earlier row's key", matches.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFFpath;genre\r\n\"jazz/02.wav\";\"a; \"\"b\"\"\"\r\n", "a; \"b\"")]
    [InlineData("PATH\tGenre\njazz\\02.wav\tবাংলা\n", "বাংলা")]
    [InlineData("path,genre\njazz/02.wav\n", "")]
    public void Delimiters_quotes_marks_and_short_rows_are_understood(string content, string genre) => Assert.Equal(genre, Match(content).Cell(1, "genre"));

    [Fact]
    public void An_id_column_is_held_against_file_stems()
    {
        Metadata metadata = Metadata.Read(_folder.Write("m.csv", "track_id,genre\n02,a\n"), "track_id");

        Assert.Equal([-1, 0, -1], metadata.Match(Paths).RowOfTrack);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", null, "must have a column path")]
    [InlineData("path,b\n1,2\n", "nope", "--id-column")]
    public void A_file_without_a_key_is_refused(string content, string? idColumn, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => Metadata.Read(_folder.Write("m.csv", content), idColumn));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_or_binary_file_is_refused()
    {
        Assert.Throws<StoreException>(() => Metadata.Read(_folder.Write("m.csv", ""), null));
        Assert.Throws<StoreException>(() => Metadata.Read(_folder.Write("m.csv", "path\0"), null));
    }

    [Fact]
    public void Labels_that_do_not_exist_are_named_with_those_that_do()
    {
        Metadata metadata = Metadata.Read(_folder.Write("m.csv", "path,genre,mood\n"), null);

        Assert.Equal(["genre", "mood"], metadata.LabelColumns([]));
        Assert.Equal(["mood"], metadata.LabelColumns(["gerne", "mood"]));
        _folder.Write("music/a.wav", "content");
        var options = new ScanOptions { Source = _folder.File("music"), MetadataFile = _folder.File("m.csv"), Labels = ["gerne"] };
        var error = Assert.Throws<ArgumentException>(() => new CollectionScanner(options).Scan([], [], null, TestContext.Current.CancellationToken));
        Assert.Contains("--labels must name labels that there are (path, genre, mood, folder), got gerne", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metadata_file_or_pattern_that_knows_no_file_is_shown_beside_the_files()
    {
        _folder.Write("music/a.wav", "content");
        _folder.Write("m.csv", "path,genre\nother/b.wav,rock\nc.wav,jazz\n");
        var options = new ScanOptions { Source = _folder.File("music"), MetadataFile = _folder.File("m.csv"), LabelPattern = "{x}-{y}" };

        CollectionScanner.Result result = new CollectionScanner(options).Scan([], [], null, TestContext.Current.CancellationToken);

        Assert.Contains("the metadata knows none of the 1 file, such as a.wav: it has 2 rows, such as other/b.wav in column path. Is that the right column? --id-column names another", result.Warnings);
        Assert.Contains("the pattern {x}-{y} fits none of 1 file name, such as a", result.Warnings);
    }

    [Theory]
    [InlineData("path,genre\na.wav,\"rock\nb.wav,jazz\n", 2)]
    [InlineData("path,genre\na.wav,\"two\nlines\"\n\"b.wav,\"\"jazz\"\"\n", 4)]
    [InlineData("path,genre\na.wav,7\" single\nb.wav,\"a \"\"quoted\"\" word\"\n", null)]
    public void A_quotation_mark_that_is_never_closed_is_named_with_its_line(string content, int? line)
    {
        string file = _folder.Write("m.csv", content);
        if (line is null) Assert.NotNull(Metadata.Read(file, null));
        else Assert.Contains($"m.csv, line {line}: the quotation mark", Assert.Throws<StoreException>(() => Metadata.Read(file, null)).Message, StringComparison.Ordinal);
    }

    private MetadataMatches Match(string content) => Metadata.Read(_folder.Write("m.csv", content), null).Match(Paths);

    private static IEnumerable<string> Genres(MetadataMatches matches) => Enumerable.Range(0, Paths.Length).Select(i => matches.Cell(i, "genre"));
}
