using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Tests.Representation;

public sealed class RepresenterTests
{
    /// <summary>Crops of one track resemble each other: eight times three tracks are no twenty to decide by.</summary>
    [Theory]
    [InlineData(30, 8, false)]
    [InlineData(200, 1, true)]
    [InlineData(200, 2, true)]
    public void Tracks_are_counted_when_it_is_decided_whether_some_can_be_held_out(int tracks, int crops, bool isValidated)
    {
        var rng = new Rng(1);
        var features = new Matrix(tracks, 3 * crops);
        foreach (ref float value in features.Values) value = (float)rng.Normal();
        var recipe = new Recipe { Represent = new RepresentRecipe { Epochs = 2, Hidden = [4], Latent = 2 } };

        Representer.Fitted fitted = new Representer(recipe, TrackLayout.Plain(crops)).Fit(
            RepresentationMethod.Vae, new TrackViews(features), seed: 1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.All(fitted.Vae!.History, epoch => Assert.Equal(isValidated, epoch.ValidationTotal is not null));
    }
}
