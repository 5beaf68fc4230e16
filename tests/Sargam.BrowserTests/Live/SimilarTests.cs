using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

public sealed class SimilarTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task One_walks_from_a_track_to_a_similar_one()
    {
        await using LivePage live = await LivePage.Open(chromium, RunningServer.OrCanned());
        await live.StepToTrack();
        string before = await live.ChosenId();
        ILocator next = live.Track.Locator(".similar .walk").First;
        string title = await next.InnerTextAsync();

        await next.ClickAsync();

        await Assertions.Expect(live.Track.Locator("h3")).Not.ToBeEmptyAsync();
        await live.Page.WaitForFunctionAsync("before => location.hash !== '#track=' + before", before);
        Assert.Contains(await live.Title(), title, StringComparison.Ordinal);
        LocatorBoundingBoxResult map = (await live.Map.BoundingBoxAsync())!, ring = (await live.Page.Locator(".ring").BoundingBoxAsync())!;
        Assert.Equal(map.X + map.Width / 2, ring.X + ring.Width / 2, tolerance: 3);
        Assert.Equal(map.Y + map.Height / 2, ring.Y + ring.Height / 2, tolerance: 3);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Similar_tracks_say_why_and_stand_out_on_the_map()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.StepToTrack();
        ILocator lines = live.Track.Locator(".similar li");
        await Assertions.Expect(lines).ToHaveCountAsync(8);
        await Assertions.Expect(lines.Nth(0)).ToContainTextAsync("both fast (128 and 126 beats a minute)");
        await Assertions.Expect(lines.Nth(1)).ToContainTextAsync("but brighter");
        await Assertions.Expect(lines.Locator(".share").Nth(0)).ToHaveTextAsync("> 99.9 %");
        await Assertions.Expect(lines.Locator(".share").Nth(1)).ToHaveTextAsync("99.5 %");
        await Assertions.Expect(lines.Locator(".share").Nth(2)).ToHaveTextAsync("70 %");
        await Assertions.Expect(live.Page.Locator(".kin")).ToHaveCountAsync(8);

        await lines.Nth(2).HoverAsync();
        await Assertions.Expect(live.Page.Locator(".kin.is-hot")).ToHaveCountAsync(1);

        await live.Map.FocusAsync();
        await live.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(live.Page.Locator(".kin")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Search_asks_the_server_for_what_no_title_says()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        ILocator input = live.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find" });
        await input.FillAsync("an album or a file");
        await Assertions.Expect(live.Page.Locator("#found li")).ToHaveCountAsync(1);
        await input.PressAsync("Enter");
        await live.Page.WaitForFunctionAsync("id => location.hash === '#track=' + id", CannedServer.IdOf(CannedServer.FoundByServer));
        Assert.Single(server.Requests, request => request.Path.StartsWith("/api/tracks?q=an%20album%20or%20a%20file&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_shown_in_its_own_words()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        server.Refusals["/api/tracks/"] = "This run has no representation: run sargam represent first.";
        await live.Map.FocusAsync();
        await live.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(live.Track.Locator(".problem").First).ToHaveTextAsync("This run has no representation: run sargam represent first.");
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Stepping_along_asks_for_the_last_track_only()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.StepToTrack();
        int before = server.Requests.Count(request => request.Path.Contains("/similar", StringComparison.Ordinal));
        await live.Map.FocusAsync();
        string[] keys = ["ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"];
        foreach (string key in keys) await live.Page.Keyboard.PressAsync(key);
        await Assertions.Expect(live.Track.Locator(".similar li").First).ToBeVisibleAsync();
        await live.Page.WaitForTimeoutAsync(500);
        int asked = server.Requests.Count(request => request.Path.Contains("/similar", StringComparison.Ordinal)) - before;
        Assert.InRange(asked, 0, keys.Length - 1);
    }
}
