using System.Globalization;
using CsvHelper;
using Sargam.Demo;
using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Demo;

public sealed class DemoWriterTests : IDisposable
{
    private static readonly DemoCollection Collection = DemoCollection.Create(new DemoOptions { Seed = 11, TrackCount = 15 });
    private readonly string _folder = Directory.CreateTempSubdirectory("sargam-demo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_seed_writes_the_same_bytes_at_any_thread_count()
    {
        string one = Path.Combine(_folder, "one"), two = Path.Combine(_folder, "two");
        using (WorkerPool.Limit(1)) Collection.Write(one, cancellationToken: Token);
        using (WorkerPool.Limit(4)) DemoCollection.Create(new DemoOptions { Seed = 11, TrackCount = 15 }).Write(two, cancellationToken: Token);

        string[] files = Files(one);
        Assert.Equal(31, files.Length);
        Assert.Equal(files, Files(two));
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(one, file)), File.ReadAllBytes(Path.Combine(two, file))));
    }

    [Fact]
    public void Metadata_parses_back_and_names_every_file()
    {
        Collection.Write(_folder, cancellationToken: Token);

        byte[] bytes = File.ReadAllBytes(Path.Combine(_folder, "metadata.csv"));
        Assert.Equal((byte)'p', bytes[0]);
        using var csv = new CsvReader(new StreamReader(new MemoryStream(bytes)), CultureInfo.InvariantCulture);
        var row = new { path = "", title = "", artist = "", style = "", language = "" };
        var rows = csv.GetRecords(row).ToList();
        Assert.Equal(Collection.Tracks.Select(t => (t.FileName, t.Title, t.Artist, t.Style, t.Language)),
            rows.Select(r => (r.path, r.title, r.artist, r.style, r.language)));
        Assert.All(rows, r => Assert.True(File.Exists(Path.Combine(_folder, "music", r.path)), r.path));
        Assert.All(Collection.Tracks, t => Assert.Equal(t.Lyrics, File.ReadAllText(Path.Combine(_folder, "music", t.LyricsFileName))));
    }

    [Fact]
    public void A_second_run_repairs_damage_and_leaves_the_rest_alone()
    {
        Collection.Write(_folder, cancellationToken: Token);
        string whole = Path.Combine(_folder, "music", Collection.Tracks[0].FileName);
        string torn = Path.Combine(_folder, "music", Collection.Tracks[1].FileName);
        byte[] right = File.ReadAllBytes(torn);
        File.WriteAllBytes(torn, right[..1000]);
        File.WriteAllBytes(torn + ".tmp", right[..500]);
        File.WriteAllText(Path.Combine(_folder, "music", ".hidden"), "a file manager's own");
        DateTime old = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(whole, old);

        Collection.Write(_folder, cancellationToken: Token);

        Assert.Equal(old, File.GetLastWriteTimeUtc(whole));
        Assert.Equal(right, File.ReadAllBytes(torn));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(torn));
        Assert.False(File.Exists(torn + ".tmp"));
    }

    [Fact]
    public void A_folder_with_other_music_is_refused_and_not_touched()
    {
        string stranger = Path.Combine(_folder, "music", "my song.mp3");
        Directory.CreateDirectory(Path.Combine(_folder, "music"));
        File.WriteAllText(stranger, "precious");

        var error = Assert.Throws<IOException>(() => Collection.Write(_folder, cancellationToken: Token));

        Assert.Contains("'my song.mp3', which is not part of this collection", error.Message, StringComparison.Ordinal);
        Assert.Equal([Path.Combine("music", "my song.mp3")], Files(_folder));
    }

    [Fact]
    public void Progress_counts_every_track_and_cancelling_stops_between_tracks()
    {
        using var source = new CancellationTokenSource();
        var seen = new List<DemoProgress>();
        var progress = new Inline(step =>
        {
            seen.Add(step);
            if (step.DoneCount == 3) source.Cancel();
        });
        using (WorkerPool.Limit(1)) Assert.Throws<OperationCanceledException>(() => Collection.Write(_folder, progress, source.Token));
        Assert.Equal([1, 2, 3], seen.Select(step => step.DoneCount));
        Assert.Equal(6, Files(_folder).Length);

        seen.Clear();
        using (WorkerPool.Limit(1)) Collection.Write(_folder, new Inline(seen.Add), Token);
        Assert.Equal(Enumerable.Range(1, 15), seen.Select(step => step.TrackNumber));
        Assert.All(seen, step => Assert.Equal(15, step.TrackCount));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];

    private sealed class Inline(Action<DemoProgress> action) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => action(value);
    }
}
