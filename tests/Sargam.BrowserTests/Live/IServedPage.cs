using Microsoft.Playwright;

namespace Sargam.BrowserTests.Live;

/// <summary>Something that answers as <c>sargam serve</c> does: the program itself, or canned answers to the same questions.</summary>
internal interface IServedPage
{
    /// <summary>Where the page is, with the token if it takes one.</summary>
    string Address { get; }

    /// <summary>Makes a browser window see it.</summary>
    Task Attach(IBrowserContext context);
}

/// <summary>A server that runs already; its address is the one that <c>sargam serve</c> prints.</summary>
internal sealed class RunningServer(string address) : IServedPage
{
    /// <summary>The server that SARGAM_SERVED_URL names, or canned answers: flows that hold for any collection run against either.</summary>
    public static IServedPage OrCanned() =>
        Environment.GetEnvironmentVariable("SARGAM_SERVED_URL") is { Length: > 0 } address ? new RunningServer(address) : new CannedServer(Reports.Sample());

    public string Address => address;

    public Task Attach(IBrowserContext context) => Task.CompletedTask;
}
