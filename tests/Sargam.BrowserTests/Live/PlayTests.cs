using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

public sealed class PlayTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_space_key_plays_the_chosen_track_and_stops_it()
    {
        await using LivePage live = await LivePage.Open(chromium, RunningServer.OrCanned());
        string title = await live.StepToTrack();
        await live.Map.FocusAsync();

        await live.Page.Keyboard.PressAsync(" ");

        Assert.Equal($"/api/clip/{await live.ChosenId()}", await live.Plays());
        await Assertions.Expect(live.Player).ToContainTextAsync(title);
        await Assertions.Expect(live.Player.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
        await live.Page.Keyboard.PressAsync(" ");
        await live.Page.WaitForFunctionAsync("document.querySelector('audio').paused");
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task The_card_on_the_map_has_a_button()
    {
        await using LivePage live = await LivePage.Open(chromium, RunningServer.OrCanned());
        await live.StepToTrack();
        ILocator button = live.Page.Locator(".tip .play");
        await button.ClickAsync();
        Assert.Equal($"/api/clip/{await live.ChosenId()}", await live.Plays());
        await Assertions.Expect(button).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_player_seeks_and_goes_on_through_a_list()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.StepToTrack();
        await live.Track.GetByRole(AriaRole.Button, new() { Name = "Play all" }).ClickAsync();
        string first = await live.Plays();
        await Assertions.Expect(live.Player.GetByRole(AriaRole.Button, new() { Name = "Previous" })).ToBeDisabledAsync();

        await live.Player.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        string second = await live.Plays();
        Assert.NotEqual(first, second);

        ILocator position = live.Player.GetByRole(AriaRole.Slider, new() { Name = "Position" });
        await position.FillAsync("2.5");
        await Assertions.Expect(position).ToHaveAttributeAsync("aria-valuetext", "0:02 of 0:03");
        await live.Page.WaitForFunctionAsync("before => document.querySelector('audio').getAttribute('src') !== before", second);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_list_whose_first_song_plays_already_becomes_what_is_played()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.Button("Open Late night").ClickAsync();
        ILocator rows = live.Playlists.Locator(".draft li");
        await live.StepToTrack();
        await live.Button("Add to playlist").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        string second = await rows.Nth(1).Locator(".walk").InnerTextAsync();
        await rows.Nth(0).Locator(".walk").ClickAsync();
        await live.Map.FocusAsync();
        await live.Page.Keyboard.PressAsync(" ");
        string first = await live.Plays();
        Assert.Equal($"/api/clip/{CannedServer.IdOf(3)}", first);

        await live.Playlists.GetByRole(AriaRole.Button, new() { Name = "Play all" }).ClickAsync();

        await Assertions.Expect(live.Player).ToContainTextAsync("1 of 3 · Late night");
        Assert.Equal(first, await live.Plays());
        await live.Player.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(live.Player).ToContainTextAsync(second.Split(" – ")[^1]);
        Assert.Equal($"/api/clip/{CannedServer.IdOf(5)}", await live.Plays());

        await live.Player.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await live.Playlists.GetByRole(AriaRole.Button, new() { Name = "Play all" }).ClickAsync();
        await Assertions.Expect(live.Player).ToContainTextAsync("1 of 3 · Late night");
        Assert.Equal(first, await live.Plays());
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_track_without_audio_says_so_instead_of_offering_a_button()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Page.GotoAsync($"{server.Address}?again#track={CannedServer.IdOf(7)}");
        await live.Painted();
        await Assertions.Expect(live.Track).ToContainTextAsync("The audio is missing");
        await Assertions.Expect(live.Track.Locator(".is-wide")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_clip_that_is_gone_is_explained_in_the_servers_words()
    {
        var server = new CannedServer(Reports.Sample());
        server.Refusals["/api/clip/"] = "The file is not where it was: scan again.";
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.StepToTrack();
        await live.Map.FocusAsync();
        await live.Page.Keyboard.PressAsync(" ");
        await Assertions.Expect(live.Player.Locator(".player-problem")).ToHaveTextAsync("The file is not where it was: scan again.");
        await live.Button("Close the player").ClickAsync();
        await Assertions.Expect(live.Player).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_search_finds_can_be_played_at_once()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        ILocator input = live.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find" });
        await input.FillAsync("নদীর");
        await input.PressAsync("Control+Enter");
        await live.Plays();
        await Assertions.Expect(live.Player).ToContainTextAsync("নদীর গান");

        await live.Page.Locator("#found .play").Last.ClickAsync();
        await Assertions.Expect(live.Page.Locator("#found")).ToBeVisibleAsync();
    }
}
