using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Sargam.Reporting;

namespace Sargam.BrowserTests;

public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Nothing_stands_in_the_way_of_anybody(ColorScheme scheme, int width)
    {
        await using ReportPage report = await ReportPage.OpenMap(
            chromium, Reports.Sample(), new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 } });
        await report.LassoEverything();

        // What stands inside a picture is presentation: its name is what readers get, and looking at each mark takes long.
        await report.Page.EvaluateAsync("document.querySelectorAll('svg[role=img]').forEach(picture => picture.replaceChildren())");
        AxeResult result = await report.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.Equal("", string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}")));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(400)]
    public async Task A_phone_never_scrolls_sideways(int width)
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), new() { ViewportSize = new() { Width = width, Height = 780 } });
        Assert.Equal(width, await report.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task The_switch_turns_the_colours_of_page_and_map()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        byte[] light = await report.Map.ScreenshotAsync();
        const string Background = "getComputedStyle(document.body).backgroundColor";
        string before = await report.Page.EvaluateAsync<string>(Background);

        await report.Page.GetByRole(AriaRole.Button, new() { Name = "Dark" }).ClickAsync();

        Assert.NotEqual(before, await report.Page.EvaluateAsync<string>(Background));
        await report.Map.ScrollIntoViewIfNeededAsync();
        Assert.NotEqual(light, await report.Map.ScreenshotAsync());
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_network_and_nothing_fails()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.LassoEverything();
        await report.Download("Save table");
        Assert.Empty(report.Requests);
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task Hostile_texts_run_nothing()
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Hostile(seed));
            await report.StepToTrack();
            await report.LassoEverything();
            await report.Page.GetByRole(AriaRole.Combobox, new() { Name = "Find" }).FillAsync("script");
            await report.Page.WaitForTimeoutAsync(100);

            Assert.True(await report.Page.EvaluateAsync<bool>("window.pwned === undefined"), $"seed {seed}");
            Assert.Equal(3, await report.Page.EvaluateAsync<int>("document.scripts.length"));
            Assert.Empty(report.Requests);
            Assert.Empty(report.Errors);
        }
    }

    [Fact]
    public async Task Without_scripts_the_pictures_say_it_all()
    {
        await using ReportPage report = await ReportPage.Open(chromium, Reports.Sample(), new() { JavaScriptEnabled = false });
        await Assertions.Expect(report.Page.Locator(".still-maps svg").First).ToBeVisibleAsync();
        await Assertions.Expect(report.Page.Locator("#live-map")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Paper_has_the_pictures_and_no_controls()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(report.Page.Locator(".still-maps svg").First).ToBeHiddenAsync();
        await report.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(report.Page.Locator(".still-maps svg").First).ToBeVisibleAsync();
        await Assertions.Expect(report.Page.Locator("#live-map")).ToBeHiddenAsync();
        await Assertions.Expect(report.Page.Locator(".theme")).ToBeHiddenAsync();
        Assert.Equal("rgb(28, 36, 48)", await report.Page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
    }

    [Fact]
    public async Task Tables_sort_by_their_headings_and_go_back()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        ILocator table = report.Page.Locator("#methods table").First;
        ILocator names = table.Locator("tbody th");
        IReadOnlyList<string> written = await names.AllInnerTextsAsync();
        ILocator heading = table.Locator("thead th", new() { HasText = "DB" });

        await heading.Locator("button").ClickAsync();
        Assert.Equal("Raw features + K-Means", (await names.AllInnerTextsAsync())[0]);
        await heading.Locator("button").ClickAsync();
        Assert.Equal("VAE + K-Means", (await names.AllInnerTextsAsync())[0]);
        await Assertions.Expect(heading).ToHaveAttributeAsync("aria-sort", "ascending");
        await heading.Locator("button").ClickAsync();
        Assert.Equal(written, await names.AllInnerTextsAsync());
    }

    [Fact]
    public async Task A_slider_steps_through_the_pictures_of_a_walk()
    {
        TraversalWalk walk = new(3, 1.5, [.. new[] { -2.0, 0, 2 }.Select(at => new TraversalStep(at, "near", [], new TraversalMap(2, 3, new float[] { 0, 1, 2, 3, 4, (float)at })))]);
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample() with { Traversals = [walk] });
        ILocator slider = report.Page.GetByRole(AriaRole.Slider), pictures = report.Page.Locator(".decoded");
        await Assertions.Expect(pictures.Nth(1)).ToBeVisibleAsync();
        await Assertions.Expect(pictures.Nth(2)).ToBeHiddenAsync();

        await slider.PressAsync("ArrowRight");

        await Assertions.Expect(pictures.Nth(1)).ToBeHiddenAsync();
        await Assertions.Expect(pictures.Nth(2)).ToBeVisibleAsync();
        await Assertions.Expect(slider).ToHaveAttributeAsync("aria-valuetext", "+2.0 sd");
        Assert.Equal(3, await pictures.Nth(2).EvaluateAsync<int>("image => image.naturalWidth"));
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task The_bare_report_opens_without_a_map()
    {
        await using ReportPage report = await ReportPage.Open(chromium, Tests.Reporting.SampleReport.Bare());
        await Assertions.Expect(report.Page.Locator("html")).ToHaveClassAsync("is-live");
        Assert.Empty(report.Errors);
    }
}
