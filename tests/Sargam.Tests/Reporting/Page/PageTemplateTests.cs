using Sargam.Reporting.Page;

namespace Sargam.Tests.Reporting.Page;

public sealed class PageTemplateTests
{
    [Fact]
    public void A_page_is_cut_at_its_marks_and_its_script_is_named_by_its_hash()
    {
        var template = new PageTemplate("<head><!--sargam:head--><script type=\"module\">a<b</script><style>c{}</style></head><body><!--sargam:body--></body>");

        Assert.Equal("<head>", template.Start);
        Assert.Equal("</body>", template.End);
        Assert.Contains($"script-src 'sha256-{Hash("a<b")}'", template.Policy("d"), StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{Hash("d")}' 'sha256-{Hash("c{}")}'", template.Policy("d"), StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", template.Policy("d"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<head></head><body><!--sargam:body--></body>")]
    [InlineData("<!--sargam:body--><!--sargam:head-->")]
    public void A_page_without_its_marks_is_refused(string page) => Assert.Throws<InvalidOperationException>(() => new PageTemplate(page));

    [Fact]
    public void The_built_page_refers_to_nothing() =>
        Assert.DoesNotMatch("(src|href)\\s*=\\s*[\"'](https?:|/)", PageTemplate.Built.Start + PageTemplate.Built.Middle + PageTemplate.Built.End);

    [Fact]
    public void Only_a_served_page_may_talk_and_only_to_its_server()
    {
        Assert.DoesNotContain("connect-src", PageTemplate.Built.Policy("d"), StringComparison.Ordinal);
        Assert.DoesNotContain("fetch(", PageTemplate.Built.Middle, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'; media-src 'self';", Sargam.Reporting.HtmlReport.ServedPolicy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'", Sargam.Reporting.HtmlReport.ServedPolicy, StringComparison.Ordinal);
    }

    private static string Hash(string text) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
