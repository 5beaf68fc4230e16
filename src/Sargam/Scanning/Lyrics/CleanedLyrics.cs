namespace Sargam.Scanning.Lyrics;

/// <summary>What is left of lyrics as they were found.</summary>
/// <param name="Text">The words; empty when there are none.</param>
/// <param name="RemovedShare">Share of the characters, white space and times not counted, that was markup.</param>
/// <param name="Language">The language that the text itself names, as ISO 639-1; empty mostly.</param>
/// <param name="IsInstrumental">Whether the text says that there is nothing to sing.</param>
/// <param name="IsCut">Whether the text is longer than a cell of <c>lyrics.csv</c> holds.</param>
internal sealed record CleanedLyrics(string Text, double RemovedShare, string Language, bool IsInstrumental, bool IsCut)
{
    /// <summary>Whether anything is known: words, or that there are none.</summary>
    public bool SaysAnything => Text.Length > 0 || IsInstrumental;
}
