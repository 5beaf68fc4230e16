using Sargam.Tests.TestKit;

namespace Sargam.Tests.Architecture;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Sargam.Numerics")]
    [InlineData("Sargam.Learning")]
    [InlineData("Sargam")]
    public void A_change_of_the_public_interface_is_deliberate(string assembly) =>
        Snapshot.Matches($"public-api.{assembly}.verified.txt", PublicApi.Describe(System.Reflection.Assembly.Load(assembly)));
}
