using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Sargam.Cli.Options;
using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Reporting;
using Sargam.Reporting.Markup;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Web;

/// <summary>The pages, and what they ask of runs and tracks. No address holds a path: ids and names are compared with what exists.</summary>
internal sealed class Routes(LiveWorkspace live, ClipSource clips, TimeProvider clock)
{
    private const int MostTracks = 10_000;
    private const int LyricsLines = 12;
    /// <summary>The methods of everything that can only be read.</summary>
    public static readonly string[] Reading = ["GET", "HEAD"];

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/", Reading, context => PageAsync(context, null));
        app.MapMethods("/runs/{run}", Reading, context => PageAsync(context, Value(context, "run")));
        app.MapMethods("/api/runs", Reading, context => JsonAsync(context, Runs));
        app.MapMethods("/api/progress", Reading, context => JsonAsync(context, Progress));
        app.MapMethods("/api/tracks", Reading, context => JsonAsync(context, () => Tracks(context)));
        app.MapMethods("/api/tracks/{id}", Reading, context => JsonAsync(context, () => Track(context)));
        app.MapMethods("/api/tracks/{id}/similar", Reading, context => JsonAsync(context, () => Similar(context)));
        app.MapMethods("/api/clip/{id}", Reading, ClipAsync);
        new PlaylistRoutes(live).Map(app);
        app.MapFallback("{*path}", _ => throw RequestException.NotFound("There is nothing at this address: docs/serve.md lists what there is."));
    }

    /// <summary>A part of the address, as it was decoded.</summary>
    public static string Value(HttpContext context, string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>Computes an answer away from the thread that takes requests.</summary>
    public static async Task JsonAsync(HttpContext context, Func<object> answer, int status = StatusCodes.Status200OK)
    {
        object value = await Task.Run(answer, context.RequestAborted);
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(value, value.GetType(), AnswerJson.Options, context.RequestAborted);
    }

    /// <summary>Sends bytes whose type is set already; of a question for the head alone their number.</summary>
    public static async Task SendAsync(HttpContext context, byte[] content)
    {
        context.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private async Task PageAsync(HttpContext context, string? name)
    {
        byte[] page = await Task.Run(() => live.Page(live.Run(name) ?? throw new StoreException("There is no run yet: use sargam run, and come back when it is done.")), context.RequestAborted);
        ResponseHeaders.AllowPage(context.Response, HtmlReport.ServedPolicy);
        context.Response.ContentType = "text/html; charset=utf-8";
        await SendAsync(context, page);
    }

    private object Runs()
    {
        RunFolder? current = live.Run(null);
        return new
        {
            workspace = CleanText.OneLine(Path.GetFileName(live.Workspace.Root)),
            current = current is null ? null : RunName.NameOf(current),
            runs = RunFolder.All(live.Workspace).Select(run =>
            {
                EvaluationResult? evaluation = live.Evaluation(run);
                LiveWorkspace.RunSummary? clusters = live.Summary(run);
                return new
                {
                    name = RunName.NameOf(run),
                    recipe = CleanText.OneLine(run.Manifest.Recipe),
                    verdict = evaluation?.Scorecard.Verdict.ToName() ?? "",
                    sentence = evaluation is null ? "This run is not finished." : CleanText.OneLine(evaluation.Scorecard.Sentence),
                    tracks = clusters?.Tracks ?? 0,
                    clusters = clusters?.Clusters ?? 0,
                    methods = clusters?.Methods ?? [],
                };
            }).ToArray(),
        };
    }

    private object Progress() => JobProgress.Read(live.Workspace) is not { } job ? new { running = false } : new
    {
        running = true,
        command = job.Command,
        stage = job.Stage,
        done = job.Done,
        total = job.Total,
        unit = CleanText.OneLine(job.Unit),
        sentence = CleanText.OneLine(job.Sentence),
        updatedSecondsAgo = Math.Max(0, Math.Round((clock.GetUtcNow() - job.Updated).TotalSeconds, 1)),
    };

    private object Tracks(HttpContext context)
    {
        TrackCatalog catalog = live.Tracks().Catalog;
        RunClusters? clusters = live.Clusters(live.Run(context.Request.Query["run"]));
        Track[] found = [.. catalog.Search(context.Request.Query["q"])];
        int limit = Number(context, "limit", 50);
        return new { total = found.Length, tracks = found.Take(limit).Select(track => TrackAnswer.Of(catalog.Collection, track, clusters)).ToArray() };
    }

    private TrackDetail Track(HttpContext context)
    {
        Track track = Find(context);
        LiveWorkspace.TracksById tracks = live.Tracks();
        RunClusters? clusters = live.Clusters(live.Run(context.Request.Query["run"]));
        return new TrackDetail(TrackAnswer.Of(tracks.Catalog.Collection, track, clusters))
        {
            Album = CleanText.OneLine(track.Album),
            Seconds = track.DurationSeconds,
            Labels = track.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).DistinctBy(label => CleanText.OneLine(label.Key))
                .ToDictionary(label => CleanText.OneLine(label.Key), label => CleanText.OneLine(label.Value)),
            Path = CleanText.OneLine(track.Path),
            Lyrics = tracks.Lyrics.TryGetValue(track.Id, out TrackLyrics? lyrics) ? CleanText.Lines(string.Join('\n', lyrics.Text.Split('\n').Take(LyricsLines))) : null,
        };
    }

    private SimilarTracksAnswer Similar(HttpContext context)
    {
        Track track = Find(context);
        RunFolder? run = live.Run(context.Request.Query["run"]);
        var similar = live.Similar(run);
        return SimilarTracksAnswer.Of(similar, similar.Find(track.Id, Number(context, "n", 20)), live.Clusters(run));
    }

    private async Task ClipAsync(HttpContext context)
    {
        Track track = Find(context);
        Collection collection = live.Tracks().Catalog.Collection;
        context.Response.Headers.CacheControl = "private, max-age=600";
        IResult clip = await clips.OpenAsync(collection, collection.FilesOf(track.Id), live.Excerpt, context.RequestAborted);
        await clip.ExecuteAsync(context);
    }

    private Track Find(HttpContext context) => live.Tracks().Catalog.ById(Value(context, "id")) ?? throw RequestException.NotFound("The collection has no such track.");

    private static int Number(HttpContext context, string name, int otherwise)
    {
        string? text = context.Request.Query[name];
        if (string.IsNullOrEmpty(text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostTracks
            ? number
            : throw RequestException.Bad($"{name} must be a whole number from 1 to {MostTracks}.");
    }
}
