using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Reporting.Paper;

/// <summary>What was written for a paper.</summary>
/// <param name="Folder">Where.</param>
/// <param name="TextKept">Whether <c>paper.tex</c> was there already, and was left as it is.</param>
/// <param name="Converter">The program that made PDF and PNG of the figures; null when there is SVG only.</param>
public sealed record PaperResult(string Folder, bool TextKept, string? Converter);

/// <summary>
/// A run as a paper to begin with: <c>paper.tex</c> (written once, then yours), <c>facts.tex</c>, <c>references.bib</c>, tables as
/// Markdown and LaTeX, figures as SVG, PDF and PNG.
/// </summary>
public static class PaperExport
{
    /// <summary>Writes everything.</summary>
    /// <param name="workspace">Where the tracks are.</param>
    /// <param name="run">A run whose report is written.</param>
    /// <param name="folder">Created when missing.</param>
    /// <param name="cancellationToken">Checked between figures.</param>
    /// <exception cref="StoreException">The run has no report yet, or the folder may not be written.</exception>
    public static async Task<PaperResult> WriteAsync(Workspace workspace, RunFolder run, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(folder);
        run.KeyOf(StageKind.Report);
        EvaluationResult evaluation = EvaluationResult.Read(run);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, LatentSpaceFile.Read(run).TrackIds);
        IReadOnlyList<PaperTable> tables = PaperTables.Of(run, evaluation.Scorecard);
        string figureFolder = Path.Combine(folder, "figures");
        IReadOnlyList<PaperFigure> figures = PaperFigures.Copy(run, figureFolder);
        foreach (PaperTable table in tables)
        {
            AtomicFile.WriteText(Path.Combine(folder, "tables", table.Name + ".md"), table.WriteMarkdown);
            AtomicFile.WriteText(Path.Combine(folder, "tables", table.Name + ".tex"), table.WriteLatex);
        }

        AtomicFile.WriteText(Path.Combine(folder, "facts.tex"), new PaperFacts(workspace, run, tracks, evaluation).Write);
        AtomicFile.WriteText(Path.Combine(folder, "references.bib"), writer => PaperReferences.Write(run.LoadRecipe(), writer));
        string text = Path.Combine(folder, "paper.tex");
        bool isKept = File.Exists(text);
        if (!isKept) AtomicFile.WriteText(text, writer => PaperSkeleton.Write(tables, figures, writer));
        string? converter = await PaperFigures.ConvertAsync(figures, figureFolder, cancellationToken);
        return new PaperResult(Path.GetFullPath(folder), isKept, converter);
    }
}
