using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Cli.Web;
using Sargam.Clustering;
using Sargam.Numerics.Parallelism;
using Sargam.Scanning;
using Sargam.Similarity;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam similar TRACK</c>: the tracks that are like one.</summary>
internal static class SimilarCommand
{
    private const int MostTracks = 10_000;

    public static Command Create(CommandShell shell)
    {
        var command = new Command("similar", "Lists the tracks that sound most like one, and says why");
        var track = new Argument<string>("TRACK") { Description = char.ToUpperInvariant(TrackArgument.Readings[0]) + TrackArgument.Readings[1..] };
        Option<int> count = OptionKinds.Integer("--count", "How many. Default: 20", 1, MostTracks);
        count.Aliases.Add("-n");
        var why = new Option<bool>("--why") { Description = "Say of each what it has in common with the track, and where it differs" };
        Option<string?> run = RunName.Option();
        command.Arguments.Add(track);
        foreach (Option option in new Option[] { count, why, run }) command.Options.Add(option);
        CommonOptions common = new CommonOptions().AddReadingTo(command, withJson: true);
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                using IDisposable? limit = common.Threads(parsed) is { } threads ? WorkerPool.Limit(threads) : null;
                Workspace workspace = CommandShell.FindWorkspace(parsed, common);
                RunFolder? folder = RunName.Find(workspace, parsed.GetValue(run));
                if (TrackArgument.Find(new TrackCatalog(workspace.LoadCollection()), parsed.GetRequiredValue(track), shell.Terminal) is not { } found) return ExitCode.Usage;
                var tracks = SimilarTracks.Load(workspace, folder, cancellationToken);
                SimilarAnswer answer = tracks.Find(found.Id, parsed.IsGiven(count) ? parsed.GetValue(count) : 20);
                RunClusters? clusters = RunName.ClustersOf(folder);
                if (common.Json(parsed)) shell.Terminal.Out.WriteLine(JsonSerializer.Serialize(SimilarTracksAnswer.Of(tracks, answer, clusters), AnswerJson.Indented));
                else Print(shell.Terminal, tracks, answer, clusters, parsed.GetValue(why));
                return ExitCode.Ok;
            }, cancellationToken));
        return Examples.For(command, """
            sargam similar "Paper Boats"
            sargam similar Alben/1998/07.mp3 -n 5 --why -w ~/clusters
            sargam similar 3fa9c210 --json
            """, "Similarity is the share of random pairs of tracks that are farther apart: 0.98 is nearer than 98 of 100 pairs.");
    }

    /// <summary>Three digits; what they would round up to certainty is said to be less.</summary>
    internal static string Shown(double similarity) => similarity.ToString("0.000", CultureInfo.InvariantCulture) is var text && text == "1.000" ? "> 0.999" : text;

    private static void Print(Terminal terminal, SimilarTracks tracks, SimilarAnswer answer, RunClusters? clusters, bool saysWhy)
    {
        terminal.Error.WriteLine($"Like {SafeText.Line(answer.Track.Title)} ({SafeText.Line(answer.Track.Path)}). {tracks.Space}");
        foreach (Track same in answer.SameRecording) terminal.Error.WriteLine($"The same recording: {SafeText.Line(same.Path)}");
        var table = new TextTable(["similarity", "title", "artist", .. clusters is null ? Array.Empty<string>() : ["cluster"], "id", "path", .. saysWhy ? ["in common", "different"] : Array.Empty<string>()]);
        table.Optional("path", "id", "cluster");
        foreach (SimilarTrack other in answer.Similar)
        {
            table.Add([
                Shown(other.Similarity), other.Track.Title, other.Track.Artist,
                .. clusters is null ? Array.Empty<string>() : [clusters.ClusterOf(other.Track.Id)?.ToString(CultureInfo.InvariantCulture) ?? "–"],
                other.Track.Id[..8], other.Track.Path,
                .. saysWhy ? [string.Join("; ", other.Agrees), string.Join("; ", other.Differs)] : Array.Empty<string>()]);
        }

        table.Write(terminal);
    }
}
