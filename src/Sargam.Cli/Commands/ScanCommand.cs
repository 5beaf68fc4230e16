using System.CommandLine;
using System.Text.Json;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam scan SOURCE</c>: lists tracks and labels.</summary>
internal static class ScanCommand
{
    public static Command Create(CommandShell shell)
    {
        var command = new Command("scan", "Lists the tracks of a folder, playlist or file list, with their labels");
        SourceOptions source = new SourceOptions().AddTo(command);
        var writeMetadata = new Option<string?>("--write-metadata")
        {
            Description = "Write a CSV to fill in with labels, for --metadata",
            HelpName = "FILE",
        };
        command.Options.Add(writeMetadata);
        CommonOptions common = new CommonOptions().AddTo(command, withJson: true);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ScanOptions scan = source.Read(parsed);
            var workspace = new Workspace(common.Workspace(parsed) ?? Workspace.DefaultRoot(scan.Source));
            SourceOptions.Check(scan, workspace);
            Collection collection = await shell.RunAsync(parsed, common, workspace, pipeline => Task.Run(() => pipeline.Scan(scan, cancellationToken), cancellationToken));
            if (parsed.GetValue(writeMetadata) is { } template) MetadataTemplate.Write(template, collection);
            Print(shell.Terminal, common.Json(parsed), workspace, collection, parsed.GetValue(writeMetadata));
            return CommandShell.ExitCodeFor(workspace.LoadFailures().Count(failure => failure.Stage == Pipeline.StageKind.Scan), common.Strict(parsed));
        });
        return Examples.For(command, """
            sargam scan ~/Music
            sargam scan ~/Music --write-metadata songs.csv
            sargam scan ~/Music --lyrics ~/lyrics
            sargam scan list.m3u8 -w ~/clusters --metadata songs.csv --id-column track_id
            """);
    }

    private static void Print(Terminal terminal, bool json, Workspace workspace, Collection collection, string? template)
    {
        if (json)
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new
            {
                workspace = workspace.Root,
                files = collection.Tracks.Count,
                unique = collection.DistinctTracks.Count,
                labels = collection.LabelNames,
                lyrics = workspace.LoadLyrics().Count,
            }));
            return;
        }

        terminal.Out.WriteLine($"{Words.Count(collection.Tracks.Count, "file")}, {Words.Count(collection.DistinctTracks.Count, "different track")}");
        foreach (string name in collection.LabelNames)
        {
            string[] values = [.. collection.Tracks.Select(track => track.LabelOf(name)).Where(value => value.Length > 0)];
            terminal.Out.WriteLine($"{SafeText.Line(name)}: {Words.Count(values.Distinct(StringComparer.Ordinal).Count(), "value")} on {Words.Count(values.Length, "file")}");
        }

        if (workspace.LoadLyrics().Count is > 0 and int count) terminal.Out.WriteLine($"lyrics: {Words.Count(count, "track")}");
        if (template is not null) terminal.Out.WriteLine($"Template to fill in: {template}");
        terminal.Out.WriteLine($"Workspace: {workspace.Root}");
    }
}
