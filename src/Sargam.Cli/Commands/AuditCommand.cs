using System.CommandLine;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Evaluation;
using Sargam.Evaluation.Audit;
using Sargam.Storage;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam evaluate --embeddings FILE --assignments FILE</c>: looks at clusters that were made elsewhere.</summary>
internal static class AuditCommand
{
    /// <summary>Audits, prints, and keeps the scores where a workspace is named.</summary>
    public static async Task<int> RunAsync(CommandShell shell, ParseResult parsed, CommonOptions common, AuditOptions options, CancellationToken cancellationToken)
    {
        if (common.Workspace(parsed) is { } named)
        {
            RunFolder kept = await RunInAsync(new Workspace(named), shell, parsed, common, options, cancellationToken);
            if (!common.Json(parsed)) shell.Terminal.Out.WriteLine($"Scores: {kept.Path}");
            return ExitCode.Ok;
        }

        string temporary = Directory.CreateTempSubdirectory("sargam-audit-").FullName;
        try
        {
            await RunInAsync(new Workspace(temporary), shell, parsed, common, options, cancellationToken);
            return ExitCode.Ok;
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task<RunFolder> RunInAsync(
        Workspace workspace, CommandShell shell, ParseResult parsed, CommonOptions common, AuditOptions options, CancellationToken cancellationToken)
    {
        RunFolder folder = await shell.RunAsync(parsed, common, workspace, pipeline => Task.Run(
            () =>
            {
                var audit = RunFolder.CreateAudit(workspace);
                pipeline.Audit(options, audit, cancellationToken);
                return audit;
            }, cancellationToken));
        EvaluationResult result = EvaluationResult.Read(folder);
        if (common.Json(parsed)) shell.Terminal.Out.WriteLine(result.ToJson());
        else ResultPrinter.PrintEvaluation(shell.Terminal, result);
        return folder;
    }
}
