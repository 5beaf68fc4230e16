using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Sargam.Clustering;
using Sargam.Playlists;
using Sargam.Reporting.Markup;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Web;

/// <summary>Playlists: making, keeping, listing, handing out.</summary>
internal sealed class PlaylistRoutes(LiveWorkspace live)
{
    /// <summary>What a page may send.</summary>
    private sealed record Body
    {
        public string? Kind { get; init; }

        public string? Run { get; init; }

        public string? Method { get; init; }

        public int? Cluster { get; init; }

        public IReadOnlyList<string?>? Seeds { get; init; }

        public string? From { get; init; }

        public string? To { get; init; }

        public int? Count { get; init; }

        public int? PerArtist { get; init; }

        public string? Name { get; init; }

        public IReadOnlyList<string?>? Tracks { get; init; }
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapMethods("/api/playlists", Routes.Reading, context => Routes.JsonAsync(context, () => new
        {
            playlists = live.Playlists.All().Select(Summarise).ToArray(),
        }));
        app.MapPost("/api/playlists/preview", PreviewAsync);
        app.MapPost("/api/playlists", SaveAsync);
        app.MapMethods("/api/playlists/{id}", Routes.Reading, context => Routes.JsonAsync(context, () => Describe(Find(context))));
        app.MapMethods("/api/playlists/{id}/m3u8", Routes.Reading, DownloadAsync);
        app.MapDelete("/api/playlists/{id}", Delete);
    }

    private async Task PreviewAsync(HttpContext context)
    {
        Body body = await ReadAsync(context);
        await Routes.JsonAsync(context, () =>
        {
            RunFolder? run = live.Run(body.Run);
            return MadePlaylistAnswer.Of(live.Similar(run).Collection, Make(body, run), live.Clusters(run));
        });
    }

    private async Task SaveAsync(HttpContext context)
    {
        Body body = await ReadAsync(context);
        if (string.IsNullOrWhiteSpace(body.Name)) throw RequestException.Bad("name must be given: what the playlist is to be called.");
        await Routes.JsonAsync(
            context,
            () =>
            {
                Collection collection = live.Tracks().Catalog.Collection;
                (IReadOnlyList<Track> tracks, string madeFrom) = MadeFrom(body);
                if (tracks.Count == 0) throw RequestException.Bad("tracks must name at least one track.");
                return Summarise(live.Playlists.Save(body.Name, tracks, collection, madeFrom));
            },
            StatusCodes.Status201Created);
    }

    /// <summary>Tracks that are named decide, as somebody may have changed what a request gave; the request still tells where they are from.</summary>
    private (IReadOnlyList<Track> Tracks, string MadeFrom) MadeFrom(Body body)
    {
        Track[]? chosen = body.Tracks is { } ids ? Chosen(ids) : null;
        if (chosen is not null && body.Kind is null) return (chosen, "chosen by hand");
        MadePlaylist made = Make(body, live.Run(body.Run));
        return (chosen ?? made.Tracks, made.MadeFrom);
    }

    private MadePlaylist Make(Body body, RunFolder? run)
    {
        var request = new PlaylistRequest
        {
            Kind = body.Kind switch
            {
                "cluster" => PlaylistKind.Cluster,
                "seeds" => PlaylistKind.Seeds,
                "path" => PlaylistKind.Path,
                _ => throw RequestException.Bad("kind must be cluster, seeds or path."),
            },
            Method = body.Method,
            Cluster = body.Cluster,
            Seeds = [.. (body.Seeds ?? []).Select(id => Known(id).Id)],
            From = body.From is null ? null : Known(body.From).Id,
            To = body.To is null ? null : Known(body.To).Id,
        };
        if (body.Count is { } count) request = request with { Count = count };
        if (body.PerArtist is { } perArtist) request = request with { PerArtist = perArtist };
        return new PlaylistMaker(live.Similar(run), live.Clusters(run)).Make(request);
    }

    private Track[] Chosen(IReadOnlyList<string?> ids) => ids.Count <= PlaylistRequest.MostTracks
        ? [.. ids.Select(Known)]
        : throw RequestException.Bad($"tracks must be at most {PlaylistRequest.MostTracks}.");

    private Track Known(string? id) => live.Tracks().Catalog.ById(id) ?? throw RequestException.Bad("The collection has no track of one of these ids: load the page again.");

    private static async Task<Body> ReadAsync(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<Body>(context.Request.Body, AnswerJson.Options, context.RequestAborted) ?? throw RequestException.Bad("The body must be a JSON object.");

    private SavedPlaylist Find(HttpContext context) => live.Playlists.Find(Routes.Value(context, "id")) ?? throw RequestException.NotFound("There is no such playlist: /api/playlists lists them.");

    private static object Summarise(SavedPlaylist list) => new { id = list.Id, name = list.Name, tracks = list.TrackCount, madeFrom = list.MadeFrom };

    private object Describe(SavedPlaylist list)
    {
        Collection collection = live.Tracks().Catalog.Collection;
        RunClusters? clusters = live.Clusters(live.Run(null));
        TrackAnswer[] tracks = [.. list.TracksIn(collection).Select(track => TrackAnswer.Of(collection, track, clusters))];
        return new { id = list.Id, name = list.Name, madeFrom = list.MadeFrom, tracks, missing = list.TrackCount - tracks.Length };
    }

    private async Task DownloadAsync(HttpContext context)
    {
        SavedPlaylist list = Find(context);
        byte[] content = await Task.Run(() => Download(list), context.RequestAborted);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(CleanText.OneLine(list.Id) + ".m3u8");
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = "audio/x-mpegurl; charset=utf-8";
        await Routes.SendAsync(context, content);
    }

    /// <summary>With absolute paths: nobody knows the folder that a browser keeps it in.</summary>
    private byte[] Download(SavedPlaylist list)
    {
        Collection collection = live.Tracks().Catalog.Collection;
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Playlist.Write(
            list.Name, list.TracksIn(collection).Select(track => PlaylistTrack.Of(collection, track, collection.Root) with { Path = collection.FullPath(track), Id = track.Id }),
            text, list.MadeFrom);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private Task Delete(HttpContext context)
    {
        if (!live.Playlists.Delete(Routes.Value(context, "id"))) throw RequestException.NotFound("There is no such playlist: /api/playlists lists them.");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
