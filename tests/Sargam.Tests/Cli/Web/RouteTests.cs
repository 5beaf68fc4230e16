using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sargam.Scanning;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Cli.Web;

public sealed class RouteTests(ServedWorkspace workspace)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_and_tracks_are_told_with_clusters_and_cleaned_titles()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        JsonElement runs = await server.Get("/api/runs");
        Assert.Equal(("ws", "0001-sargam"), (runs.GetProperty("workspace").GetString(), runs.GetProperty("current").GetString()));
        JsonElement run = runs.GetProperty("runs")[0];
        Assert.Equal((18, 3, "vae_kmeans"), (run.GetProperty("tracks").GetInt32(), run.GetProperty("clusters").GetInt32(), run.GetProperty("methods")[0].GetString()));

        JsonElement all = await server.Get("/api/tracks?limit=5&q=");
        Assert.Equal((18, 5), (all.GetProperty("total").GetInt32(), all.GetProperty("tracks").GetArrayLength()));
        Assert.Equal("Über den Dächern", (await server.Get("/api/tracks?q=UBER+dachern&run=0001-sargam")).GetProperty("tracks")[0].GetProperty("title").GetString());
        Assert.Equal(0, (await server.Get("/api/tracks?q=nobody")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await server.Get("/api/tracks?q=odd/17_")).GetProperty("total").GetInt32());
        foreach (string bad in new[] { "limit=0", "limit=x", "limit=100000" }) await server.Get($"/api/tracks?{bad}", HttpStatusCode.BadRequest);

        JsonElement hostile = (await server.Get("/api/tracks?q=alert")).GetProperty("tracks")[0];
        Assert.Equal(ServedWorkspace.HostileTitle.Replace("\u202E", "", StringComparison.Ordinal), hostile.GetProperty("title").GetString());
        string raw = await server.Client.GetStringAsync("/api/tracks?q=alert", Token);
        Assert.DoesNotContain('<', raw);
        JsonElement detail = await server.Get($"/api/tracks/{hostile.GetProperty("id").GetString()}");
        Assert.Equal(("b", "odd/03_গান.wav", 1.0), (detail.GetProperty("labels").GetProperty("genre").GetString(), detail.GetProperty("path").GetString(), detail.GetProperty("seconds").GetDouble()));
        Assert.InRange(detail.GetProperty("cluster").GetInt32(), 0, 2);
        Assert.False(detail.TryGetProperty("lyrics", out _));
    }

    [Fact]
    public async Task Similar_tracks_are_told_nearest_first_with_the_space()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        string id = (await workspace.Collection()).Tracks.First(track => track.Path == "copy.wav").Id;

        JsonElement answer = await server.Get($"/api/tracks/{id}/similar?n=4");

        JsonElement[] similar = [.. answer.GetProperty("similar").EnumerateArray()];
        Assert.Equal(4, similar.Length);
        double[] distances = [.. similar.Select(other => other.GetProperty("distance").GetDouble())];
        Assert.Equal(distances.Order(), distances);
        Assert.All(similar, other => Assert.InRange(other.GetProperty("similarity").GetDouble(), 0, 1));
        Assert.DoesNotContain(similar, other => other.GetProperty("track").GetProperty("id").GetString() == id);
        Assert.Contains("track-stats", answer.GetProperty("space").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, answer.GetProperty("sameRecording").GetArrayLength());
        await server.Get($"/api/tracks/{new string('f', 32)}/similar", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("bytes=0-3", HttpStatusCode.PartialContent, 0, 4)]
    [InlineData("bytes=100-199", HttpStatusCode.PartialContent, 100, 100)]
    [InlineData("bytes=-10", HttpStatusCode.PartialContent, -10, 10)]
    [InlineData("bytes=99999999-", HttpStatusCode.RequestedRangeNotSatisfiable, 0, 0)]
    [InlineData("bytes=5-2", HttpStatusCode.OK, 0, -1)]
    public async Task Clips_are_the_files_in_ranges(string range, HttpStatusCode expected, int start, int length)
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        Track track = (await workspace.Collection()).Tracks.First(track => track.Path.StartsWith("even/04", StringComparison.Ordinal));
        byte[] file = File.ReadAllBytes(Path.Combine(workspace.Music, track.Path));
        HttpResponseMessage answer = await server.Send(HttpMethod.Get, $"/api/clip/{track.Id}", headers: ("Range", range));

        Assert.Equal(expected, answer.StatusCode);
        if (expected == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            Assert.Equal(new ContentRangeHeaderValue(file.Length), answer.Content.Headers.ContentRange);
            return;
        }

        int from = start < 0 ? file.Length + start : start;
        Assert.Equal(file[from..(length < 0 ? file.Length : from + length)], await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("audio/wav", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.Private);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_missing_file_is_not_playable_and_its_clip_says_so()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        string id = (await workspace.Collection()).Tracks.First(track => track.Path.StartsWith("odd/17", StringComparison.Ordinal)).Id;

        Assert.False((await server.Get($"/api/tracks/{id}")).GetProperty("playable").GetBoolean());
        Assert.Contains("not where it was", (await server.Get($"/api/clip/{id}", HttpStatusCode.NotFound)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(18 - 1, (await server.Get("/api/tracks")).GetProperty("tracks").EnumerateArray().Count(track => track.GetProperty("playable").GetBoolean()));
    }

    [Fact]
    public async Task Playlists_are_made_kept_opened_handed_out_and_deleted()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        string[] ids = [.. (await server.Get("/api/tracks")).GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("id").GetString()!)];
        JsonElement preview = await server.Post("/api/playlists/preview", new { kind = "cluster", cluster = 0, count = 4, run = "0001-sargam" });
        Assert.InRange(preview.GetProperty("tracks").GetArrayLength(), 1, 4);
        JsonElement path = await server.Post("/api/playlists/preview", new { kind = "path", from = ids[0], to = ids[5], count = 6, perArtist = 2 });
        Assert.Equal((ids[0], ids[5]), (path.GetProperty("tracks")[0].GetProperty("id").GetString(), path.GetProperty("tracks")[5].GetProperty("id").GetString()));

        const string Name = "../Sonntag <b>\u202E früh\n#EXTINF:1,x";
        JsonElement saved = await server.Post("/api/playlists", new { name = Name, tracks = ids.Skip(2).Take(3) }, HttpStatusCode.Created);
        JsonElement made = await server.Post("/api/playlists", new { name = "seeds", kind = "seeds", seeds = ids.Take(1), count = 3 }, HttpStatusCode.Created);
        string id = saved.GetProperty("id").GetString()!;
        string escaped = Uri.EscapeDataString(id);

        Assert.Equal((3, 3), (saved.GetProperty("tracks").GetInt32(), made.GetProperty("tracks").GetInt32()));
        JsonElement opened = await server.Get($"/api/playlists/{escaped}");
        Assert.Equal(ids.Skip(2).Take(3), opened.GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("id").GetString()));
        Assert.Equal("../Sonntag <b> früh #EXTINF:1,x", opened.GetProperty("name").GetString());
        JsonElement[] listed = [.. (await server.Get("/api/playlists")).GetProperty("playlists").EnumerateArray()];
        Assert.Contains(listed, list => list.GetProperty("id").GetString() == id && list.GetProperty("tracks").GetInt32() == 3);

        HttpResponseMessage download = await server.Client.GetAsync($"/api/playlists/{escaped}/m3u8", Token);
        string text = await download.Content.ReadAsStringAsync(Token);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(3, text.Split('\n').Count(line => line.StartsWith(workspace.Music, StringComparison.Ordinal) && Path.IsPathFullyQualified(line)));
        Assert.Equal(0, opened.GetProperty("missing").GetInt32());
        Assert.Equal(2 + 1 + 3 * 3, text.Count(c => c == '\n'));
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send(HttpMethod.Delete, $"/api/playlists/{escaped}", "")).StatusCode);
        await server.Get($"/api/playlists/{escaped}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send(HttpMethod.Delete, $"/api/playlists/{made.GetProperty("id").GetString()}", "")).StatusCode);
    }

    [Fact]
    public async Task A_playlist_that_was_changed_keeps_its_tracks_and_where_it_is_from_and_counts_what_is_gone()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        string[] ids = [.. (await workspace.Collection()).DistinctTracks.Take(3).Select(track => track.Id)];
        JsonElement saved = await server.Post("/api/playlists", new { name = "changed", kind = "seeds", seeds = ids.Take(1), count = 5, tracks = ids.Reverse() }, HttpStatusCode.Created);
        string id = saved.GetProperty("id").GetString()!;
        File.AppendAllText(Path.Combine(await workspace.Root, "playlists", $"{id}.m3u8"), "../nowhere.mp3\n");

        Assert.StartsWith("tracks like ", saved.GetProperty("madeFrom").GetString(), StringComparison.Ordinal);
        JsonElement opened = await server.Get($"/api/playlists/{id}");
        Assert.Equal(ids.Reverse(), opened.GetProperty("tracks").EnumerateArray().Select(track => track.GetProperty("id").GetString()));
        Assert.Equal(1, opened.GetProperty("missing").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await server.Send(HttpMethod.Delete, $"/api/playlists/{id}", "")).StatusCode);
    }

    [Fact]
    public async Task A_track_plays_from_any_of_its_files()
    {
        using var folder = new TempFolder();
        string first = folder.Write("music/a.wav", Tones.Wav(1)), second = folder.Write("music/b.wav", Tones.Wav(1));
        CliRun.Result scanned = await CliRun.RunAsync("scan", folder.File("music"), "-w", folder.File("ws"));
        Assert.True(scanned.ExitCode == 0, scanned.Error);
        string id = new Workspace(folder.File("ws")).LoadCollection().DistinctTracks.Single().Id;
        await using LiveServer server = await LiveServer.StartAsync(folder.File("ws"));
        File.Delete(first);

        Assert.True((await server.Get($"/api/tracks/{id}")).GetProperty("playable").GetBoolean());
        Assert.Equal(File.ReadAllBytes(second), await server.Client.GetByteArrayAsync($"/api/clip/{id}", Token));
    }

    [Fact]
    public async Task A_body_in_an_unknown_character_set_is_no_error_of_the_server()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/playlists/preview") { Content = new StringContent("{}") };
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=bogus");
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Client.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_request_says_what_is_wrong()
    {
        await using LiveServer server = await LiveServer.StartAsync(await workspace.Root);
        string id = (await workspace.Collection()).Tracks[0].Id;
        (object Body, string Part)[] wrong =
        [
            (new { kind = "mix" }, "kind must be"), (new { kind = "cluster" }, "Cluster must be given"), (new { kind = "cluster", cluster = 99 }, "cluster must be one of 0, 1, 2"),
            (new { kind = "cluster", cluster = 0, method = "x" }, "method must be one of"), (new { kind = "seeds", seeds = new[] { "nope" } }, "no track"),
            (new { kind = "seeds", seeds = new[] { id }, count = 0 }, "Count must be"), (new { kind = "path", from = id }, "From and To"), (new { kind = "path", from = id, to = id }, "different"),
        ];
        foreach ((object body, string part) in wrong)
        {
            HttpResponseMessage answer = await server.Send(HttpMethod.Post, "/api/playlists/preview", JsonSerializer.Serialize(body));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            string text = await answer.Content.ReadAsStringAsync(Token);
            Assert.Contains(part, text, StringComparison.Ordinal);
            Assert.DoesNotContain("(Parameter", text, StringComparison.Ordinal);
        }

        await server.Post("/api/playlists", new { tracks = new[] { id } }, HttpStatusCode.BadRequest);
        await server.Post("/api/playlists", new { name = "x", tracks = Array.Empty<string>() }, HttpStatusCode.BadRequest);
        await server.Post("/api/playlists", new { name = "x", tracks = new[] { (string?)null } }, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Progress_of_another_command_is_told_while_it_holds_the_lock()
    {
        string root = await workspace.Root;
        await using LiveServer server = await LiveServer.StartAsync(root);
        Assert.False((await server.Get("/api/progress")).GetProperty("running").GetBoolean());
        using (WorkspaceLock.Take(root, "sargam features"))
        {
            var job = new JobProgress { Command = "sargam features", Stage = "features", Done = 1, Total = 2, Unit = "tracks", Sentence = "half", Updated = TimeProvider.System.GetUtcNow() };
            job.Write(new Workspace(root));
            JsonElement told = await server.Get("/api/progress");
            Assert.Equal((true, "features", 2), (told.GetProperty("running").GetBoolean(), told.GetProperty("stage").GetString(), told.GetProperty("total").GetInt32()));
            Assert.InRange(told.GetProperty("updatedSecondsAgo").GetDouble(), 0, 60);
            await server.Get("/api/tracks"); // the lock is nobody's business here
        }

        Assert.False((await server.Get("/api/progress")).GetProperty("running").GetBoolean());
        JobProgress.Delete(new Workspace(root));
    }
}
