using Microsoft.Playwright;

namespace Sargam.BrowserTests;

/// <summary>Fingers, and screens with two dots a pixel.</summary>
public sealed class TouchTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly BrowserNewContextOptions Phone = new() { HasTouch = true, IsMobile = true, DeviceScaleFactor = 2, ViewportSize = new() { Width = 390, Height = 844 } };

    [Fact]
    public async Task Two_fingers_apart_zoom_about_their_middle()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), Phone);
        (float x, float y) = await Middle(report);
        (double across, double _) before = await Spread(report);

        var fingers = await Fingers.Of(report.Page);
        await fingers.Touch("touchStart", (x - 30, y), (x + 30, y));
        for (int step = 1; step <= 6; step++) await fingers.Touch("touchMove", (x - 30 - 10 * step, y), (x + 30 + 10 * step, y));
        await fingers.Touch("touchEnd");

        (double across, double _) after = await Spread(report);
        Assert.Equal(before.across * 3, after.across, tolerance: before.across * 0.15);
        Assert.Equal(390, await report.Page.EvaluateAsync<int>("innerWidth"));
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task A_finger_moves_the_map_sideways_and_once_tapped_every_way()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), Phone);
        (float x, float y) = await Middle(report);
        var fingers = await Fingers.Of(report.Page);
        ILocator name = report.Page.Locator(".name").First;
        LocatorBoundingBoxResult before = (await name.BoundingBoxAsync())!;
        await fingers.Drag((x, y), (x + 60, y));
        LocatorBoundingBoxResult aside = (await name.BoundingBoxAsync())!;
        Assert.Equal(before.X + 60, aside.X, tolerance: 20);

        // The browser learns from the next picture that the map has its swipes now.
        await report.Page.Touchscreen.TapAsync(x, y);
        await Assertions.Expect(report.Map).ToBeFocusedAsync();
        await report.Page.WaitForTimeoutAsync(300);
        double scrolled = await report.Page.EvaluateAsync<double>("scrollY");
        await fingers.Drag((x, y), (x, y - 60));
        Assert.Equal(scrolled, await report.Page.EvaluateAsync<double>("scrollY"));
        Assert.Equal(aside.Y - 60, (await name.BoundingBoxAsync())!.Y, tolerance: 20);
    }

    [Fact]
    public async Task A_finger_that_swipes_over_the_map_scrolls_the_page()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), Phone);
        (float x, float y) = await Middle(report);
        double before = await report.Page.EvaluateAsync<double>("scrollY");
        await (await Fingers.Of(report.Page)).Drag((x, y), (x, y - 150));
        await report.Page.WaitForFunctionAsync("y => scrollY > y + 60", before);
    }

    [Fact]
    public async Task A_finger_that_rests_brings_the_card_before_it_is_lifted()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), Phone);
        (float x, float y) = await report.StepToTrack();
        string title = await report.Page.Locator(".tip-title").InnerTextAsync();
        await report.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(report.Page.Locator(".tip")).ToHaveCountAsync(0);

        // Fingers are not sharp: a little beside the point must do.
        var fingers = await Fingers.Of(report.Page);
        await fingers.Touch("touchStart", (x + 3, y - 3));
        await Assertions.Expect(report.Page.Locator(".tip-title")).ToHaveTextAsync(title);
        await fingers.Touch("touchEnd");
        await report.Page.WaitForTimeoutAsync(100);
        await Assertions.Expect(report.Page.Locator(".tip-title")).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task A_tap_chooses_and_a_tap_beside_lets_go()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), Phone);
        (float x, float y) = await report.StepToTrack();
        string title = await report.Page.Locator(".tip-title").InnerTextAsync();
        await report.Page.Keyboard.PressAsync("Escape");
        await report.Page.Touchscreen.TapAsync(x + 4, y);
        await Assertions.Expect(report.Page.Locator(".tip-title")).ToHaveTextAsync(title);
        LocatorBoundingBoxResult map = (await report.Map.BoundingBoxAsync())!;
        await report.Page.Touchscreen.TapAsync(map.X + 4, map.Y + map.Height - 4);
        await Assertions.Expect(report.Page.Locator(".tip")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("#canvas2d", 2)]
    [InlineData("", 3)]
    public async Task Fine_screens_get_two_dots_a_pixel_and_points_stay_where_they_are(string hash, float ratio)
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample(), new() { DeviceScaleFactor = ratio, ViewportSize = new() { Width = 1280, Height = 900 } }, hash);
        LocatorBoundingBoxResult map = (await report.Map.BoundingBoxAsync())!;
        int[] size = await report.Page.EvaluateAsync<int[]>("(() => { const canvas = document.querySelector('.map-host canvas'); return [canvas.width, canvas.height]; })()");
        Assert.Equal(2 * map.Width, size[0], tolerance: 2);
        Assert.Equal(2 * map.Height, size[1], tolerance: 2);

        (float x, float y) = await report.StepToTrack();
        string title = await report.Page.Locator(".tip-title").InnerTextAsync();
        await report.Page.Keyboard.PressAsync("Escape");
        await report.Page.Mouse.MoveAsync(x, y);
        await Assertions.Expect(report.Page.Locator(".tip-title")).ToHaveTextAsync(title);
    }

    private static async Task<(float X, float Y)> Middle(ReportPage report)
    {
        LocatorBoundingBoxResult map = (await report.Map.BoundingBoxAsync())!;
        return (map.X + map.Width / 2, map.Y + map.Height / 2);
    }

    /// <summary>How far apart the outermost names on the map are.</summary>
    private static async Task<(double Across, double Down)> Spread(ReportPage report)
    {
        double[] spread = await report.Page.EvaluateAsync<double[]>("""
            () => {
              const boxes = [...document.querySelectorAll('.map-host .name')].map(name => name.getBoundingClientRect());
              const range = values => Math.max(...values) - Math.min(...values);
              return [range(boxes.map(box => box.left)), range(boxes.map(box => box.top))];
            }
            """);
        return (spread[0], spread[1]);
    }

    /// <summary>Playwright taps; dragging and pinching it leaves to the browser's own protocol.</summary>
    private sealed class Fingers(ICDPSession session)
    {
        public static async Task<Fingers> Of(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

        public Task Touch(string type, params (float X, float Y)[] places) => session.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = places.Select((place, id) => new Dictionary<string, object> { ["x"] = place.X, ["y"] = place.Y, ["id"] = id }).ToArray(),
        });

        public async Task Drag((float X, float Y) from, (float X, float Y) to)
        {
            await Touch("touchStart", from);
            for (int step = 1; step <= 8; step++) await Touch("touchMove", (from.X + (to.X - from.X) * step / 8, from.Y + (to.Y - from.Y) * step / 8));
            await Touch("touchEnd");
        }
    }
}
