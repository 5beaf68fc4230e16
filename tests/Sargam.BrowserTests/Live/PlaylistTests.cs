using System.Text.Json;
using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

public sealed class PlaylistTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_playlist_of_a_cluster_is_made_ordered_named_saved_and_deleted()
    {
        await using LivePage live = await LivePage.Open(chromium, RunningServer.OrCanned());
        ILocator rows = live.Playlists.Locator(".draft li");
        await live.Playlists.GetByLabel("Tracks", new() { Exact = true }).FillAsync("5");
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(5);

        string[] titles = [.. await rows.Locator(".walk").AllInnerTextsAsync()];
        await rows.Nth(0).GetByRole(AriaRole.Button, new() { Name = "Move down" }).ClickAsync();
        Assert.Equal([titles[1], titles[0], .. titles[2..]], await rows.Locator(".walk").AllInnerTextsAsync());
        await Assertions.Expect(rows.Nth(1).Locator(".down")).ToBeFocusedAsync();
        await rows.Nth(2).GetByRole(AriaRole.Button, new() { Name = "Leave out" }).ClickAsync();
        Assert.Equal([titles[1], titles[0], .. titles[3..]], await rows.Locator(".walk").AllInnerTextsAsync());
        await Assertions.Expect(rows.Nth(2).Locator(".out")).ToBeFocusedAsync();

        const string Name = "Made by a test";
        await live.Playlists.GetByLabel("Name").FillAsync(Name);
        await live.Button("Save", exact: true).ClickAsync();
        ILocator saved = live.Playlists.Locator(".saved li", new() { HasText = Name });
        await Assertions.Expect(saved).ToContainTextAsync("4 tracks");
        await Assertions.Expect(live.Playlists.Locator(".said")).ToContainTextAsync("Saved as “Made by a test”.");

        await saved.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Assertions.Expect(live.Button("Delete it")).ToBeFocusedAsync();
        await live.Button("Keep it").ClickAsync();
        await saved.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await live.Button("Delete it").ClickAsync();
        await Assertions.Expect(saved).ToHaveCountAsync(0);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_deletion_that_waits_for_an_answer_leaves_the_keys_to_whoever_types_elsewhere()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Button("Delete Late night").ClickAsync();
        await Assertions.Expect(live.Button("Delete it")).ToBeFocusedAsync();

        ILocator find = live.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find" });
        await find.FocusAsync();
        await live.Page.Keyboard.TypeAsync("two words ", new() { Delay = 60 });

        await Assertions.Expect(find).ToHaveValueAsync("two words ");
        await Assertions.Expect(find).ToBeFocusedAsync();
        await Assertions.Expect(live.Button("Delete it")).ToBeVisibleAsync();
        Assert.DoesNotContain(server.Requests, request => request.Method == "DELETE");

        await live.StepToTrack();
        await Assertions.Expect(live.Map).ToBeFocusedAsync();
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task What_is_asked_and_saved_is_what_was_chosen()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Page.Locator(".legend button").Nth(1).ClickAsync();
        await live.Playlists.GetByLabel("Make it").SelectOptionAsync("Like chosen tracks");
        await live.Playlists.GetByLabel("Per artist").FillAsync("2");
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft li")).ToHaveCountAsync(25);
        await Assertions.Expect(live.Playlists).ToContainTextAsync("2 near-duplicates skipped");
        await live.Button("Save", exact: true).ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".saved li")).ToHaveCountAsync(3);
        JsonElement asMade = Body(server, "/api/playlists");
        await live.Button("Leave out").First.ClickAsync();
        await live.Button("Save", exact: true).ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".saved li")).ToHaveCountAsync(4);

        // The tracks that were shown are saved. As they were made, the request goes with them and says what from.
        JsonElement asked = Body(server, "/api/playlists/preview"), saved = Body(server, "/api/playlists");
        Assert.Equal(asked.GetProperty("seeds").ToString(), asMade.GetProperty("seeds").ToString());
        Assert.Equal("Like 14 tracks", asMade.GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(0, 25).Select(CannedServer.IdOf), asMade.GetProperty("tracks").EnumerateArray().Select(id => id.GetString()));
        Assert.False(saved.TryGetProperty("kind", out _));
        Assert.Equal(("seeds", 25, 2, CannedServer.FirstRun), (asked.GetProperty("kind").GetString(), asked.GetProperty("count").GetInt32(), asked.GetProperty("perArtist").GetInt32(), asked.GetProperty("run").GetString()));
        string[] seeds = [.. asked.GetProperty("seeds").EnumerateArray().Select(id => id.GetString()!)];
        Assert.Equal(14, seeds.Length);
        Assert.All(seeds, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.Equal("Like 14 tracks", saved.GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(1, 24).Select(CannedServer.IdOf), saved.GetProperty("tracks").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task More_chosen_tracks_than_wanted_ones_are_all_asked_for()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Page.Locator(".legend button").Nth(1).ClickAsync();
        await live.Playlists.GetByLabel("Make it").SelectOptionAsync("Like chosen tracks");
        await live.Playlists.GetByLabel("Tracks", new() { Exact = true }).FillAsync("3");
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft li")).ToHaveCountAsync(14);
        JsonElement asked = Body(server, "/api/playlists/preview");
        Assert.Equal((14, 14), (asked.GetProperty("seeds").GetArrayLength(), asked.GetProperty("count").GetInt32()));
    }

    [Theory]
    [InlineData("Tracks")]
    [InlineData("Per artist")]
    public async Task Numbers_are_typed_in_peace_and_judged_when_they_are_used(string label)
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        ILocator field = live.Playlists.GetByLabel(label, new() { Exact = true });
        foreach (string wrong in (string[])["", "0", "2.5", "1001"])
        {
            await field.FillAsync(wrong);
            await Assertions.Expect(field).ToHaveValueAsync(wrong);
            await live.Button("Suggest").ClickAsync();
            await Assertions.Expect(live.Playlists.Locator(".maker .problem")).ToHaveTextAsync($"{label} must be a whole number from 1 to 1000.");
        }

        Assert.DoesNotContain(server.Requests, request => request.Path == "/api/playlists/preview");
        await field.FillAsync("12");
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft")).ToBeVisibleAsync();
        await Assertions.Expect(live.Playlists.Locator(".maker .problem")).ToHaveCountAsync(0);
        Assert.Equal(12, Body(server, "/api/playlists/preview").GetProperty(label == "Tracks" ? "count" : "perArtist").GetInt32());
    }

    [Fact]
    public async Task A_path_needs_both_its_ends()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Playlists.GetByLabel("Make it").SelectOptionAsync("From one track to another");
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".maker .problem")).ToContainTextAsync("Choose both ends first");

        await live.StepToTrack();
        string from = await live.ChosenId();
        await live.Button("Begin with the chosen track").ClickAsync();
        await live.Track.Locator(".similar .walk").Nth(3).ClickAsync();
        string to = await live.ChosenId();
        await live.Button("End with the chosen track").ClickAsync();
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft")).ToBeVisibleAsync();

        JsonElement asked = Body(server, "/api/playlists/preview");
        Assert.Equal(("path", from, to), (asked.GetProperty("kind").GetString(), asked.GetProperty("from").GetString(), asked.GetProperty("to").GetString()));
    }

    [Fact]
    public async Task Saved_playlists_open_on_the_map_and_are_exported()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.Button("Open নদীর গান").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft li")).ToHaveCountAsync(3);
        await Assertions.Expect(live.Page.Locator(".selection h3 .quiet")).ToHaveTextAsync("3");

        ILocator export = live.Page.GetByRole(AriaRole.Link, new() { Name = "Export Late night" });
        await Assertions.Expect(export).ToHaveAttributeAsync("href", "/api/playlists/late-night/m3u8");
        await Assertions.Expect(export).ToHaveAttributeAsync("download", "");
    }

    [Fact]
    public async Task A_track_that_a_list_has_twice_stands_in_it_twice()
    {
        var server = new CannedServer(Reports.Sample());
        server.Saved["again"] = ("Again", [CannedServer.IdOf(3), CannedServer.IdOf(5), CannedServer.IdOf(3)]);
        await using LivePage live = await LivePage.Open(chromium, server);
        ILocator rows = live.Playlists.Locator(".draft li");
        await live.Button("Open Again").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        string[] titles = [.. await rows.Locator(".walk").AllInnerTextsAsync()];
        await rows.Nth(1).Locator(".down").ClickAsync();
        Assert.Equal([titles[0], titles[2], titles[1]], await rows.Locator(".walk").AllInnerTextsAsync());
        await rows.Nth(0).Locator(".out").ClickAsync();
        Assert.Equal([titles[2], titles[1]], await rows.Locator(".walk").AllInnerTextsAsync());
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_selection_and_single_tracks_go_to_the_playlist()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.Page.Locator(".legend button").First.ClickAsync();
        await live.Button("To playlist").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft li")).ToHaveCountAsync(17);
        await live.Button("Clear").First.ClickAsync();
        await live.StepToTrack();
        await live.Button("Add to playlist").ClickAsync();
        await live.Button("Add to playlist").ClickAsync();
        await Assertions.Expect(live.Status).ToContainTextAsync("The playlist has it already.");
    }

    [Fact]
    public async Task A_refusal_keeps_what_was_made()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft")).ToBeVisibleAsync();
        server.Refusals["/api/playlists"] = "There is a playlist of this name: choose another.";
        await live.Button("Save", exact: true).ClickAsync();
        await Assertions.Expect(live.Playlists.GetByRole(AriaRole.Alert)).ToHaveTextAsync("There is a playlist of this name: choose another.");
        await Assertions.Expect(live.Playlists.Locator(".draft li")).ToHaveCountAsync(25);
    }

    private static JsonElement Body(CannedServer server, string path) =>
        JsonDocument.Parse(server.Requests.Last(request => request.Path == path && request.Method == "POST").Body!).RootElement;
}
