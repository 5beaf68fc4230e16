using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sargam.Numerics;
using Sargam.Reporting;
using Sargam.Reporting.Page;

namespace Sargam.Tests.Reporting.Page;

public sealed partial class PageDataTests
{
    [Fact]
    public void Rows_of_all_columns_belong_together()
    {
        ReportModel model = SampleReport.Create();
        using var page = new ReadPage(model);
        Dictionary<string, MapTrack> tracks = model.Tracks.ToDictionary(track => track.Title);
        string[] titles = page.Titles;

        Assert.Equal(60, page.Meta.GetProperty("n").GetInt32());
        Assert.Equal(model.Tracks.Select(track => track.Title), titles);
        for (int row = 0; row < titles.Length; row++)
        {
            MapTrack track = tracks[titles[row]];
            Assert.Equal((uint)track.Cluster, page.Numbers("cluster")[row]);
            for (int label = 0; label < 3; label++)
            {
                uint code = page.Numbers($"label{label}")[row];
                Assert.Equal(track.Labels[label], code == byte.MaxValue ? "" : page.Texts($"label{label}-names")[code]);
            }
        }
    }

    [Fact]
    public void Positions_keep_their_distances_to_a_pixel_of_any_screen()
    {
        ReportModel model = SampleReport.Create();
        using var page = new ReadPage(model);
        Dictionary<string, MapTrack> tracks = model.Tracks.ToDictionary(track => track.Title);
        string[] titles = page.Titles;
        (uint[] x, uint[] y) = (page.Numbers("x0"), page.Numbers("y0"));
        double range = Math.Max(tracks.Values.Max(t => t.X) - tracks.Values.Min(t => t.X), tracks.Values.Max(t => t.Y) - tracks.Values.Min(t => t.Y));

        Assert.Equal(65534u, Math.Max(x.Max(), y.Max()));
        for (int row = 1; row < titles.Length; row++)
        {
            (MapTrack a, MapTrack b) = (tracks[titles[0]], tracks[titles[row]]);
            Assert.Equal((b.X - a.X) / range, ((double)x[row] - x[0]) / 65534, tolerance: 2.0 / 65534);
            Assert.Equal((b.Y - a.Y) / range, ((double)y[row] - y[0]) / 65534, tolerance: 2.0 / 65534);
        }
    }

    [Theory]
    [InlineData(255, "u8")]
    [InlineData(256, "u16")]
    [InlineData(65_536, "u32")]
    public void Codes_take_as_many_bytes_as_their_values_need(int valueCount, string type)
    {
        using var columns = new PageColumns();
        columns.AddTexts("before", ["a"]);
        columns.AddCodes("codes", [0, valueCount - 1, -1], valueCount);

        PageColumn column = columns.Columns[1];
        Assert.Equal((type, 0L), (column.Type, column.Offset % 8));
        ReadOnlySpan<byte> bytes = Unpack(columns.ToBase64()).AsSpan((int)column.Offset, (int)column.Length);
        Assert.Equal(3 * bytes.Length / 3, bytes.Length);
        Assert.True(bytes[^(bytes.Length / 3)..].IndexOfAnyExcept(byte.MaxValue) < 0);
    }

    [Fact]
    public void Shares_and_seconds_say_where_they_are_not_known()
    {
        ReportModel model = SampleReport.Create();
        model = model with
        {
            MusicRoot = "../../music",
            Tracks = [.. model.Tracks.Select((track, i) => track with { Path = $"{i}.mp3", Confidence = i == 0 ? null : 0.5, Seconds = i == 0 ? null : 100.4 })],
        };
        using var page = new ReadPage(model);
        int unknown = Array.IndexOf(page.Paths, "0.mp3");

        Assert.Equal(255u, page.Numbers("confidence")[unknown]);
        Assert.Equal(65535u, page.Numbers("seconds")[unknown]);
        Assert.All(page.Numbers("seconds").Where((_, row) => row != unknown), seconds => Assert.Equal(100u, seconds));
        Assert.All(page.Numbers("confidence").Where((_, row) => row != unknown), share => Assert.Equal(254u, share));
    }

    [Fact]
    public void Paths_that_no_playlist_can_name_are_left_out_and_none_stand_there_where_tracks_are_no_files()
    {
        ReportModel model = SampleReport.Create();
        model = model with { MusicRoot = "m", Tracks = [.. model.Tracks.Select((track, i) => track with { Path = i == 0 ? "a\nb.mp3" : "fine.mp3" })] };
        using var page = new ReadPage(model);
        using var vectors = new ReadPage(model with { MusicRoot = null });

        Assert.Equal(1, page.Paths.Count(path => path.Length == 0));
        Assert.False(vectors.Has("path"));
        Assert.False(vectors.Has("seconds"));
        Assert.Equal(JsonValueKind.Null, vectors.Meta.GetProperty("root").ValueKind);
    }

    [Fact]
    public void Paths_that_repeat_their_titles_come_back_as_they_were()
    {
        string[] titles = ["a – a", "Ана – Ой", "গান", "b", " – x", "One – Two – Three", "\U0001F3B5 – \U0001F3B6", "\U0001F3B5 – \U0001F3B7"];
        string[] paths = ["a/a/a – a.mp3", "Ана/Ой/Ана – Ой.flac", "গান/গান.mp3", "bb/b.mp3", "x/ – x.mp3", "One/Two – Three/Two – Three.mp3", "\U0001F3B5/\U0001F3B6.mp3", "\U0001F3B5/\U0001F3B7.mp3"];
        ReportModel model = SampleReport.Create();
        model = model with { MusicRoot = "m", Tracks = [.. titles.Select((title, i) => model.Tracks[i] with { Title = title, Path = paths[i] })] };
        using var page = new ReadPage(model);
        Assert.Equal(titles.Select(title => title.Trim()), page.Titles);
        Assert.Equal(paths, page.Paths);
    }

    [Fact]
    public void Random_paths_and_titles_come_back()
    {
        ReportModel model = SampleReport.Create();
        for (ulong seed = 0; seed < 40; seed++)
        {
            var rng = new Rng(seed);
            string Any() => string.Concat(Enumerable.Range(0, rng.NextInt(9)).Select(_ => (string[])["a", "ab", " – ", "/", "গা", "\U0001F3B5", "\U0001F3B6", "é", "."]).Select(parts => parts[rng.NextInt(parts.Length)]));
            MapTrack[] tracks = [.. model.Tracks.Select(track => track with { Title = Any(), Path = Any() })];
            using var page = new ReadPage(model with { MusicRoot = "m", Tracks = tracks });
            Assert.True(page.Paths.SequenceEqual(tracks.Select(track => track.Path)), $"seed {seed}");
        }
    }

    [Fact]
    public void A_served_page_names_its_tracks_and_its_run()
    {
        ReportModel model = SampleReport.Create();
        string[] ids = [.. model.Tracks.Select((_, i) => i == 3 ? "no id" : $"{i:x32}")];
        using var page = new ReadPage(model with { Tracks = [.. model.Tracks.Select((track, i) => track with { Id = ids[i] })] }, "0001-sargam");
        using var report = new ReadPage(model);

        Assert.True(page.Meta.GetProperty("served").GetBoolean());
        Assert.Equal("0001-sargam", page.Meta.GetProperty("run").GetString());
        string hex = Convert.ToHexStringLower([.. page.Numbers("id").Select(number => (byte)number)]);
        Assert.Equal(string.Concat(ids.Select(id => id.Length == 32 ? id : new string('0', 32))), hex);
        Assert.False(report.Has("id"));
        Assert.False(report.Meta.TryGetProperty("run", out _));
    }

    [Fact]
    public void Whatever_the_texts_are_the_scripts_end_where_they_should()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            ReportModel model = HostileReport.Create(new Rng(seed));
            if (model.Tracks.Count == 0) continue;
            using var page = new ReadPage(model with { MusicRoot = Hostile.Text(new Rng(seed)) });

            Assert.True(page.Html.Count(c => c == '<') == 4, $"seed {seed}: {page.Html}");
            Assert.True(page.Titles.All(title => !title.Any(char.IsSurrogate) || title.EnumerateRunes().All(rune => rune.Value != 0xD800)), $"seed {seed}");
            Assert.Equal(model.Tracks.Count, page.Numbers("x0").Length);
        }
    }

    [Fact]
    public void Equal_models_give_equal_bytes() => Assert.Equal(new ReadPage(SampleReport.Create()).Html, new ReadPage(SampleReport.Create()).Html);

    private static byte[] Unpack(string base64)
    {
        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads as the page's script does.</summary>
    private sealed partial class ReadPage : IDisposable
    {
        private readonly JsonDocument _json;
        private readonly byte[] _bytes;

        public ReadPage(ReportModel model, string? servedRun = null)
        {
            var writer = new StringWriter();
            PageData.Write(model, writer, servedRun);
            Html = writer.ToString();
            MatchCollection scripts = Script().Matches(Html);
            _json = JsonDocument.Parse(scripts[0].Groups[1].Value);
            _bytes = Unpack(scripts[1].Groups[1].Value);
        }

        public string Html { get; }

        public JsonElement Meta => _json.RootElement;

        public string[] Titles => Successive("title");

        public string[] Paths => [.. Successive("path").Zip(Titles, (path, title) =>
        {
            int dash = title.IndexOf(" – ", StringComparison.Ordinal);
            (string before, string after) = dash < 0 ? ("", title) : (title[..dash], title[(dash + 3)..]);
            return path.Replace("\u0001", before, StringComparison.Ordinal).Replace("\u0002", after, StringComparison.Ordinal);
        })];

        public bool Has(string name) => Meta.GetProperty("columns").EnumerateArray().Any(column => column.GetProperty("name").GetString() == name);

        public string[] Texts(string name) => JsonSerializer.Deserialize<string[]>(Encoding.UTF8.GetString(Bytes(name).Span))!;

        public uint[] Numbers(string name)
        {
            int width = Column(name).GetProperty("type").GetString() switch { "u8" => 1, "u16" => 2, _ => 4 };
            ReadOnlyMemory<byte> bytes = Bytes(name);
            return [.. Enumerable.Range(0, bytes.Length / width).Select(row => bytes.Span.Slice(row * width, width).ToArray().Select((part, i) => (uint)part << (8 * i)).Aggregate((sum, part) => sum | part))];
        }

        private string[] Successive(string name)
        {
            string[] texts = Texts(name);
            uint[] shared = Numbers(name + "-shared");
            for (int row = 1; row < texts.Length; row++) texts[row] = texts[row - 1][..(int)shared[row]] + texts[row];
            return texts;
        }

        public void Dispose() => _json.Dispose();

        private JsonElement Column(string name) => Meta.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == name);

        private ReadOnlyMemory<byte> Bytes(string name) => _bytes.AsMemory(Column(name).GetProperty("offset").GetInt32(), Column(name).GetProperty("length").GetInt32());

        [GeneratedRegex("<script[^>]*>(.*?)</script>", RegexOptions.Singleline)]
        private static partial Regex Script();
    }
}
