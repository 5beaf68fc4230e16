using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Sargam.Reporting;

namespace Sargam.BrowserTests.Live;

/// <summary>Answers from memory, inside the browser: two runs of one collection, and what a page may ask of them.</summary>
internal sealed partial class CannedServer(ReportModel model) : IServedPage
{
    /// <summary>The runs: the second has other clusters, another map and fewer tracks, in another order.</summary>
    public const string FirstRun = "0001-sargam", SecondRun = "0002-paper";

    /// <summary>The track that the server finds, whatever is looked for.</summary>
    public const int FoundByServer = 9;

    private const string Origin = "http://127.0.0.1:5199";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ReportModel _model = model with { Tracks = [.. model.Tracks.Select((track, i) => track with { Id = IdOf(i) })] };
    private int _savedCount = 2;

    public string Address => Origin + "/";

    /// <summary>All questions so far: method, path with query, body.</summary>
    public List<(string Method, string Path, string? Body)> Requests { get; } = [];

    /// <summary>Sentences with which questions whose path begins so are refused.</summary>
    public Dictionary<string, string> Refusals { get; } = [];

    /// <summary>What the program does just now.</summary>
    public object Progress { get; set; } = new { Running = false };

    /// <summary>Playlists by id.</summary>
    public Dictionary<string, (string Name, string[] Ids)> Saved { get; } = new()
    {
        ["late-night"] = ("Late night", [IdOf(3), IdOf(5)]),
        ["rivers"] = ("নদীর গান", [IdOf(1), IdOf(2), IdOf(4)]),
    };

    /// <summary>The id of the n-th track.</summary>
    public static string IdOf(int track) => $"{track + 1:x32}";

    public Task Attach(IBrowserContext context) => context.RouteAsync(Origin + "/**", Answer);

    /// <summary>The second run's tracks.</summary>
    public IReadOnlyList<MapTrack> SecondTracks() =>
        [.. _model.Tracks.Reverse().Where((_, i) => i % 9 != 0).Select(track => track with { X = -track.Y, Y = track.X, Cluster = (track.Cluster + 1) % 4 })];

    private Task Answer(IRoute route)
    {
        string path = new Uri(route.Request.Url).PathAndQuery;
        Requests.Add((route.Request.Method, path, route.Request.PostData));
        if (Refusals.FirstOrDefault(refusal => path.StartsWith(refusal.Key, StringComparison.Ordinal)).Value is { } sentence) return Send(route, new { Error = sentence }, 404);
        return path.Split('?')[0] switch
        {
            "/" or "/runs/" + FirstRun => SendPage(route, _model, FirstRun),
            "/runs/" + SecondRun => SendPage(route, _model with { Tracks = SecondTracks(), FurtherMaps = [] }, SecondRun),
            "/api/runs" => Send(route, Runs()),
            "/api/progress" => Send(route, Progress),
            "/api/tracks" => Send(route, new { Total = 1, Tracks = new[] { Track(FoundByServer) } }),
            "/api/playlists/preview" => Send(route, Preview(Body(route))),
            "/api/playlists" when route.Request.Method == "POST" => Send(route, Save(Body(route))),
            "/api/playlists" => Send(route, new { Playlists = Saved.Select(each => new { Id = each.Key, each.Value.Name, Tracks = each.Value.Ids.Length, MadeFrom = "Cluster 2" }) }),
            { } other when Playlist().Match(other) is { Success: true } playlist => AnswerPlaylist(route, playlist.Groups[1].Value, isExport: playlist.Groups[2].Success),
            { } other when Clip().IsMatch(other) => route.FulfillAsync(new() { ContentType = "audio/wav", BodyBytes = Wav(seconds: 3) }),
            { } other when Details().Match(other) is { Success: true } track => Send(route, track.Groups[2].Success ? SimilarTo(track.Groups[1].Value) : DetailsOf(track.Groups[1].Value)),
            _ => Send(route, new { Error = $"There is no {path}." }, 404),
        };
    }

    private Task AnswerPlaylist(IRoute route, string id, bool isExport)
    {
        if (isExport) return route.FulfillAsync(new() { ContentType = "audio/x-mpegurl", Headers = [new("Content-Disposition", "attachment; filename=\"Late night.m3u8\"")], Body = "#EXTM3U\n" });
        if (route.Request.Method != "DELETE") return Send(route, new { Id = id, Saved[id].Name, Tracks = Saved[id].Ids.Select(each => Track(RowOf(each))) });
        Saved.Remove(id);
        return route.FulfillAsync(new() { Status = 204 });
    }

    private object Preview(JsonElement request) =>
        new { Tracks = Enumerable.Range(0, request.GetProperty("count").GetInt32()).Select(i => Track(i % _model.Tracks.Count)), Notes = new[] { "2 near-duplicates skipped" } };

    private object Save(JsonElement request)
    {
        string id = $"saved-{++_savedCount}";
        string[] ids = request.TryGetProperty("tracks", out JsonElement tracks) ? [.. tracks.EnumerateArray().Select(each => each.GetString()!)] : [.. Enumerable.Range(0, request.GetProperty("count").GetInt32()).Select(IdOf)];
        Saved[id] = (request.GetProperty("name").GetString()!, ids);
        return new { Id = id, Saved[id].Name, Tracks = Saved[id].Ids.Length };
    }

    private static JsonElement Body(IRoute route) => JsonDocument.Parse(route.Request.PostData!).RootElement;

    private static int RowOf(string id) => int.Parse(id, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) - 1;

    /// <summary>The title is whatever the collection's is: a stranger's text comes in answers as in pages.</summary>
    private object Track(int row)
    {
        MapTrack track = _model.Tracks[row];
        return new { track.Id, track.Title, Artist = track.Labels[^1], Cluster = track.Cluster < 0 ? (int?)null : track.Cluster, Confidence = 0.75, Playable = row != 7 };
    }

    private object DetailsOf(string id)
    {
        int row = RowOf(id);
        MapTrack track = _model.Tracks[row];
        return new
        {
            track.Id,
            track.Title,
            Artist = track.Labels[^1],
            Cluster = track.Cluster < 0 ? (int?)null : track.Cluster,
            Confidence = 0.75,
            Playable = row != 7,
            Album = "Kleine Stadt",
            Seconds = 215,
            Labels = _model.LabelNames.Zip(track.Labels).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second),
            track.Path,
            Lyrics = "first line\nsecond line",
        };
    }

    private object SimilarTo(string id) => new
    {
        Track = Track(RowOf(id)),
        Space = "Near each other in the VAE's space.",
        Similar = Enumerable.Range(1, 8).Select(i => new
        {
            Track = Track((RowOf(id) + i) % _model.Tracks.Count),
            Distance = 0.1 * i,
            Similarity = i == 1 ? 0.9996 : i == 2 ? 0.9949 : 1 - 0.1 * i,
            Agrees = new[] { "both fast (128 and 126 beats a minute)" },
            Differs = i % 2 == 0 ? ["brighter"] : Array.Empty<string>(),
        }),
    };

    private object Runs() => new
    {
        Workspace = "kitchen",
        Current = SecondRun,
        Runs = new[]
        {
            new { Name = FirstRun, Recipe = "sargam", Verdict = "structure", Sentence = "The clusters are real.", Tracks = _model.Tracks.Count, Clusters = 5, Methods = new[] { "VAE + K-Means" } },
            new { Name = SecondRun, Recipe = "paper", Verdict = "weak", Sentence = "Hardly beyond chance.", Tracks = SecondTracks().Count, Clusters = 4, Methods = new[] { "VAE + DBSCAN" } },
        },
    };

    private static Task SendPage(IRoute route, ReportModel model, string run)
    {
        using var page = new StringWriter();
        HtmlReport.WriteServed(model, run, page);
        return route.FulfillAsync(new() { ContentType = "text/html; charset=utf-8", Headers = [new("Content-Security-Policy", HtmlReport.ServedPolicy)], Body = page.ToString() });
    }

    private static Task Send(IRoute route, object answer, int status = 200) =>
        route.FulfillAsync(new() { Status = status, ContentType = "application/json", Body = JsonSerializer.Serialize(answer, Json) });

    /// <summary>Silence of 8,000 samples a second.</summary>
    private static byte[] Wav(int seconds)
    {
        int length = 8_000 * seconds;
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.ASCII);
        writer.Write("RIFF"u8);
        writer.Write(36 + length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8_000);
        writer.Write(8_000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(length);
        writer.Write(Enumerable.Repeat((byte)128, length).ToArray());
        return bytes.ToArray();
    }

    [GeneratedRegex("^/api/clip/[0-9a-f]{32}$")]
    private static partial Regex Clip();

    [GeneratedRegex("^/api/tracks/([0-9a-f]{32})(/similar)?$")]
    private static partial Regex Details();

    [GeneratedRegex("^/api/playlists/([^/]+)(/m3u8)?$")]
    private static partial Regex Playlist();
}
