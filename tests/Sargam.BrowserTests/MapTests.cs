using Microsoft.Playwright;

namespace Sargam.BrowserTests;

public sealed class MapTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("", "webgl2")]
    [InlineData("#canvas2d", "canvas2d")]
    public async Task Pointing_at_a_track_shows_its_title_and_values(string hash, string painter)
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), hash: hash);
        (float x, float y) = await report.StepToTrack();
        string title = await report.Page.Locator(".tip-title").InnerTextAsync();
        await report.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(report.Page.Locator(".tip")).ToHaveCountAsync(0);

        await report.Page.Mouse.MoveAsync(x, y);

        Assert.Equal(title, await report.Page.Locator(".tip-title").InnerTextAsync());
        Assert.Contains("language", await report.Page.Locator(".tip").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(painter, await report.Map.GetAttributeAsync("data-painter"));
        Assert.Empty(report.Errors);
    }

    [Theory]
    [InlineData("strasse ans MEER", "Straße ans Meer")]
    [InlineData("bäch  uber", "Über den Dächern")]
    [InlineData("নদীর", "নদীর গান")]
    public async Task Search_finds_any_script_and_goes_there(string query, string title)
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        ILocator input = report.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find" });
        await input.FillAsync(query.Replace("bäch", "dach", StringComparison.Ordinal));
        await Assertions.Expect(report.Page.Locator("#found li").First).ToContainTextAsync(title);

        await input.PressAsync("Enter");

        await Assertions.Expect(report.Page.Locator(".tip-title")).ToContainTextAsync(title);
        await Assertions.Expect(report.Status).ToContainTextAsync(title);
        LocatorBoundingBoxResult map = (await report.Map.BoundingBoxAsync())!, ring = (await report.Page.Locator(".ring").BoundingBoxAsync())!;
        Assert.Equal(map.X + map.Width / 2, ring.X + ring.Width / 2, tolerance: 3);
        Assert.Equal(map.Y + map.Height / 2, ring.Y + ring.Height / 2, tolerance: 3);
    }

    [Fact]
    public async Task The_lasso_selects_what_it_encloses()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.LassoEverything();
        await Assertions.Expect(report.Status).ToHaveTextAsync("60 tracks selected by the lasso.");
        Assert.Equal(60, await report.SelectedCount());
    }

    [Fact]
    public async Task A_line_of_the_legend_selects_its_tracks_and_lets_them_go_again()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        ILocator line = report.Page.Locator(".legend button").First;
        await line.ClickAsync();
        Assert.Equal(17, await report.SelectedCount());
        await Assertions.Expect(line).ToHaveAttributeAsync("aria-pressed", "true");
        await line.ClickAsync();
        Assert.Equal(0, await report.SelectedCount());
    }

    [Fact]
    public async Task Colours_follow_the_choice()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        byte[] byCluster = await report.Map.ScreenshotAsync();
        ILocator colourBy = report.Page.GetByLabel("Colour by");

        await colourBy.SelectOptionAsync("language");
        await Assertions.Expect(report.Page.Locator(".legend")).ToContainTextAsync("বাংলা");
        Assert.NotEqual(byCluster, await report.Map.ScreenshotAsync());

        foreach (string share in (string[])["Confidence", "Distortion"])
        {
            await colourBy.SelectOptionAsync(share);
            await Assertions.Expect(report.Page.Locator(".scale")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Another_map_puts_the_tracks_elsewhere()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.StepToTrack();
        string before = (await report.Page.Locator(".ring").GetAttributeAsync("style"))!;
        await report.Page.GetByRole(AriaRole.Combobox, new() { Name = "Map", Exact = true }).SelectOptionAsync("UMAP");
        await Assertions.Expect(report.Page.Locator(".map-app .caption")).ToContainTextAsync("UMAP, 15 neighbours");
        await Assertions.Expect(report.Page.Locator(".ring")).Not.ToHaveAttributeAsync("style", before);
    }

    [Fact]
    public async Task The_keyboard_steps_selects_and_says_so()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.StepToTrack();
        string first = await report.Status.InnerTextAsync();
        await report.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(report.Status).Not.ToHaveTextAsync(first);
        Assert.Contains("Cluster: Cluster", await report.Status.InnerTextAsync(), StringComparison.Ordinal);

        await report.Page.Keyboard.PressAsync("Enter");
        Assert.Equal(1, await report.SelectedCount());
        await report.Page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await report.SelectedCount());
    }

    [Fact]
    public async Task The_wheel_zooms_once_the_map_was_clicked_and_scrolls_the_page_before()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        ILocator name = report.Page.Locator(".name").First;
        string before = (await name.GetAttributeAsync("style"))!;
        await report.Map.HoverAsync();
        double scrolled = await report.Page.EvaluateAsync<double>("scrollY");
        await report.Page.Mouse.WheelAsync(0, 60);
        await report.Page.WaitForFunctionAsync("y => scrollY > y", scrolled);
        Assert.Equal(before, await name.GetAttributeAsync("style"));

        await report.Map.ClickAsync();
        await report.Page.Mouse.WheelAsync(0, -200);
        await Assertions.Expect(name).Not.ToHaveAttributeAsync("style", before);
    }

    [Fact]
    public async Task A_lost_context_comes_back_with_the_picture()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.Page.WaitForTimeoutAsync(300);
        byte[] before = await report.Map.ScreenshotAsync();
        await report.Page.EvaluateAsync("""
            async () => {
              const canvas = document.querySelector('.map-host canvas');
              const loss = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
              const happened = name => new Promise(done => canvas.addEventListener(name, done, { once: true }));
              let lost = happened('webglcontextlost');
              loss.loseContext();
              await lost;
              const back = happened('webglcontextrestored');
              setTimeout(() => loss.restoreContext(), 50);
              await back;
            }
            """);
        await report.Page.WaitForTimeoutAsync(300);
        Assert.Equal(before, await report.Map.ScreenshotAsync());
    }

    [Fact]
    public async Task A_context_that_never_comes_back_is_replaced()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.Page.EvaluateAsync("document.querySelector('.map-host canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()");
        await Assertions.Expect(report.Map).ToHaveAttributeAsync("data-painter", "canvas2d", new() { Timeout = 8000 });
    }
}
