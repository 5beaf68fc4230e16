using System.Text;

namespace Sargam.Learning.Text;

/// <summary>
/// Names the language of a text: by its script where that is enough, else by character n-grams and everyday words. Tells apart en, de, fr, es, it,
/// pt, nl, sv, da, nb, fi, pl, cs, tr, ro, id, hu, hr; ru, uk, bg, sr; ar, fa, ur; hi, mr, ne; and knows bn, as, el, he, hy, ka, am, pa,
/// gu, or, ta, te, kn, ml, si, th, lo, bo, my, km, ko, ja and zh by their scripts. Other languages come out unknown, or as their nearest relative.
/// Linear in the length of the text. Stateless and thread-safe.
/// </summary>
public sealed class LanguageIdentifier
{
    /// <summary>What a text is that is too short, or too unlike anything.</summary>
    public const string Unknown = "unknown";

    private readonly LanguageIdentifierOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public LanguageIdentifier(LanguageIdentifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(LanguageIdentifierOptions));
        _options = options;
    }

    /// <summary>Names the language of a text and the shares of all languages in it.</summary>
    /// <param name="text">Composed (NFC), lines parted by line breaks.</param>
    public LanguageIdentification Identify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tally = new LanguageTally(_options);
        string lower = LowerCase.Of(text);
        int position = 0;
        while (position < lower.Length)
        {
            Rune rune = CharacterClass.At(lower, position, out int length);
            if (Rune.IsLetter(rune))
            {
                position = AddWord(lower, position, WritingSystems.Of(rune), tally);
                continue;
            }

            if (rune.Value is '\n' or '\r' or '\f' or 0x85 or 0x2028 or 0x2029) tally.EndLine();
            position += length;
        }

        tally.EndLine();
        return tally.Result();
    }

    /// <summary>Letters of one script, with the marks between them.</summary>
    private static int AddWord(string text, int start, WritingSystem script, LanguageTally tally)
    {
        int end = start;
        int letterCount = 0;
        while (end < text.Length)
        {
            Rune rune = CharacterClass.At(text, end, out int length);
            if (Rune.IsLetter(rune))
            {
                if (WritingSystems.Of(rune) != script) break;
                tally.Note(rune);
                letterCount++;
            }
            else if (!CharacterClass.IsContinuation(rune))
            {
                break;
            }

            end += length;
        }

        tally.Add(script, text.AsSpan(start, end - start), letterCount);
        return end;
    }
}
