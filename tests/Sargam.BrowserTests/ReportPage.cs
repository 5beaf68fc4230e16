using System.Globalization;
using Microsoft.Playwright;
using Sargam.Reporting;
using Sargam.Tests.TestKit;

namespace Sargam.BrowserTests;

/// <summary>A report opened from disk in a browser window of its own, and all that went wrong or out since.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IBrowserContext _context;

    private ReportPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Requests for anything but the page itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors, refusals by the policy and dialogs.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>The report's path.</summary>
    public string Path => _folder.File("report.html");

    public ILocator Map => Page.Locator(".map-host");

    public ILocator Status => Page.Locator("p.status");

    public static async Task<ReportPage> Open(
        Chromium chromium, ReportModel model, BrowserNewContextOptions? options = null, string hash = "", string? before = null)
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var report = new ReportPage(context, await context.NewPageAsync());
        using (var writer = new StreamWriter(report.Path)) HtmlReport.Write(model, writer);
        report.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) report.Requests.Add(request.Url);
        };
        report.Page.PageError += (_, error) => report.Errors.Add(error);
        report.Page.Console += (_, message) =>
        {
            if (message.Type == "error") report.Errors.Add(message.Text);
        };
        report.Page.Dialog += (_, dialog) =>
        {
            report.Errors.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        if (before is not null) await report.Page.AddInitScriptAsync(before);
        await report.Page.GotoAsync("file://" + report.Path + hash);
        return report;
    }

    /// <summary>Opens and waits until the map has been painted.</summary>
    public static async Task<ReportPage> OpenMap(Chromium chromium, ReportModel model, BrowserNewContextOptions? options = null, string hash = "")
    {
        ReportPage report = await Open(chromium, model, options, hash);
        await report.Page.WaitForSelectorAsync("body[data-painted]", new() { State = WaitForSelectorState.Attached });
        await report.Map.ScrollIntoViewIfNeededAsync();
        return report;
    }

    /// <summary>Steps to a track with the keyboard and says where its ring is, in pixels of the window.</summary>
    public async Task<(float X, float Y)> StepToTrack()
    {
        await Map.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        LocatorBoundingBoxResult ring = (await Page.Locator(".ring").BoundingBoxAsync())!;
        return (ring.X + ring.Width / 2, ring.Y + ring.Height / 2);
    }

    /// <summary>Draws a rectangle with the lasso over the whole map.</summary>
    public async Task LassoEverything()
    {
        LocatorBoundingBoxResult map = (await Map.BoundingBoxAsync())!;
        await Page.GetByRole(AriaRole.Button, new() { Name = "Lasso" }).ClickAsync();
        (float left, float top, float right, float bottom) = (map.X + 3, map.Y + 3, map.X + map.Width - 3, map.Y + map.Height - 3);
        await Page.Mouse.MoveAsync(left, top);
        await Page.Mouse.DownAsync();
        foreach ((float x, float y) in new[] { (right, top), (right, bottom), (left, bottom), (left, top + 5) }) await Page.Mouse.MoveAsync(x, y, new() { Steps = 4 });
        await Page.Mouse.UpAsync();
    }

    /// <summary>What a button downloads, as text.</summary>
    public async Task<string> Download(string button)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    /// <summary>How many tracks the panel says are selected.</summary>
    public async Task<int> SelectedCount() =>
        int.Parse(await Page.Locator(".selection h3 .quiet").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _folder.Dispose();
    }
}
