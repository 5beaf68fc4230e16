using System.Globalization;
using Sargam.Reporting.Figures;

namespace Sargam.Tests.Reporting;

public sealed class PaletteTests
{
    /// <summary>Linear RGB to what each kind of vision sees: Machado, Oliveira and Fernandes 2009, severity 1.</summary>
    private static readonly Dictionary<string, double[]> Visions = new()
    {
        ["normal"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protan"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deutan"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        ["tritan"] = [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    };

    public static TheoryData<string, bool> Cases => [.. Visions.Keys.SelectMany(vision => new[] { (vision, false), (vision, true) })];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_first_twelve_are_far_apart_and_all_are_told_apart(string vision, bool dark)
    {
        IReadOnlyList<string> palette = dark ? Palette.Dark : Palette.Light;
        bool normal = vision == "normal";
        Assert.True(Nearest(palette.Take(Palette.ClearCount), vision) >= (normal ? 0.10 : 0.065), $"first 12: {Nearest(palette.Take(Palette.ClearCount), vision):F4}");
        Assert.True(Nearest(palette, vision) >= (normal ? 0.07 : 0.04), $"all: {Nearest(palette, vision):F4}");
    }

    [Fact]
    public void The_measure_finds_that_red_and_green_of_one_lightness_are_alike_to_deutans()
    {
        Assert.True(Nearest(["#c05040", "#748a20"], "normal") > 0.1);
        Assert.True(Nearest(["#c05040", "#808020"], "deutan") < 0.065);
    }

    [Fact]
    public void Every_colour_stands_out_from_its_background()
    {
        Assert.All(Palette.Light, colour => Assert.True(Contrast(colour, Ink.Background.Light) >= 3, colour));
        Assert.All(Palette.Dark, colour => Assert.True(Contrast(colour, Ink.Background.Dark) >= 3, colour));
    }

    [Fact]
    public void Text_is_readable_on_background_and_panel()
    {
        foreach (Ink text in new[] { Ink.Text, Ink.Muted })
        {
            Assert.All([Ink.Background, Ink.Panel], back => Assert.True(Contrast(text.Light, back.Light) >= 4.5, text.CssClass));
            Assert.All([Ink.Background, Ink.Panel], back => Assert.True(Contrast(text.Dark, back.Dark) >= 4.5, text.CssClass));
        }
    }

    private static double Nearest(IEnumerable<string> palette, string vision)
    {
        double[][] seen = [.. palette.Select(colour => OkLab(See(Linear(colour), Visions[vision])))];
        double nearest = double.PositiveInfinity;
        for (int i = 0; i < seen.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                nearest = Math.Min(nearest, Math.Sqrt(seen[i].Zip(seen[j], (a, b) => (a - b) * (a - b)).Sum()));
            }
        }

        return nearest;
    }

    private static double[] Linear(string hex) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];

    private static double[] See(double[] c, double[] m) =>
        [.. Enumerable.Range(0, 3).Select(i => Math.Clamp(m[3 * i] * c[0] + m[3 * i + 1] * c[1] + m[3 * i + 2] * c[2], 0, 1))];

    private static double[] OkLab(double[] c)
    {
        double l = Math.Cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
        double m = Math.Cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
        double s = Math.Cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
        return
        [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ];
    }

    private static double Contrast(string a, string b)
    {
        double[] luminances = [.. new[] { a, b }.Select(Linear).Select(c => 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]).Order()];
        return (luminances[1] + 0.05) / (luminances[0] + 0.05);
    }
}
