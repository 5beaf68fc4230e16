using System.Text;
using Sargam.Numerics;

namespace Sargam.Tests.Reporting;

/// <summary>Texts as an enemy would tag them.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title>", "</style>", "]]>", "<!--", "&", "&lt;", "'", "`", "\"",
        "\u202E", "\u2066", "\u200F", "\u061C", "\uD800", "\uDC00", "\uFFFE", "\uFFFF", "\0", "\u0001", "\u001B[31m", "\u0085", "\u009B",
        "\r\n", "\n", "\t", "\u2028", "🎵", "বাংলা", "العربية", "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
        "javascript:alert(1)", "https://evil.example/x.png", "url(https://evil.example)", "#EXTINF:1,x", "style=\"x\"", new('W', 300),
    ];

    public static string Text(Rng rng)
    {
        var text = new StringBuilder();
        for (int i = rng.NextInt(8); i >= 0; i--)
        {
            if (rng.NextInt(2) == 0) text.Append(Pieces[rng.NextInt(Pieces.Length)]);
            else text.Append((char)rng.NextInt(0x10000));
        }

        return text.ToString();
    }
}
