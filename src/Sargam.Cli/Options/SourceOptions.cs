using System.CommandLine;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Cli.Options;

/// <summary>What to scan, and where labels come from.</summary>
internal sealed class SourceOptions
{
    private readonly Argument<string> _source = new("SOURCE")
    {
        Description = "A folder of music (searched with its subfolders), an M3U playlist, or a text file with one path a line",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _embeddings = new("--embeddings")
    {
        Description = "Instead of SOURCE: vectors made elsewhere, a .npy array with a row per track or a CSV with columns of numbers",
        HelpName = "FILE",
    };

    private readonly Option<string?> _tracks = new("--tracks")
    {
        Description = "A CSV that names and labels the rows of --embeddings, in their order",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _skipColumns = OptionKinds.List("--skip-columns", "Number columns of --embeddings that are no part of the vectors", "COLUMN,...");

    private readonly Option<string[]> _include = OptionKinds.List("--include", "Keep only files whose path matches one of these, such as **/*.mp3,live/**", "GLOB,...");
    private readonly Option<string[]> _exclude = OptionKinds.List("--exclude", "Leave out files whose path matches one of these", "GLOB,...");

    private readonly Option<string?> _metadata = new("--metadata")
    {
        Description = "A CSV or TSV about the tracks, with a column path, file or filename",
        HelpName = "FILE",
    };

    private readonly Option<string?> _idColumn = new("--id-column")
    {
        Description = "The metadata column that holds file names without folder and extension",
        HelpName = "COLUMN",
    };

    private readonly Option<string[]> _lyrics = new("--lyrics")
    {
        Description = "Where words are, besides .txt and .lrc files beside the audio and tags: a column of the metadata, or a folder of such files "
            + "named after the audio files or track ids; may be given several times",
        HelpName = "COLUMN|DIR",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _labels = OptionKinds.List(
        "--labels", "Labels to score clusters against: columns of --metadata, genre, artist, album, language or year of the tags, folder; "
        + "default: genre, style, language, artist, ... where present", "LABEL,...");

    private readonly Option<string> _labelPattern = OptionKinds.Text(
        "--label-pattern", "Reads labels from file names: \"{digit}_{speaker}_{*}\"", "PATTERN", ProblemOf);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withVectorsBeside">Whether <c>--embeddings</c> may stand beside SOURCE.</param>
    public SourceOptions AddTo(Command command, bool withVectorsBeside = false)
    {
        if (withVectorsBeside) _embeddings.Description = "Instead of SOURCE, or beside it to compete as one more space: vectors made elsewhere, a .npy array with a row per row of tracks.csv or a CSV";
        command.Arguments.Add(_source);
        foreach (Option option in new Option[] { _metadata, _labels, _labelPattern, _idColumn, _lyrics, _include, _exclude, _embeddings, _tracks, _skipColumns }) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool hasSource = result.GetValue(_source) is not null;
            bool hasVectors = result.GetValue(_embeddings) is not null;
            if (hasSource && hasVectors && withVectorsBeside) return;
            if (hasSource == hasVectors) result.AddError(hasSource ? "SOURCE and --embeddings exclude each other: name one" : "SOURCE is needed: a folder, a playlist or a file list (or --embeddings FILE)");
            if (!hasVectors && result.GetValue(_tracks) is not null) result.AddError("--tracks needs --embeddings; for audio it is --metadata");
            if (hasVectors && result.GetValue(_metadata) is not null) result.AddError("--metadata is for audio; with --embeddings it is --tracks");
        });
        return this;
    }

    /// <summary>Looks whether there is anything to scan, before a workspace is made.</summary>
    /// <exception cref="ArgumentException">The source does not exist, or the workspace lies in it.</exception>
    public static void Check(ScanOptions scan, Workspace workspace)
    {
        if (scan.EmbeddingsFile is not null) return;
        SourceLister.ThrowIfAbsent(scan.Source);
        workspace.RefuseInside(scan.Source);
    }

    /// <summary>The vectors that stand beside SOURCE; null for none.</summary>
    public string? VectorsBeside(ParseResult parsed) => parsed.GetValue(_source) is null ? null : parsed.GetValue(_embeddings);

    /// <summary>The options as given.</summary>
    public ScanOptions Read(ParseResult parsed) => new()
    {
        Source = parsed.GetValue(_source) ?? parsed.GetRequiredValue(_embeddings)!,
        EmbeddingsFile = parsed.GetValue(_source) is null ? parsed.GetValue(_embeddings) : null,
        TracksFile = parsed.GetValue(_tracks),
        SkipColumns = parsed.GetValue(_skipColumns) ?? [],
        Include = parsed.GetValue(_include) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
        MetadataFile = parsed.GetValue(_metadata),
        IdColumn = parsed.GetValue(_idColumn),
        Labels = parsed.GetValue(_labels) ?? [],
        LabelPattern = parsed.GetValue(_labelPattern),
        Lyrics = parsed.GetValue(_lyrics) ?? [],
    };

    private static string? ProblemOf(string pattern)
    {
        try
        {
            LabelPattern.Parse(pattern);
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
