namespace Sargam.Learning.Text;

/// <summary>How much of a text is in a language.</summary>
/// <param name="Language">ISO 639-1 code, or <see cref="LanguageIdentifier.Unknown"/>.</param>
/// <param name="Share">Share of the letters, in (0, 1].</param>
public readonly record struct LanguageShare(string Language, double Share);
