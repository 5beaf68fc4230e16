using System.Xml.Linq;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Architecture;

public sealed class LayeringTests
{
    private static readonly string[] LowestFirst = ["Sargam.Numerics", "Sargam.Learning", "Sargam", "Sargam.Cli"];

    public static TheoryData<int> Layers => [.. Enumerable.Range(0, LowestFirst.Length)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_project_references_only_the_layer_right_below_it(int layer)
    {
        string project = LowestFirst[layer];
        string file = Path.Combine(RepositoryRoot.Path, "src", project, $"{project}.csproj");
        string[] references = [.. XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))];

        string[] allowed = layer == 0 ? [] : [LowestFirst[layer - 1]];
        Assert.Equal(allowed, references);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void An_assembly_uses_no_higher_layer(int layer)
    {
        System.Reflection.Assembly assembly = System.Reflection.Assembly.Load(LowestFirst[layer]);
        IEnumerable<string?> used = assembly.GetReferencedAssemblies().Select(name => name.Name);

        Assert.Empty(used.Intersect(LowestFirst[layer..]));
    }

    [Fact]
    public void Only_numerics_may_contain_unsafe_code()
    {
        foreach (string project in LowestFirst[1..])
        {
            string file = Path.Combine(RepositoryRoot.Path, "src", project, $"{project}.csproj");
            Assert.Empty(XDocument.Load(file).Descendants("AllowUnsafeBlocks"));
        }
    }
}
