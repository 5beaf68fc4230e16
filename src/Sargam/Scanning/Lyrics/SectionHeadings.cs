using Sargam.Scanning.Lyrics.Unicode;

namespace Sargam.Scanning.Lyrics;

/// <summary>Lines that say which part of a song comes next: "Chorus:", "(Verse 2)", "Repeat Chorus x2", "Припев:".</summary>
internal static class SectionHeadings
{
    private const int LongestHeading = 48;
    private const int MostWords = 5;

    /// <summary>English names that are headings even where they stand alone, without number, colon or brackets.</summary>
    private static readonly HashSet<string> Plain = Folded(
        "chorus verse prechorus postchorus refrain intro outro interlude bridge hook coda instrumental");

    /// <summary>Names that are headings only with a number, a colon or brackets: alone they may be words of a song.</summary>
    private static readonly HashSet<string> Marked = Folded(
        "solo break breakdown drop buildup part skit vamp stanza introduction ending fade spoken "
        + "strophe zwischenspiel vers vorspiel nachspiel brücke "
        + "couplet pont pré-refrain "
        + "estribillo coro estrofa verso puente precoro "
        + "refrão ponte pré-refrão ritornello strofa pre-ritornello "
        + "припев куплет вступление проигрыш бридж "
        + "স্থায়ী অন্তরা সঞ্চারী আভোগ মুখড়া কোরাস স্তবক "
        + "स्थायी अंतरा अन्तरा मुखड़ा कोरस "
        + "ٹیک انترا مکھڑا کورس لازمة مقطع الكورس المقطع "
        + "பல்லவி அனுபல்லவி சரணம் "
        + "副歌 主歌 間奏 间奏 サビ 코러스 후렴");

    /// <summary>Words that go with a name.</summary>
    private static readonly HashSet<string> Companions = Folded(
        "pre post final last first second third fourth repeat rep x times guitar piano sax drum bass synth string instrumental double half refrain verse chorus out and");

    private static readonly HashSet<string> RomanNumerals = [.. "i ii iii iv v vi vii viii ix x xi xii".Split(' ')];

    /// <summary>The line without a heading: empty when it is nothing else.</summary>
    public static string Strip(string line)
    {
        int colon = line.AsSpan(0, Math.Min(line.Length, LongestHeading)).IndexOfAny(':', '：');
        if (colon > 0 && IsHeading(line[..colon], isMarked: true)) return line[(colon + 1)..].TrimStart(' ', ')', '*', '-', '}');
        return line.Length <= LongestHeading && IsHeading(line, isMarked: false) ? "" : line;
    }

    private static bool IsHeading(string text, bool isMarked)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0) return false;
        isMarked |= trimmed[0] is '(' or '{' or '[' or '*' or '#' or '-' or '~' or '=' or '【';
        string[] words = CaseFolding.Fold(trimmed).Split([' ', '-', '–', '—', '/', '&', '+', '(', ')', '{', '}', '[', ']', '*', '#', '~', '=', '_', '.', ',', '【', '】', '"'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostWords) return false;
        bool isNamed = false;
        foreach (string word in words)
        {
            isMarked |= IsNumber(word);
            if (!isNamed && (Plain.Contains(word) || Marked.Contains(word))) isNamed = true;
            else if (!IsNumber(word) && !Companions.Contains(word)) return false;
        }

        return isNamed && (isMarked || words.Any(Plain.Contains));
    }

    /// <summary>"2", "IV", "x2", "2x", "2nd".</summary>
    private static bool IsNumber(string word)
    {
        string digits = word.Trim('x', '×');
        if (digits.EndsWith("st", StringComparison.Ordinal) || digits.EndsWith("nd", StringComparison.Ordinal) || digits.EndsWith("rd", StringComparison.Ordinal) || digits.EndsWith("th", StringComparison.Ordinal)) digits = digits[..^2];
        return (digits.Length is 1 or 2 && digits.All(char.IsDigit)) || RomanNumerals.Contains(word);
    }

    private static HashSet<string> Folded(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => CaseFolding.Fold(word).Split('-')).Where(word => word.Length > 1)];
}
