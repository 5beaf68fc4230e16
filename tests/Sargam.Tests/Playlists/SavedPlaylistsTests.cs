using Sargam.Numerics;
using Sargam.Playlists;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.Reporting;
using Sargam.Tests.Similarity;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Playlists;

public sealed class SavedPlaylistsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_list_comes_back_as_it_was_saved_and_leads_to_the_files()
    {
        Collection collection = Collection(PlantedSpace.Track(0, path: "Alben/গান ১.wav"), PlantedSpace.Track(1, path: "#2.wav"));
        SavedPlaylist saved = Lists().Save("Sonntag früh", collection.Tracks, collection, "chosen by hand");

        SavedPlaylist found = Assert.Single(Lists().All());
        Assert.Equal((saved.Id, "Sonntag früh", "chosen by hand", 2), (found.Id, found.Name, found.MadeFrom, found.TrackCount));
        Assert.Equal(collection.Tracks, found.TracksIn(collection));
        string[] paths = [.. File.ReadAllLines(found.File).Where(line => !line.StartsWith('#'))];
        Assert.Equal(["../../music/Alben/গান ১.wav", "../../music/#2.wav"], paths);
        Assert.Equal(collection.Tracks.Select(collection.FullPath), paths.Select(path => Path.GetFullPath(path, Path.GetDirectoryName(found.File)!)));
    }

    [Fact]
    public void Tracks_are_found_by_id_when_moved_and_by_path_in_lists_of_other_programs()
    {
        SavedPlaylists lists = Lists();
        lists.Save("mine", [PlantedSpace.Track(0)], Collection(PlantedSpace.Track(0)), "");
        Collection moved = Collection(PlantedSpace.Track(0, path: "elsewhere/new.wav"), PlantedSpace.Track(1, path: "b.wav"));
        File.WriteAllText(Path.Combine(lists.Folder, "theirs.m3u8"), $"\uFEFF#EXTM3U\r\n{Path.Combine(moved.Root, "b.wav")}\r\n../../music/elsewhere/new.wav\r\nhttp://evil.example/x.mp3\r\n../../../etc/passwd\r\n");

        Assert.Equal([moved.Tracks[0]], lists.Find("mine")!.TracksIn(moved));
        Assert.Equal([moved.Tracks[1], moved.Tracks[0]], lists.Find("theirs")!.TracksIn(moved));
    }

    [Fact]
    public void Names_that_are_taken_get_a_number_whatever_their_letter_case()
    {
        SavedPlaylists lists = Lists();
        Collection collection = Collection(PlantedSpace.Track(0));
        Assert.Equal(["Mix", "mix (2)", "Mix (3)"], new[] { "Mix", "mix", "Mix" }.Select(name => lists.Save(name, collection.Tracks, collection, "").Id));
        Assert.True(lists.Delete("mix (2)"));
        Assert.False(lists.Delete("mix (2)"));
        Assert.Equal(["Mix", "Mix (3)"], lists.All().Select(list => list.Id));
    }

    [Theory]
    [InlineData("../../etc/passwd", "-..-etc-passwd")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j")]
    [InlineData("con", "_con")]
    [InlineData("LPT1.mix", "_LPT1.mix")]
    [InlineData(" . ", "playlist")]
    [InlineData(".hidden.", "hidden")]
    [InlineData("a\n#EXTINF:1,x\u202Eb", "a #EXTINF-1,xb")]
    [InlineData("e\u0301te\u0301", "été")]
    public void Names_become_files_that_every_system_takes(string name, string expected)
    {
        Collection collection = Collection(PlantedSpace.Track(0));
        SavedPlaylist saved = Lists().Save(name, collection.Tracks, collection, "");

        Assert.Equal(expected, saved.Id);
        Assert.Equal(Lists().Folder, Path.GetDirectoryName(saved.File));
    }

    [Fact]
    public void Hostile_names_and_titles_never_leave_the_folder_or_add_lines()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var rng = new Rng(seed);
            Collection collection = Collection(PlantedSpace.Track(0, artist: Hostile.Text(rng), title: Hostile.Text(rng)));
            SavedPlaylist saved = Lists().Save(Hostile.Text(rng), collection.Tracks, collection, Hostile.Text(rng));

            Assert.True(Path.GetDirectoryName(saved.File) == Lists().Folder && File.Exists(saved.File), $"seed {seed}");
            Assert.True(System.Text.Encoding.UTF8.GetByteCount(Path.GetFileName(saved.File)) <= 255, $"seed {seed}");
            string text = File.ReadAllText(saved.File);
            Assert.True(text.Count(c => c == '\n') == 6 && !text.Any(c => c is '\r' or '\u0085' or '\u2028' or '\u202E' or '\u2066'), $"seed {seed}: {text}");
            Assert.Equal(collection.Tracks, Lists().Find(saved.Id)!.TracksIn(collection));
        }
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../tracks")]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    public void Ids_are_compared_and_never_made_into_paths(string id)
    {
        Collection collection = Collection(PlantedSpace.Track(0));
        Lists().Save("x", collection.Tracks, collection, "");
        _folder.Write("ws/tracks.m3u8", "#EXTM3U\n");
        Assert.Null(Lists().Find(id));
        Assert.False(Lists().Delete(id));
    }

    private SavedPlaylists Lists() => new(new Workspace(_folder.File("ws")));

    private Collection Collection(params Track[] tracks) => new("c", _folder.File("music"), tracks, []);
}
