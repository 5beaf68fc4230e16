using System.Security.Cryptography;
using System.Text;

namespace Sargam.Reporting.Page;

/// <summary>
/// The page as <c>web/</c> builds it: one script, one style, and two marks to be replaced. Which scripts may run follows from
/// their bytes, so nothing that comes from a collection can ever run.
/// </summary>
internal sealed class PageTemplate
{
    private const string HeadMark = "<!--sargam:head-->";
    private const string BodyMark = "<!--sargam:body-->";
    private static readonly Lazy<PageTemplate> Report = new(() => Load("report.html")), Live = new(() => Load("served.html"));
    private readonly string[] _scriptHashes;
    private readonly string[] _styleHashes;

    /// <summary>Cuts a built page at its marks.</summary>
    /// <exception cref="InvalidOperationException">A mark is missing.</exception>
    public PageTemplate(string page)
    {
        int head = page.IndexOf(HeadMark, StringComparison.Ordinal), body = page.IndexOf(BodyMark, StringComparison.Ordinal);
        if (head < 0 || body < head) throw new InvalidOperationException("the built page lacks its marks: run npm run build in web/");
        Start = page[..head];
        Middle = page[(head + HeadMark.Length)..body];
        End = page[(body + BodyMark.Length)..];
        _scriptHashes = [.. Contents(page, "script").Select(Hash)];
        _styleHashes = [.. Contents(page, "style").Select(Hash)];
    }

    /// <summary>The report's page, whose script holds nothing that could ask the network.</summary>
    public static PageTemplate Built => Report.Value;

    /// <summary>The same page with what talks to the server behind it.</summary>
    public static PageTemplate Served => Live.Value;

    /// <summary>What stands before the head's own part.</summary>
    public string Start { get; }

    /// <summary>From there to the content: the script and the style.</summary>
    public string Middle { get; }

    /// <summary>What stands after the content.</summary>
    public string End { get; }

    /// <summary>The Content-Security-Policy: the built script, the built style and one more style, and nothing from anywhere.</summary>
    /// <param name="style">The further style.</param>
    /// <param name="isServed">Whether the page may talk to the server that it came from.</param>
    public string Policy(string style, bool isServed = false) =>
        $"default-src 'none'; script-src {string.Join(' ', _scriptHashes)}; style-src {string.Join(' ', [Hash(style), .. _styleHashes])}; "
        + (isServed ? "connect-src 'self'; media-src 'self'; " : "") + "img-src data:; base-uri 'none'; form-action 'none'";

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static IEnumerable<string> Contents(string page, string element)
    {
        for (int at = 0; (at = page.IndexOf('<' + element, at, StringComparison.Ordinal)) >= 0;)
        {
            int from = page.IndexOf('>', at) + 1;
            at = page.IndexOf("</" + element, from, StringComparison.Ordinal);
            yield return page[from..at];
        }
    }

    private static PageTemplate Load(string name)
    {
        using Stream resource = typeof(PageTemplate).Assembly.GetManifestResourceStream("Sargam.Reporting.Page." + name)
            ?? throw new InvalidOperationException("the built page is not embedded");
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return new PageTemplate(reader.ReadToEnd());
    }
}
