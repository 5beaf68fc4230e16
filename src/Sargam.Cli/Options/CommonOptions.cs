using System.CommandLine;
using Sargam.Cli.Commands;
using Sargam.Pipeline;

namespace Sargam.Cli.Options;

/// <summary>Options of every command that works on a workspace.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _workspace = new("--workspace", "-w")
    {
        Description = "Where everything is kept; default: ./sargam-NAME, or the only ./sargam-* folder for a single stage",
        HelpName = "FOLDER",
    };

    private readonly Option<int> _threads = OptionKinds.Integer("--threads", "Threads to use; the result is the same for any number. Default: all cores", 1, 1024);
    private readonly Option<int> _jobs = OptionKinds.Integer("--jobs", "Tracks decoded and measured at the same time. Default: one more than threads", 1, 1024);
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "No progress, only results, warnings and errors" };
    private readonly Option<bool> _strict = new("--strict") { Description = "Exit with 1 instead of 3 when some tracks could not be used" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withJson">Whether the command has a result to print as JSON.</param>
    /// <param name="withJobs">Whether the command may decode.</param>
    public CommonOptions AddTo(Command command, bool withJson = false, bool withJobs = false)
    {
        foreach (Option option in new Option[] { _workspace, _threads, _quiet, _strict }) command.Options.Add(option);
        if (withJobs) command.Options.Add(_jobs);
        if (withJson) command.Options.Add(_json);
        return this;
    }

    /// <summary>Adds those of a command that only reads a workspace, and so takes no lock.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withJson">Whether the command has a result to print as JSON.</param>
    public CommonOptions AddReadingTo(Command command, bool withJson = false)
    {
        foreach (Option option in new Option[] { _workspace, _threads }) command.Options.Add(option);
        if (withJson) command.Options.Add(_json);
        return this;
    }

    /// <summary>The workspace as given, or null.</summary>
    public string? Workspace(ParseResult parsed) => parsed.GetValue(_workspace);

    /// <summary>The number of threads, or null for all cores.</summary>
    public int? Threads(ParseResult parsed) => parsed.IsGiven(_threads) ? parsed.GetValue(_threads) : null;

    /// <summary>How the pipeline works.</summary>
    public PipelineOptions Pipeline(ParseResult parsed) => new()
    {
        Decoders = DecodeWorkerCommand.Decoders,
        Strict = parsed.GetValue(_strict),
        Jobs = parsed.IsGiven(_jobs) ? parsed.GetValue(_jobs) : null,
    };

    /// <summary>Whether to print JSON.</summary>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>Whether to keep progress off the screen.</summary>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Whether a failed track fails the command.</summary>
    public bool Strict(ParseResult parsed) => parsed.GetValue(_strict);
}
