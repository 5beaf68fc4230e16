using System.Xml;
using Sargam.Decoding;
using Sargam.Decoding.Processes;
using Sargam.Reporting.Markup;
using Sargam.Storage;

namespace Sargam.Reporting.Paper;

/// <summary>A figure of the paper, with the texts that its SVG file carries.</summary>
internal sealed record PaperFigure(string Name, string Title, string Caption);

/// <summary>The report's figures, copied, and as PDF and PNG where a program is found that makes them.</summary>
internal static class PaperFigures
{
    /// <summary>What readers of printed pages need; screens are content with less.</summary>
    private const string PngScale = "3";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);
    private static readonly string[] Formats = ["pdf", "png"];

    private static readonly (string Program, Func<string, string, string, string[]> Arguments)[] Converters =
    [
        ("rsvg-convert", (source, format, target) => ["--format", format, "--zoom", format == "png" ? PngScale : "1", "--output", target, source]),
        ("inkscape", (source, format, target) => [$"--export-type={format}", format == "png" ? "--export-dpi=288" : "--export-area-page", $"--export-filename={target}", source]),
    ];

    /// <summary>Copies the figures of a run.</summary>
    public static IReadOnlyList<PaperFigure> Copy(RunFolder run, string folder)
    {
        string source = run.File("figures");
        if (!Directory.Exists(source)) return [];
        var figures = new List<PaperFigure>();
        foreach (string file in Directory.EnumerateFiles(source, "*.svg").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            using FileStream svg = File.OpenRead(file);
            AtomicFile.Write(Path.Combine(folder, name + ".svg"), svg.CopyTo);
            foreach (string format in Formats) File.Delete(Path.Combine(folder, $"{name}.{format}")); // of an earlier figure
            figures.Add(Describe(name, file));
        }

        return figures;
    }

    /// <summary>Makes PDF and PNG files.</summary>
    /// <returns>The program that did, or null when none was found or it failed: then there is SVG only.</returns>
    public static async Task<string?> ConvertAsync(IReadOnlyList<PaperFigure> figures, string folder, CancellationToken cancellationToken)
    {
        foreach ((string program, Func<string, string, string, string[]> arguments) in Converters)
        {
            try
            {
                foreach (PaperFigure figure in figures)
                {
                    foreach (string format in Formats) await ConvertAsync(program, arguments, figure, format, folder, cancellationToken);
                }

                return program;
            }
            catch (AudioDecodeException)
            {
                // Not installed, or of a version that cannot: the next one.
            }
        }

        return null;
    }

    private static async Task ConvertAsync(
        string program, Func<string, string, string, string[]> arguments, PaperFigure figure, string format, string folder, CancellationToken cancellationToken)
    {
        string target = Path.Combine(folder, $"{figure.Name}.{format}");
        string half = Path.Combine(folder, $".{figure.Name}.tmp.{format}");
        string[] line = arguments(Path.Combine(folder, figure.Name + ".svg"), format, half);
        (int exitCode, _, string errors) = await ChildProcess.RunAsync(program, line, new TimeBudget(TimeLimit), cancellationToken);
        if (exitCode != 0 || !File.Exists(half)) throw new AudioDecodeException($"{program} failed: {errors}");
        File.Move(half, target, overwrite: true);
    }

    /// <summary>Title and description are elements of the file.</summary>
    private static PaperFigure Describe(string name, string file)
    {
        try
        {
            using var xml = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            string title = xml.ReadToFollowing("title") ? xml.ReadElementContentAsString() : name;
            string caption = (xml.LocalName == "desc" || xml.ReadToFollowing("desc")) ? xml.ReadElementContentAsString() : "";
            return new PaperFigure(name, CleanText.OneLine(title), CleanText.OneLine(caption));
        }
        catch (XmlException)
        {
            return new PaperFigure(name, name, "");
        }
    }
}
