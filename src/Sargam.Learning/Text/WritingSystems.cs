using System.Text;

namespace Sargam.Learning.Text;

/// <summary>Which script a letter belongs to, and the language of scripts that have one.</summary>
internal static class WritingSystems
{
    private static readonly (int First, int Last, WritingSystem System)[] Ranges =
    [
        (0x0041, 0x024F, WritingSystem.Latin), (0x0370, 0x03FF, WritingSystem.Greek), (0x0400, 0x052F, WritingSystem.Cyrillic),
        (0x0531, 0x058F, WritingSystem.Armenian), (0x0590, 0x05FF, WritingSystem.Hebrew), (0x0600, 0x06FF, WritingSystem.Arabic),
        (0x0750, 0x077F, WritingSystem.Arabic), (0x08A0, 0x08FF, WritingSystem.Arabic), (0x0900, 0x097F, WritingSystem.Devanagari),
        (0x0980, 0x09FF, WritingSystem.Bengali), (0x0A00, 0x0A7F, WritingSystem.Gurmukhi), (0x0A80, 0x0AFF, WritingSystem.Gujarati),
        (0x0B00, 0x0B7F, WritingSystem.Odia), (0x0B80, 0x0BFF, WritingSystem.Tamil), (0x0C00, 0x0C7F, WritingSystem.Telugu),
        (0x0C80, 0x0CFF, WritingSystem.Kannada), (0x0D00, 0x0D7F, WritingSystem.Malayalam), (0x0D80, 0x0DFF, WritingSystem.Sinhala),
        (0x0E00, 0x0E7F, WritingSystem.Thai), (0x0E80, 0x0EFF, WritingSystem.Lao), (0x0F00, 0x0FFF, WritingSystem.Tibetan),
        (0x1000, 0x109F, WritingSystem.Burmese), (0x10A0, 0x10FF, WritingSystem.Georgian), (0x1100, 0x11FF, WritingSystem.Hangul),
        (0x1200, 0x139F, WritingSystem.Ethiopic), (0x1780, 0x17FF, WritingSystem.Khmer), (0x1C90, 0x1CBF, WritingSystem.Georgian),
        (0x1E00, 0x1EFF, WritingSystem.Latin), (0x1F00, 0x1FFF, WritingSystem.Greek), (0x3005, 0x3007, WritingSystem.HanAndKana),
        (0x3041, 0x30FF, WritingSystem.HanAndKana), (0x3130, 0x318F, WritingSystem.Hangul), (0x31F0, 0x31FF, WritingSystem.HanAndKana),
        (0x3400, 0x9FFF, WritingSystem.HanAndKana), (0xAC00, 0xD7FF, WritingSystem.Hangul), (0xF900, 0xFAFF, WritingSystem.HanAndKana),
        (0xFB1D, 0xFB4F, WritingSystem.Hebrew), (0xFB50, 0xFDFF, WritingSystem.Arabic), (0xFE70, 0xFEFC, WritingSystem.Arabic),
        (0xFF21, 0xFF5A, WritingSystem.Latin), (0xFF66, 0xFF9F, WritingSystem.HanAndKana), (0x20000, 0x3FFFF, WritingSystem.HanAndKana),
    ];

    public static int Count { get; } = Enum.GetValues<WritingSystem>().Length;

    /// <summary>The script of a letter.</summary>
    public static WritingSystem Of(Rune letter)
    {
        if (letter.IsAscii) return WritingSystem.Latin;
        int low = 0;
        int high = Ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (letter.Value < Ranges[middle].First) high = middle - 1;
            else if (letter.Value > Ranges[middle].Last) low = middle + 1;
            else return Ranges[middle].System;
        }

        return WritingSystem.Other;
    }

    public static bool IsKana(Rune letter) => letter.Value is (>= 0x3041 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9F);

    /// <summary>Letters of Assamese that Bangla lacks.</summary>
    public static bool IsAssamese(Rune letter) => letter.Value is 0x09F0 or 0x09F1;

    /// <summary>The language that a script stands for on its own; null where there are several.</summary>
    public static string? OnlyLanguage(WritingSystem system) => system switch
    {
        WritingSystem.Greek => "el",
        WritingSystem.Hebrew => "he",
        WritingSystem.Armenian => "hy",
        WritingSystem.Georgian => "ka",
        WritingSystem.Ethiopic => "am",
        WritingSystem.Gurmukhi => "pa",
        WritingSystem.Gujarati => "gu",
        WritingSystem.Odia => "or",
        WritingSystem.Tamil => "ta",
        WritingSystem.Telugu => "te",
        WritingSystem.Kannada => "kn",
        WritingSystem.Malayalam => "ml",
        WritingSystem.Sinhala => "si",
        WritingSystem.Thai => "th",
        WritingSystem.Lao => "lo",
        WritingSystem.Tibetan => "bo",
        WritingSystem.Burmese => "my",
        WritingSystem.Khmer => "km",
        WritingSystem.Hangul => "ko",
        _ => null,
    };
}
