using System.CommandLine;
using System.Text.Json;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Cli.Web;
using Sargam.Clustering;
using Sargam.Numerics.Parallelism;
using Sargam.Playlists;
using Sargam.Scanning;
using Sargam.Similarity;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam playlist</c>: a playlist of a cluster, around tracks, or from one track to another.</summary>
internal sealed class PlaylistCommand
{
    private readonly Option<int> _cluster = OptionKinds.Integer("--cluster", "A cluster's tracks, the most typical first", 0);
    private readonly Option<string[]> _seeds = new("--seeds")
    {
        Description = "Tracks to begin with: each is followed by those nearest to it",
        HelpName = "TRACK ...",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _from = new("--from") { Description = "The first track of a path; --to names the last", HelpName = "TRACK" };
    private readonly Option<string?> _to = new("--to") { Description = "The last track of a path", HelpName = "TRACK" };
    private readonly Option<int> _count = OptionKinds.Integer("--count", "How many tracks. Default: 25", 1, PlaylistRequest.MostTracks);
    private readonly Option<int> _perArtist = OptionKinds.Integer("--per-artist", "How many of one artist at the most; 0: any number. Default: 3", 0);
    private readonly Option<string?> _method = new("--method") { Description = "Whose clusters, such as pca_kmeans. Default: the run's own", HelpName = "NAME" };
    private readonly Option<string?> _run = RunName.Option();
    private readonly Option<string?> _out = new("--out") { Description = "Write this file", HelpName = "FILE.m3u8" };
    private readonly Option<string?> _save = new("--save") { Description = "Keep it in the workspace under this name", HelpName = "NAME" };

    public static Command Create(CommandShell shell)
    {
        var options = new PlaylistCommand();
        var command = new Command("playlist", "Makes a playlist: of a cluster, around tracks, or from one track to another by small steps");
        options.AddTo(command);
        CommonOptions common = new CommonOptions().AddReadingTo(command, withJson: true);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => options.Run(shell, parsed, common, cancellationToken), cancellationToken));
        return Examples.For(command, """
            sargam playlist --cluster 3 -n 40 --out calm.m3u8
            sargam playlist --seeds "Paper Boats" "Low Tide" --per-artist 2 --save "Sunday morning"
            sargam playlist --from "Low Tide" --to Kettle/07.mp3 -n 15 -w ~/clusters > path.m3u8
            """, $"A TRACK is {TrackArgument.Readings}. Without --out and --save the playlist goes to standard output.");
    }

    private void AddTo(Command command)
    {
        _count.Aliases.Add("-n");
        foreach (Option option in new Option[] { _cluster, _seeds, _from, _to, _count, _perArtist, _method, _run, _out, _save }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
            int ways = (IsGiven(_cluster) ? 1 : 0) + (IsGiven(_seeds) ? 1 : 0) + (IsGiven(_from) || IsGiven(_to) ? 1 : 0);
            if (ways != 1) result.AddError("playlist needs to know what of, one of: --cluster N, --seeds TRACK ..., --from TRACK --to TRACK");
            else if (IsGiven(_from) != IsGiven(_to)) result.AddError("--from and --to belong together: the first and the last track of a path");
            if (IsGiven(_out) && IsGiven(_save)) result.AddError("--out and --save exclude each other: a file of your own, or one in the workspace");
        });
    }

    private int Run(CommandShell shell, ParseResult parsed, CommonOptions common, CancellationToken cancellationToken)
    {
        using IDisposable? limit = common.Threads(parsed) is { } threads ? WorkerPool.Limit(threads) : null;
        Workspace workspace = CommandShell.FindWorkspace(parsed, common);
        RunFolder? run = RunName.Find(workspace, parsed.GetValue(_run));
        if (Read(parsed, new TrackCatalog(workspace.LoadCollection()), shell.Terminal) is not { } request) return ExitCode.Usage;
        var tracks = SimilarTracks.Load(workspace, run, cancellationToken);
        RunClusters? clusters = RunName.ClustersOf(run);
        MadePlaylist made = new PlaylistMaker(tracks, clusters).Make(request);
        foreach (string note in made.Notes) shell.Terminal.Error.WriteLine($"playlist  {SafeText.Line(note)}");
        string? kept = Keep(parsed, workspace, tracks.Collection, made);
        if (common.Json(parsed)) shell.Terminal.Out.WriteLine(JsonSerializer.Serialize(new { made = MadePlaylistAnswer.Of(tracks.Collection, made, clusters), file = kept }, AnswerJson.Indented));
        else if (kept is not null) shell.Terminal.Out.WriteLine($"Playlist: {kept}");
        else Playlist.Write(made.MadeFrom, Entries(tracks.Collection, made, Environment.CurrentDirectory), shell.Terminal.Out);
        return ExitCode.Ok;
    }

    /// <summary>The request; null after an explanation of what is not clear.</summary>
    private PlaylistRequest? Read(ParseResult parsed, TrackCatalog catalog, Terminal terminal)
    {
        string[] texts = parsed.GetValue(_from) is { } from ? [from, parsed.GetValue(_to)!] : parsed.GetValue(_seeds) ?? [];
        Track?[] tracks = [.. texts.Select(text => TrackArgument.Find(catalog, text, terminal))];
        if (tracks.Any(track => track is null)) return null;
        string[] ids = [.. tracks.Select(track => track!.Id)];
        var request = new PlaylistRequest
        {
            Kind = parsed.IsGiven(_cluster) ? PlaylistKind.Cluster : parsed.IsGiven(_from) ? PlaylistKind.Path : PlaylistKind.Seeds,
            Method = parsed.GetValue(_method),
            Cluster = parsed.IsGiven(_cluster) ? parsed.GetValue(_cluster) : null,
        };
        if (request.Kind == PlaylistKind.Path) request = request with { From = ids[0], To = ids[1] };
        if (request.Kind == PlaylistKind.Seeds) request = request with { Seeds = ids };
        if (parsed.IsGiven(_count)) request = request with { Count = parsed.GetValue(_count) };
        return parsed.IsGiven(_perArtist) ? request with { PerArtist = parsed.GetValue(_perArtist) } : request;
    }

    /// <summary>Writes the file that was asked for, if any, and returns where it is.</summary>
    private string? Keep(ParseResult parsed, Workspace workspace, Collection collection, MadePlaylist made)
    {
        if (parsed.GetValue(_save) is { } name) return new SavedPlaylists(workspace).Save(name, made.Tracks, collection, made.MadeFrom).File;
        if (parsed.GetValue(_out) is not { } given) return null;
        string file = Path.GetFullPath(given);
        if (Directory.Exists(file)) throw new ArgumentException($"--out must name a file, got {given}: it is a folder");
        AtomicFile.WriteText(file, writer => Playlist.Write(Path.GetFileNameWithoutExtension(file), Entries(collection, made, Path.GetDirectoryName(file)!), writer, made.MadeFrom));
        return file;
    }

    private static IEnumerable<PlaylistTrack> Entries(Collection collection, MadePlaylist made, string folder) =>
        made.Tracks.Select(track => PlaylistTrack.Of(collection, track, folder));
}
