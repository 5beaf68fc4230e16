using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

public sealed class RunTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Another_run_opens_with_the_same_track()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        string title = await live.StepToTrack();
        string id = await live.ChosenId();
        await live.Page.Locator(".runs summary").ClickAsync();
        await Assertions.Expect(live.Page.Locator(".runs tbody tr").Nth(1)).ToContainTextAsync("Hardly beyond chance.");

        await live.Page.GetByRole(AriaRole.Link, new() { Name = CannedServer.SecondRun }).ClickAsync();

        await live.Page.WaitForURLAsync($"**/runs/{CannedServer.SecondRun}#track={id}");
        await live.Painted();
        await Assertions.Expect(live.Track.Locator("h3")).ToHaveTextAsync(title);
        await Assertions.Expect(live.Page.Locator(".runs summary")).ToContainTextAsync(CannedServer.SecondRun);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Two_maps_stand_side_by_side_and_point_at_the_same_tracks()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.StepToTrack();
        await live.Page.Locator(".runs summary").ClickAsync();
        await live.Button($"Show {CannedServer.SecondRun} beside this run").ClickAsync();
        ILocator second = live.Page.Locator(".second");
        await Assertions.Expect(second.Locator(".map-host")).ToHaveAttributeAsync("data-painter", "webgl2");
        await Assertions.Expect(second.Locator(".tip-title")).ToHaveTextAsync(await live.Title());

        await live.Page.Locator(".legend button").First.ClickAsync();
        await Assertions.Expect(second.Locator("[role=status]")).ToContainTextAsync("Of 17 selected tracks:");

        await second.Locator(".map-host").FocusAsync();
        string before = await live.ChosenId();
        await live.Page.Keyboard.PressAsync("ArrowUp");
        await live.Page.WaitForFunctionAsync("before => location.hash !== '#track=' + before", before);
        await Assertions.Expect(second.Locator(".tip-title")).ToHaveTextAsync(await live.Title());

        await second.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(second).ToHaveCountAsync(0);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_run_that_is_gone_is_named_by_the_server()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        server.Refusals["/runs/"] = "There is no run 0002-paper any more.";
        await live.Page.Locator(".runs summary").ClickAsync();
        await live.Button($"Show {CannedServer.SecondRun} beside this run").ClickAsync();
        await Assertions.Expect(live.Page.Locator(".second").GetByRole(AriaRole.Alert)).ToHaveTextAsync("There is no run 0002-paper any more.");
    }

    [Fact]
    public async Task Progress_is_shown_while_a_command_works_and_its_end_offers_the_page_again()
    {
        var server = new CannedServer(Reports.Sample())
        {
            Progress = new { Running = true, Command = "sargam scan", Stage = "features", Done = 30, Total = 120, Unit = "tracks", Sentence = "Features: 30 of 120 tracks.", UpdatedSecondsAgo = 1 },
        };
        await using LivePage live = await LivePage.Open(chromium, server);
        ILocator bar = live.Page.GetByRole(AriaRole.Progressbar, new() { Name = "Features: 30 of 120 tracks." });
        await Assertions.Expect(bar).ToHaveAttributeAsync("value", "30");
        await Assertions.Expect(bar).ToHaveAttributeAsync("max", "120");

        server.Progress = new { Running = false };
        await Assertions.Expect(live.Page.Locator("p.progress")).ToContainTextAsync("sargam scan has ended.");
        await live.StepToTrack();
        string id = await live.ChosenId();
        await live.Button("Load the page again").ClickAsync();
        await Assertions.Expect(live.Page.Locator("p.progress")).ToHaveCountAsync(0);
        await live.Painted();
        Assert.Equal(2, server.Requests.Count(request => request.Path == "/"));
        Assert.Equal(id, await live.ChosenId());
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_page_that_nobody_sees_does_not_ask()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Page.EvaluateAsync("""
            () => {
              Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """);
        await live.Page.WaitForTimeoutAsync(2500);
        int before = server.Requests.Count(request => request.Path == "/api/progress");
        await live.Page.WaitForTimeoutAsync(2500);
        Assert.Equal(before, server.Requests.Count(request => request.Path == "/api/progress"));

        await live.Page.EvaluateAsync("() => { delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange')); }");
        await live.Page.WaitForTimeoutAsync(300);
        Assert.True(server.Requests.Count(request => request.Path == "/api/progress") > before);
    }
}
