using System.Diagnostics;
using Sargam.Scanning;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Scanning;

public sealed class CollectionScannerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_content_shares_an_id_and_is_used_once()
    {
        _folder.Write("a.wav", "same");
        _folder.Write("copy/a.wav", "same");
        _folder.Write("b.wav", "other");

        CollectionScanner.Result result = Scan(new ScanOptions { Source = _folder.Path });

        Assert.Equal(3, result.Collection.Tracks.Count);
        Assert.Equal(["a.wav", "b.wav"], result.Collection.DistinctTracks.Select(track => track.Path));
        Assert.Contains("1 file with the same audio data as another, used once", result.Notes);
    }

    [Fact]
    public void Unchanged_files_are_not_read_again()
    {
        string file = _folder.Write("a.wav", "content");
        Track first = Assert.Single(Scan(new ScanOptions { Source = _folder.Path }).Collection.Tracks);
        DateTime modified = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "CONTENT");
        File.SetLastWriteTimeUtc(file, modified);

        Assert.Equal(first.Id, Assert.Single(Scan(new ScanOptions { Source = _folder.Path }, [first]).Collection.Tracks).Id);
        File.SetLastWriteTimeUtc(file, modified.AddSeconds(1));
        Assert.NotEqual(first.Id, Assert.Single(Scan(new ScanOptions { Source = _folder.Path }, [first]).Collection.Tracks).Id);
    }

    [Fact]
    public void What_is_no_file_is_a_failure_and_is_not_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs named pipes and devices in the file system");
        _folder.Write("good.wav", "content");
        _folder.Write("empty.wav");
        using (Process make = Process.Start("mkfifo", [_folder.File("pipe.mp3")])) make.WaitForExit();
        File.CreateSymbolicLink(_folder.File("zeros.mp3"), "/dev/zero");
        File.CreateSymbolicLink(_folder.File("to-pipe.mp3"), "pipe.mp3");
        File.CreateSymbolicLink(_folder.File("dead.mp3"), "gone.mp3");
        File.CreateSymbolicLink(_folder.File("circle.mp3"), "circle.mp3");

        CollectionScanner.Result result = Scan(new ScanOptions { Source = _folder.Path });

        Assert.Equal(["good.wav"], result.Collection.Tracks.Select(track => track.Path));
        Dictionary<string, string> reasons = result.Failures.ToDictionary(failure => failure.Path, failure => failure.Reason);
        Assert.Equal(["circle.mp3", "dead.mp3", "empty.wav", "pipe.mp3", "to-pipe.mp3", "zeros.mp3"], reasons.Keys.Order(StringComparer.Ordinal));
        Assert.All(["empty.wav", "pipe.mp3", "to-pipe.mp3", "zeros.mp3"], path => Assert.Equal("the file is empty, or a pipe or a device", reasons[path]));
        Assert.Equal("it is a link to gone.mp3, which does not exist", reasons["dead.mp3"]);
    }

    [Fact]
    public void A_name_that_is_not_utf_8_is_explained()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems have no such names");
        _folder.Write("good.wav", "content");
        using (Process make = Process.Start("sh", ["-c", $"printf x > \"$(printf '{_folder.Path}/m\\374sik.wav')\""])) make.WaitForExit();

        TrackFailure failure = Assert.Single(Scan(new ScanOptions { Source = _folder.Path }).Failures);

        using (Process remove = Process.Start("sh", ["-c", $"rm '{_folder.Path}'/m*"])) remove.WaitForExit(); // .NET cannot
        Assert.Equal("its name is not valid UTF-8: rename the file", failure.Reason);
    }

    [Fact]
    public void A_link_is_read_again_when_its_file_changes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        string file = _folder.Write("file.wav", "content");
        File.CreateSymbolicLink(_folder.File("music.mp3"), file);
        var options = new ScanOptions { Source = _folder.Path, Include = ["*.mp3"] };
        Track first = Assert.Single(Scan(options).Collection.Tracks);
        File.WriteAllText(file, "changed");
        File.SetLastWriteTimeUtc(file, first.Modified.AddSeconds(1));

        Assert.NotEqual(first.Id, Assert.Single(Scan(options, [first]).Collection.Tracks).Id);
    }

    [Fact]
    public void Parent_folders_are_labels_when_nothing_better_is_given()
    {
        foreach (string name in new[] { "rock/1.wav", "rock/2.wav", "jazz/3.wav" }) _folder.Write(name, name);

        CollectionScanner.Result result = Scan(new ScanOptions { Source = _folder.Path });

        Assert.Equal(["folder"], result.Collection.LabelNames);
        Assert.Equal(["jazz", "rock", "rock"], result.Collection.Tracks.Select(track => track.LabelOf("folder")));
    }

    [Fact]
    public void Metadata_gives_titles_labels_and_the_first_of_several_values()
    {
        foreach (string name in new[] { "1.wav", "2.wav", "3.wav" }) _folder.Write($"music/{name}", name);
        string metadata = _folder.Write("m.csv", "path,title,artist,genre\n1.wav,One,Ann,rock; indie\n2.wav,,Ann,rock\n3.wav,Three,Bob,jazz\n");

        Collection collection = Scan(new ScanOptions { Source = _folder.File("music"), MetadataFile = metadata, Labels = ["genre"] }).Collection;

        Assert.Equal(["genre"], collection.LabelNames);
        Assert.Equal(["One", "2", "Three"], collection.Tracks.Select(track => track.Title));
        Assert.Equal(["rock", "rock", "jazz"], collection.Tracks.Select(track => track.LabelOf("genre")));
        Assert.Equal("Ann", collection.Tracks[0].Artist);
    }

    [Fact]
    public void A_label_with_one_value_is_not_scored_and_the_user_is_told()
    {
        foreach (string name in new[] { "x_1.wav", "x_2.wav" }) _folder.Write(name, name);

        CollectionScanner.Result result = Scan(new ScanOptions { Source = _folder.Path, LabelPattern = "{kind}_{number}" });

        Assert.Empty(result.Collection.LabelNames);
        Assert.Contains(result.Notes, note => note.StartsWith("label kind is not scored", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_that_contradict_are_refused()
    {
        var options = new ScanOptions { Source = _folder.Path, IdColumn = "id" };

        Assert.Contains("--id-column needs --metadata", Assert.Throws<ArgumentException>(() => new CollectionScanner(options)).Message, StringComparison.Ordinal);
    }

    private static CollectionScanner.Result Scan(ScanOptions options, IReadOnlyList<Track>? known = null) =>
        new CollectionScanner(options).Scan(known ?? [], [], null, TestContext.Current.CancellationToken);
}
