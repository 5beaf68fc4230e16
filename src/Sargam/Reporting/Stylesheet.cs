using System.Text;
using Sargam.Reporting.Figures;

namespace Sargam.Reporting;

/// <summary>The report's stylesheet: the embedded file, and the figures' colours, which have one source only.</summary>
internal static class Stylesheet
{
    private static readonly Lazy<string> Composed = new(Compose);

    /// <summary>The stylesheet, fit to stand in HTML and XML unescaped.</summary>
    public static string Text => Composed.Value;

    private static string Compose()
    {
        using Stream resource = typeof(Stylesheet).Assembly.GetManifestResourceStream("Sargam.Reporting.Assets.report.css")
            ?? throw new InvalidOperationException("report.css is not embedded");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        string file = reader.ReadToEnd().ReplaceLineEndings("\n");
        return $"\n{file}{FigureColours()}";
    }

    private static string FigureColours()
    {
        Ink[] fills = [.. Enumerable.Range(0, Palette.Light.Count).Select(Ink.Fill)];
        Ink[] inks = [.. Ink.Roles, .. fills];
        var css = new StringBuilder();
        css.Append(":root {").AppendJoin("", inks.Select(ink => $" --{ink.CssClass}: light-dark({ink.Light}, {ink.Dark});")).Append(" }\n");
        foreach (Ink ink in inks) css.Append($".{ink.CssClass} {{ {ink.Property}: var(--{ink.CssClass}); }}\n");
        foreach (Ink ink in (Ink[])[Ink.Unknown, Ink.Other, .. fills]) css.Append($".{ink.AsStroke().CssClass} {{ stroke: var(--{ink.CssClass}); }}\n");
        return css.ToString();
    }
}
