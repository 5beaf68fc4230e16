using System.Text.RegularExpressions;
using Sargam.Pipeline;
using Sargam.Reporting.Paper;

namespace Sargam.Tests.Reporting.Paper;

public sealed partial class PaperReferencesTests
{
    [Fact]
    public void Only_the_methods_of_the_run_are_referred_to()
    {
        string[] plain = Keys(new Recipe());
        Assert.Empty(new[] { "kingma2014", "kingma2015", "mcfee2015", "lloyd1982", "rousseeuw1987", "hubert1985", "vinh2010", "vandermaaten2008" }.Except(plain));
        Assert.Empty(plain.Intersect(["higgins2017", "mcinnes2018", "sohn2015", "ester1996", "hinton2006", "loshchilov2019"]));
        string[] other = Keys(new Recipe
        {
            Represent = new RepresentRecipe { Beta = 4, Optimizer = "adamw", Condition = "language" },
            Cluster = new ClusterRecipe { Clusterers = ["hdbscan"] },
            Project = new ProjectRecipe { Maps = ["umap"] },
        });
        Assert.Empty(new[] { "higgins2017", "loshchilov2019", "sohn2015", "campello2013", "mcinnes2018" }.Except(other));
        Assert.Empty(other.Intersect(["lloyd1982", "vandermaaten2008", "kingma2015"]));
    }

    [Fact]
    public void Entries_are_whole_and_have_different_keys()
    {
        var recipe = new Recipe();
        Assert.Equal(Keys(recipe).Length, Keys(recipe).Distinct().Count());
        foreach (string entry in Bibliography(recipe).Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(0, TexSource.Depth(entry));
            foreach (string field in new[] { "author", "title", "year" }) Assert.Matches($@"\n  {field} +=", entry);
        }
    }

    [Fact]
    public void Citations_name_used_methods_only() =>
        Assert.Equal("~\\cite{kingma2014}", PaperReferences.Cite(new Recipe(), "kingma2014", "higgins2017"));

    private static string[] Keys(Recipe recipe) => [.. KeyPattern().Matches(Bibliography(recipe)).Select(match => match.Groups[1].Value)];

    private static string Bibliography(Recipe recipe)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        PaperReferences.Write(recipe, writer);
        return writer.ToString();
    }

    [GeneratedRegex(@"^@\w+\{(\w+),", RegexOptions.Multiline)]
    private static partial Regex KeyPattern();
}
