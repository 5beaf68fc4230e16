using System.CommandLine;
using Sargam.Scanning;

namespace Sargam.Cli.Options;

/// <summary>What to scan, and where labels come from.</summary>
internal sealed class SourceOptions
{
    private readonly Argument<string> _source = new("SOURCE")
    {
        Description = "A folder of music (searched with its subfolders), an M3U playlist, or a text file with one path a line",
    };

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

    private readonly Option<string[]> _labels = OptionKinds.List(
        "--labels", "Labels to score clusters against: columns of --metadata, genre, artist, album, language or year of the tags, folder; "
        + "default: genre, style, language, artist, ... where present", "LABEL,...");

    private readonly Option<string> _labelPattern = OptionKinds.Text(
        "--label-pattern", "Reads labels from file names: \"{digit}_{speaker}_{*}\"", "PATTERN", ProblemOf);

    /// <summary>Adds the options to a command.</summary>
    public SourceOptions AddTo(Command command)
    {
        command.Arguments.Add(_source);
        foreach (Option option in new Option[] { _metadata, _labels, _labelPattern, _idColumn, _include, _exclude }) command.Options.Add(option);
        return this;
    }

    /// <summary>The source as given.</summary>
    public string Source(ParseResult parsed) => parsed.GetRequiredValue(_source);

    /// <summary>The options as given.</summary>
    public ScanOptions Read(ParseResult parsed) => new()
    {
        Source = Source(parsed),
        Include = parsed.GetValue(_include) ?? [],
        Exclude = parsed.GetValue(_exclude) ?? [],
        MetadataFile = parsed.GetValue(_metadata),
        IdColumn = parsed.GetValue(_idColumn),
        Labels = parsed.GetValue(_labels) ?? [],
        LabelPattern = parsed.GetValue(_labelPattern),
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
