using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

/// <summary>A served page in a browser window of its own, and what went wrong in it.</summary>
internal sealed class LivePage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private LivePage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors, refusals by the policy and dialogs; answers that refuse are not among them.</summary>
    public List<string> Errors { get; } = [];

    public ILocator Map => Page.Locator(".map-host").First;

    public ILocator Status => Page.Locator("p.status");

    public ILocator Track => Page.Locator(".track-panel");

    public ILocator Playlists => Page.Locator(".playlists");

    public ILocator Player => Page.GetByRole(AriaRole.Region, new() { Name = "Player", Exact = true });

    public static async Task<LivePage> Open(Chromium chromium, IServedPage server, BrowserNewContextOptions? options = null)
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        await server.Attach(context);
        var live = new LivePage(context, await context.NewPageAsync());
        live.Page.PageError += (_, error) => live.Errors.Add(error);
        live.Page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) live.Errors.Add(message.Text);
        };
        live.Page.Dialog += (_, dialog) =>
        {
            live.Errors.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        await live.Page.GotoAsync(server.Address);
        await live.Painted();
        return live;
    }

    /// <summary>Waits until the map has been painted.</summary>
    public async Task Painted()
    {
        await Page.WaitForSelectorAsync("body[data-painted]", new() { State = WaitForSelectorState.Attached });
        await Map.ScrollIntoViewIfNeededAsync();
    }

    /// <summary>Steps to a track with the keyboard, and returns its title once it and its like are shown.</summary>
    public async Task<string> StepToTrack()
    {
        await Map.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Track.Locator(".similar li").First).ToBeVisibleAsync();
        return await Title();
    }

    /// <summary>The chosen track's title.</summary>
    public Task<string> Title() => Track.Locator("h3").InnerTextAsync();

    /// <summary>The chosen track's id, which stands in the address.</summary>
    public Task<string> ChosenId() => Page.EvaluateAsync<string>("location.hash.slice('#track='.length)");

    /// <summary>Waits until a clip plays, and returns its address.</summary>
    public async Task<string> Plays()
    {
        await Page.WaitForFunctionAsync("() => { const audio = document.querySelector('audio'); return audio && !audio.paused && audio.currentTime > 0; }");
        return await Page.EvaluateAsync<string>("document.querySelector('audio').getAttribute('src')");
    }

    public ILocator Button(string name, bool exact = false) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
