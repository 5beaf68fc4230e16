using System.Collections;
using System.Text;

namespace Sargam.Scanning.Lyrics.Unicode;

/// <summary>
/// Unicode's normalization form C, in which equal texts are equal strings (Unicode Standard Annex 15). .NET's own does
/// nothing without a culture library, and Sargam runs without one. Linear time, whatever the text.
/// </summary>
internal static class Nfc
{
    /// <summary>No character below takes part in composition as anything but a first character.</summary>
    private const char FirstAffected = '\u0300';

    private static readonly BitArray IsAffected = ReadAffected();

    /// <summary>The text in form C. Lone surrogates stay as they are.</summary>
    public static string Normalize(string text)
    {
        if (!MayChange(text)) return text;
        List<int> characters = Decomposed(text);
        Reorder(characters);
        return Composed(characters);
    }

    /// <summary>The text in form D: taken apart as far as possible, marks in canonical order.</summary>
    public static string Decompose(string text)
    {
        List<int> characters = Decomposed(text);
        Reorder(characters);
        return ToText(characters);
    }

    private static BitArray ReadAffected()
    {
        var affected = new BitArray(0x10000);
        foreach (int character in UnicodeData.Affected) affected[character < 0x10000 ? character : char.ConvertFromUtf32(character)[0]] = true;
        for (int character = 0; character < 0x10000; character++) affected[character] |= Hangul.MayJoin(character);
        return affected;
    }

    /// <summary>Precomposed Latin letters count as affected, but are below the first mark mostly.</summary>
    private static bool MayChange(string text)
    {
        foreach (char unit in text)
        {
            if (unit >= FirstAffected && IsAffected[unit]) return true;
        }

        return false;
    }

    private static List<int> Decomposed(string text)
    {
        var characters = new List<int>(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            AddParts(characters, isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i]);
        }

        return characters;
    }

    private static void AddParts(List<int> characters, int character)
    {
        if (Hangul.IsSyllable(character))
        {
            (int first, int second) = Hangul.Decompose(character);
            AddParts(characters, first);
            characters.Add(second);
        }
        else if (character >= 0xC0 && UnicodeData.TryDecompose(character, out (int First, int Second) parts))
        {
            AddParts(characters, parts.First);
            if (parts.Second != 0) AddParts(characters, parts.Second);
        }
        else
        {
            characters.Add(character);
        }
    }

    /// <summary>Sorts every run of marks by class, marks of one class in the order they had.</summary>
    private static void Reorder(List<int> characters)
    {
        for (int start = 0; start < characters.Count; start++)
        {
            if (characters[start] < FirstAffected || UnicodeData.CombiningClass(characters[start]) == 0) continue;
            int end = start + 1;
            while (end < characters.Count && UnicodeData.CombiningClass(characters[end]) != 0) end++;
            if (end - start > 1)
            {
                // LINQ's sort is stable, and n log n where somebody has stacked a million marks.
                int[] marks = [.. characters.GetRange(start, end - start).OrderBy(UnicodeData.CombiningClass)];
                for (int i = 0; i < marks.Length; i++) characters[start + i] = marks[i];
            }

            start = end;
        }
    }

    /// <summary>Joins marks to the last starter that nothing of their class, or above, stands between.</summary>
    private static string Composed(List<int> characters)
    {
        (int starter, int count, int lastClass) = (-1, 0, 0);
        for (int i = 0; i < characters.Count; i++)
        {
            int character = characters[i];
            int classOf = character < FirstAffected ? 0 : UnicodeData.CombiningClass(character);
            bool isNext = starter == count - 1;
            if (starter >= 0 && (isNext || (lastClass != 0 && lastClass < classOf)) && Compose(characters[starter], character) is > 0 and int joined)
            {
                characters[starter] = joined;
                continue;
            }

            if (classOf == 0) starter = count;
            lastClass = classOf;
            characters[count++] = character;
        }

        characters.RemoveRange(count, characters.Count - count);
        return ToText(characters);
    }

    private static int Compose(int first, int second) =>
        Hangul.Compose(first, second) is > 0 and int syllable ? syllable : UnicodeData.Compose(first, second);

    private static string ToText(List<int> characters)
    {
        var text = new StringBuilder(characters.Count);
        foreach (int character in characters)
        {
            if (character < 0x10000) text.Append((char)character);
            else text.Append(new Rune(character).ToString());
        }

        return text.ToString();
    }
}
