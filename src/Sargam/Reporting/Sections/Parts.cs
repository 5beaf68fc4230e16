using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>What sections are made of.</summary>
internal static class Parts
{
    /// <summary>Begins a section with its heading and, above it, the stages of the flow that it shows.</summary>
    public static void Begin(HtmlWriter html, string id, string stages, string heading)
    {
        html.NewLine();
        html.Start("section");
        html.Attribute("id", id);
        html.Attribute("aria-labelledby", id + "-heading");
        html.NewLine();
        html.Element("p", stages, "stage");
        html.Start("h2");
        html.Attribute("id", id + "-heading");
        html.Text(heading);
        html.End();
        html.NewLine();
    }

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    public static void End(HtmlWriter html)
    {
        html.End();
        html.NewLine();
    }

    /// <summary>A figure with its title and caption.</summary>
    public static void Figure(HtmlWriter html, Figure figure, string cssClass, bool titled = true)
    {
        html.Start("figure", cssClass);
        if (titled)
        {
            html.Start("h3");
            html.Name(figure.Title);
            html.End();
        }

        html.NewLine();
        html.Start("div", "canvas");
        if (cssClass == "wide")
        {
            // Wider than a phone, so it scrolls there, which a keyboard must be able to do.
            html.Attribute("role", "group");
            html.Attribute("aria-label", figure.Title);
            html.Attribute("tabindex", "0");
        }

        figure.WriteInto(html.Svg());
        html.End();
        html.NewLine();
        html.Start("figcaption");
        html.Name(figure.Caption, maxCharacters: 600);
        html.End();
        html.End();
        html.NewLine();
    }

    /// <summary>Begins a table that scrolls sideways on narrow screens, with its caption.</summary>
    public static void BeginTable(HtmlWriter html, string caption)
    {
        html.Start("div", "scroll");
        html.Attribute("role", "region");
        html.Attribute("aria-label", caption);
        html.Attribute("tabindex", "0");
        html.Start("table");
        html.Element("caption", caption);
        html.NewLine();
    }

    /// <summary>Ends what <see cref="BeginTable"/> began.</summary>
    public static void EndTable(HtmlWriter html)
    {
        html.End();
        html.End();
        html.NewLine();
    }

    /// <summary>The row of column headings; those of numbers begin with "#" and stand on the right.</summary>
    public static void Headings(HtmlWriter html, IEnumerable<string> headings)
    {
        html.Start("thead");
        html.Start("tr");
        foreach (string heading in headings)
        {
            bool number = heading.StartsWith('#');
            html.Start("th", number ? "number" : null);
            html.Attribute("scope", "col");
            html.Text(number ? heading[1..] : heading);
            html.End();
        }

        html.End();
        html.End();
        html.NewLine();
    }

    /// <summary>A cell that holds a number.</summary>
    public static void Number(HtmlWriter html, string text, bool strong = false)
    {
        html.Start("td", text == Numerals.Undefined ? "number undefined" : "number");
        if (strong) html.Element("strong", text);
        else html.Text(text);
        html.End();
    }

    /// <summary>The heading of a row.</summary>
    public static void RowHeading(HtmlWriter html, string text)
    {
        html.Start("th");
        html.Attribute("scope", "row");
        html.Name(text);
        html.End();
    }
}
