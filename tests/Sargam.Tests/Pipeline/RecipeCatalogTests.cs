using Sargam.Pipeline;

namespace Sargam.Tests.Pipeline;

public sealed class RecipeCatalogTests
{
    public static TheoryData<string> Names => [.. RecipeCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_recipe_is_valid_says_what_it_is_and_is_called_by_its_name(string name)
    {
        Recipe recipe = Assert.Single(RecipeCatalog.Find(name));

        RecipeCheck.ThrowIfInvalid(recipe);
        Assert.Equal(name, recipe.Name);
        Assert.EndsWith(".", RecipeCatalog.Summary(name), StringComparison.Ordinal);
        Assert.Equal(RecipeFile.ToYaml(recipe), RecipeFile.ToYaml(RecipeFile.Parse(RecipeCatalog.Text(name), name)));
    }

    [Fact]
    public void Families_are_of_recipes_that_there_are()
    {
        foreach ((string family, IReadOnlyList<string> members) in RecipeCatalog.Families)
        {
            Assert.Equal(members, RecipeCatalog.Find(family).Select(recipe => recipe.Name));
            Assert.All(members, member => Assert.Contains(member, RecipeCatalog.Names));
        }
    }

    [Fact]
    public void A_mistyped_name_gets_a_guess()
    {
        Assert.Contains("did you mean mfcc-vae?", Assert.Throws<ArgumentException>(() => RecipeCatalog.Find("mfc-vae")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RecipeCatalog.Text("nothing"));
    }

    [Fact]
    public void Asking_for_another_network_takes_along_what_belonged_to_the_former()
    {
        Recipe rich = RecipeCatalog.Find(RecipeCatalog.Default)[0];

        RecipeCheck.ThrowIfInvalid(rich with { Features = rich.Features with { Schema = "mfcc-sequence" }, Represent = RepresentSettings.WithArchitecture(rich.Represent, "conv1d") });
        RecipeCheck.ThrowIfInvalid(rich with { Represent = RepresentSettings.WithVariational(rich.Represent, false) });
        RecipeCheck.ThrowIfInvalid(rich with { Represent = RepresentSettings.WithLatent(rich.Represent, 1) });
    }
}
