using System.Text;

namespace Sargam.Learning.Text;

/// <summary>
/// Cuts text into words, in lower case. Linear in the length of the text, whatever it contains; ill-formed surrogates, control
/// characters and markup are separators or ordinary text, never errors. Stateless and thread-safe.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerOptions _options;
    private readonly bool _keepsMarks;
    private readonly int _gramLength;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Names every option that is out of range.</exception>
    public Tokenizer(TokenizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(TokenizerOptions));
        _options = options;
        _keepsMarks = options.Splitting == WordSplitting.Graphemes;
        _gramLength = _keepsMarks ? options.UnspacedGramLength : 0;
    }

    /// <summary>Told about one word; the span is valid during the call only.</summary>
    internal delegate void WordAction(ReadOnlySpan<char> word);

    /// <summary>The words of a text, in order, repeated ones too. Text should be composed (NFC) for equal words to be equal.</summary>
    public IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        ForEach(text, word => words.Add(word.ToString()));
        return words;
    }

    /// <summary>Passes on each word without a string of its own.</summary>
    internal void ForEach(string text, WordAction action)
    {
        string lower = LowerCase.Of(text);
        int position = 0;
        while (position < lower.Length)
        {
            Rune rune = CharacterClass.At(lower, position, out int length);
            if (!CharacterClass.IsWord(rune))
            {
                position += length;
            }
            else if (_gramLength > 0 && CharacterClass.IsUnspaced(rune))
            {
                position = PassGrams(lower, position, action);
            }
            else
            {
                position = PassWord(lower, position, action);
            }
        }
    }

    private int PassWord(string text, int start, WordAction action)
    {
        int end = start;
        int codePointCount = 0;
        bool curly = false;
        while (end < text.Length)
        {
            Rune rune = CharacterClass.At(text, end, out int length);
            if (!CharacterClass.IsWord(rune) && !(_keepsMarks && CharacterClass.IsContinuation(rune)))
            {
                if (!JoinsLetters(text, end, rune)) break;
                curly |= rune.Value != '\'';
            }
            else if (_gramLength > 0 && CharacterClass.IsUnspaced(rune))
            {
                break;
            }

            end += length;
            codePointCount++;
        }

        if (codePointCount < _options.MinLength) return end;
        ReadOnlySpan<char> word = text.AsSpan(start, end - start);
        action(curly ? word.ToString().Replace('\u2019', '\'') : word);
        return end;
    }

    /// <summary>Whether this is an apostrophe with a letter after it; the caller knows that one comes before.</summary>
    private bool JoinsLetters(string text, int position, Rune rune)
    {
        if (!_keepsMarks || !_options.KeepApostrophes || !CharacterClass.IsApostrophe(rune) || position + 1 == text.Length) return false;
        Rune next = CharacterClass.At(text, position + 1, out _);
        return Rune.IsLetter(next) && !(_gramLength > 0 && CharacterClass.IsUnspaced(next));
    }

    /// <summary>Overlapping runs of characters with their marks; a stretch that is shorter is one token.</summary>
    private int PassGrams(string text, int start, WordAction action)
    {
        Span<int> starts = stackalloc int[_gramLength + 1]; // of the last characters, oldest first
        int count = 0;
        int position = start;
        while (position < text.Length && CharacterClass.At(text, position, out _) is var rune
            && CharacterClass.IsUnspaced(rune) && CharacterClass.IsWord(rune))
        {
            if (count > _gramLength)
            {
                starts[1..].CopyTo(starts);
                count--;
            }

            starts[count++] = position;
            position = CharacterEnd(text, position);
            if (count >= _gramLength) action(text.AsSpan(starts[count - _gramLength], position - starts[count - _gramLength]));
        }

        if (count < _gramLength) action(text.AsSpan(start, position - start));
        return position;
    }

    private static int CharacterEnd(string text, int position)
    {
        CharacterClass.At(text, position, out int length);
        position += length;
        while (position < text.Length && CharacterClass.IsContinuation(CharacterClass.At(text, position, out length))) position += length;
        return position;
    }
}
