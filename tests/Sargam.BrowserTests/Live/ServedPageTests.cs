using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

public sealed class ServedPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Nothing_stands_in_the_way_of_anybody(ColorScheme scheme, int width)
    {
        var server = new CannedServer(Reports.Sample())
        {
            Progress = new { Running = true, Stage = "features", Done = 30, Total = 120, Sentence = "Features: 30 of 120 tracks.", UpdatedSecondsAgo = 1 },
        };
        await using LivePage live = await LivePage.Open(chromium, server, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await live.StepToTrack();
        await live.Map.FocusAsync();
        await live.Page.Keyboard.PressAsync(" ");
        await live.Plays();
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.Locator(".draft")).ToBeVisibleAsync();
        await live.Page.Locator(".runs summary").ClickAsync();
        await live.Button($"Show {CannedServer.SecondRun} beside this run").ClickAsync();
        await Assertions.Expect(live.Page.Locator(".second .map-host")).ToBeVisibleAsync();
        await live.Page.EvaluateAsync("document.querySelectorAll('svg[role=img]').forEach(picture => picture.replaceChildren())");

        AxeResult result = await live.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

        Assert.Equal("", string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))));
        Assert.Equal(width, await live.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Hostile_texts_run_nothing_wherever_they_come_from()
    {
        for (ulong seed = 0; seed < 2; seed++)
        {
            var server = new CannedServer(Reports.Hostile(seed));
            server.Saved["x"] = ("<img src=x onerror=window.pwned=1>", [CannedServer.IdOf(0)]);
            server.Refusals["/api/playlists/preview"] = "<script>window.pwned=1</script>";
            server.Progress = new { Running = true, Stage = "<b>features", Sentence = "\"><script>window.pwned=1</script>" };
            await using LivePage live = await LivePage.Open(chromium, server);
            await live.StepToTrack();
            await live.Map.FocusAsync();
            await live.Page.Keyboard.PressAsync(" ");
            await live.Button("Suggest").ClickAsync();
            await live.Page.Locator(".saved li").Last.GetByRole(AriaRole.Button).First.ClickAsync();
            await live.Page.Locator(".runs summary").ClickAsync();
            await live.Button($"Show {CannedServer.SecondRun} beside this run").ClickAsync();
            await Assertions.Expect(live.Page.Locator(".second .map-host")).ToBeVisibleAsync();

            Assert.True(await live.Page.EvaluateAsync<bool>("window.pwned === undefined"), $"seed {seed}");
            Assert.Equal(3, await live.Page.EvaluateAsync<int>("document.scripts.length"));
            Assert.Equal(0, await live.Page.EvaluateAsync<int>("document.querySelectorAll('img[src=x]').length"));
            Assert.All(server.Requests, request => Assert.Matches("^/(api/(runs|progress|tracks|clip|playlists)|runs/|$)", request.Path));
            Assert.Empty(live.Errors);
        }
    }

    [Fact]
    public async Task A_server_that_went_away_is_missed_in_words()
    {
        var server = new CannedServer(Reports.Sample());
        await using LivePage live = await LivePage.Open(chromium, server);
        await live.Page.Context.SetOfflineAsync(true);
        await live.Page.Context.UnrouteAllAsync();
        await live.Button("Suggest").ClickAsync();
        await Assertions.Expect(live.Playlists.GetByRole(AriaRole.Alert)).ToContainTextAsync("Is sargam serve still running?");
    }

    [Fact]
    public async Task Paper_has_neither_player_nor_runs()
    {
        await using LivePage live = await LivePage.Open(chromium, new CannedServer(Reports.Sample()));
        await live.StepToTrack();
        await live.Map.FocusAsync();
        await live.Page.Keyboard.PressAsync(" ");
        await live.Plays();
        await live.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (string part in (string[])["#live-map", "#live-head", ".player"]) await Assertions.Expect(live.Page.Locator(part)).ToBeHiddenAsync();
        await Assertions.Expect(live.Page.Locator(".still-maps svg").First).ToBeVisibleAsync();
    }
}
