namespace Sargam.Scanning.Lyrics.Unicode;

/// <summary>The tables of <see cref="UnicodeTables"/>, unpacked.</summary>
internal static class UnicodeData
{
    private static readonly Dictionary<int, byte> Classes = ReadClasses();
    private static readonly Dictionary<int, (int First, int Second)> Decompositions = [];
    private static readonly Dictionary<(int First, int Second), int> Compositions = [];
    private static readonly Dictionary<int, string> Foldings = ReadFoldings();

    static UnicodeData() => ReadDecompositions();

    /// <summary>The canonical combining class: 0 for characters that begin a cluster of marks.</summary>
    public static byte CombiningClass(int character) => Classes.GetValueOrDefault(character);

    /// <summary>The two parts of a character, the second 0 where there is one only.</summary>
    public static bool TryDecompose(int character, out (int First, int Second) parts) => Decompositions.TryGetValue(character, out parts);

    /// <summary>What two characters compose to; 0 when they do not.</summary>
    public static int Compose(int first, int second) => Compositions.GetValueOrDefault((first, second));

    /// <summary>The folding of a character where it is not its lower case.</summary>
    public static string? Folding(int character) => Foldings.GetValueOrDefault(character);

    /// <summary>Every character that composition or ordering may change or that takes part in it, Hangul apart.</summary>
    public static IEnumerable<int> Affected => Classes.Keys.Concat(Decompositions.Keys).Concat(Compositions.Keys.Select(pair => pair.Second));

    private static Dictionary<int, byte> ReadClasses()
    {
        var classes = new Dictionary<int, byte>();
        var reader = new PackedNumbers(UnicodeTables.CombiningClasses);
        for (int character = 0; !reader.IsAtEnd;)
        {
            character += reader.Next();
            int end = character + reader.Next();
            byte value = (byte)reader.Next();
            for (; character < end; character++) classes[character] = value;
        }

        return classes;
    }

    private static void ReadDecompositions()
    {
        var reader = new PackedNumbers(UnicodeTables.Decompositions);
        for (int character = 0; !reader.IsAtEnd;)
        {
            int step = reader.Next();
            character += step >> 1;
            (int First, int Second) parts = (character + reader.NextSigned(), character + reader.NextSigned());
            Decompositions[character] = parts;
            if ((step & 1) == 1) Compositions[parts] = character;
        }
    }

    private static Dictionary<int, string> ReadFoldings()
    {
        var foldings = new Dictionary<int, string>();
        var reader = new PackedNumbers(UnicodeTables.CaseFoldings);
        for (int character = 0; !reader.IsAtEnd;)
        {
            character += reader.Next();
            string folded = "";
            for (int count = reader.Next(); count > 0; count--) folded += char.ConvertFromUtf32(character + reader.NextSigned());
            foldings[character] = folded;
        }

        return foldings;
    }

    /// <summary>Numbers of seven bits a byte, the lowest first, in base 64.</summary>
    private sealed class PackedNumbers(string text)
    {
        private readonly byte[] _bytes = Convert.FromBase64String(text);
        private int _position;

        public bool IsAtEnd => _position == _bytes.Length;

        public int Next()
        {
            int number = 0;
            for (int shift = 0; ; shift += 7)
            {
                byte part = _bytes[_position++];
                number |= (part & 0x7F) << shift;
                if (part < 0x80) return number;
            }
        }

        /// <summary>0, -1, 1, -2, ... as 0, 1, 2, 3, ...</summary>
        public int NextSigned()
        {
            int number = Next();
            return (number >> 1) ^ -(number & 1);
        }
    }
}
