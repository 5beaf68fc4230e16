using System.Text;

namespace Sargam.Learning.Text;

/// <summary>Evidence from a text, line after line. Holds nothing of the number of lines.</summary>
internal sealed class LanguageTally(LanguageIdentifierOptions options)
{
    private const double SureLine = 0.9;
    private const double KanaShare = 0.05;
    private const double AssameseShare = 0.005;

    // Scripts with few languages: the script itself is most of the evidence, and marks make words less alike.
    private const double LikenessElsewhere = 0.6;

    private readonly long[] _letters = new long[WritingSystems.Count];
    private readonly Dictionary<WritingSystem, LanguageEvidence> _line = [];
    private readonly Dictionary<WritingSystem, LanguageEvidence> _all = [];
    private readonly Dictionary<string, long> _sure = new(StringComparer.Ordinal);
    private readonly long[] _unsure = new long[WritingSystems.Count];
    private long _kana;
    private long _assamese;

    /// <summary>Looks at letters that decide on their own.</summary>
    public void Note(Rune letter)
    {
        if (WritingSystems.IsKana(letter)) _kana++;
        if (WritingSystems.IsAssamese(letter)) _assamese++;
    }

    public void Add(WritingSystem script, ReadOnlySpan<char> word, int letterCount)
    {
        _letters[(int)script] += letterCount;
        if (!LanguageProfiles.ByScript.TryGetValue(script, out LanguageProfiles? profiles))
        {
            _unsure[(int)script] += letterCount;
            return;
        }

        if (!_line.TryGetValue(script, out LanguageEvidence? evidence)) _line.Add(script, evidence = new LanguageEvidence(profiles));
        evidence.Add(word, letterCount);
    }

    /// <summary>Counts the line's letters for a language, or leaves them to the whole text when the line says too little.</summary>
    public void EndLine()
    {
        foreach ((WritingSystem script, LanguageEvidence evidence) in _line)
        {
            if (evidence.LetterCount == 0) continue;
            (string language, double confidence, double likeness) = evidence.Best();
            bool sure = evidence.LetterCount >= options.MinLetterCount && confidence >= SureLine && likeness >= LeastLikeness(script);
            if (sure) _sure[language] = _sure.GetValueOrDefault(language) + evidence.LetterCount;
            else _unsure[(int)script] += evidence.LetterCount;
            if (!_all.TryGetValue(script, out LanguageEvidence? all)) _all.Add(script, all = new LanguageEvidence(LanguageProfiles.ByScript[script]));
            all.Add(evidence);
            evidence.Clear();
        }
    }

    public LanguageIdentification Result()
    {
        int most = 0;
        for (int i = 1; i < _letters.Length; i++)
        {
            if (_letters[i] > _letters[most]) most = i;
        }

        (string language, double confidence) = LanguageOf((WritingSystem)most);
        return new LanguageIdentification(language, confidence, (WritingSystem)most, Shares());
    }

    private double LeastLikeness(WritingSystem script) => options.MinLikeness * (script == WritingSystem.Latin ? 1 : LikenessElsewhere);

    private LanguageShare[] Shares()
    {
        double total = _letters.Sum();
        for (int i = 0; i < _unsure.Length; i++)
        {
            if (_unsure[i] == 0) continue;
            string language = LanguageOf((WritingSystem)i).Language;
            _sure[language] = _sure.GetValueOrDefault(language) + _unsure[i];
        }

        return [.. _sure.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new LanguageShare(pair.Key, pair.Value / total))];
    }

    /// <summary>The language of all text in a script.</summary>
    private (string Language, double Confidence) LanguageOf(WritingSystem script)
    {
        long letters = _letters[(int)script];
        if (letters == 0) return (LanguageIdentifier.Unknown, 0);
        if (_all.TryGetValue(script, out LanguageEvidence? evidence))
        {
            (string language, double confidence, double likeness) = evidence.Best();
            bool known = letters >= options.MinLetterCount && confidence >= options.MinConfidence && likeness >= LeastLikeness(script);
            return (known ? language : LanguageIdentifier.Unknown, confidence);
        }

        return script switch
        {
            WritingSystem.HanAndKana => (_kana > KanaShare * letters ? "ja" : "zh", 1),
            WritingSystem.Bengali => (_assamese > AssameseShare * letters ? "as" : "bn", 1),
            _ when WritingSystems.OnlyLanguage(script) is { } only => (only, 1),
            _ => (LanguageIdentifier.Unknown, 0),
        };
    }
}
