using Sargam.Scanning;

namespace Sargam.Tests.Scanning;

public sealed class SpellingsTests
{
    [Fact]
    public void The_most_common_spelling_wins_whatever_the_order()
    {
        string[] cells = ["rock", "Rock", "ROCK", "Rock; hip hop", "Hip-Hop", "Hip-Hop"];

        foreach (string[] order in new[] { cells, [.. cells.Reverse()] })
        {
            var spellings = new Spellings([], order);
            Assert.Equal(["Rock", "Rock", "Rock", "Rock; Hip-Hop", "Hip-Hop", "Hip-Hop"], cells.Select(spellings.Unify));
        }
    }

    [Fact]
    public void Equally_common_spellings_are_decided_by_their_letters() => Assert.Equal("ROCK", new Spellings([], ["rock", "ROCK", "Rock"]).Unify("rock"));

    [Fact]
    public void What_the_user_wrote_stands() => Assert.Equal("ann", new Spellings(["ann"], ["Ann", "Ann", "Ann"]).Unify("ANN"));

    [Fact]
    public void Values_that_are_different_stay_different()
    {
        var spellings = new Spellings([], ["AC/DC", "ACDC", "-", "--", "রক"]);

        Assert.Equal(["AC/DC", "ACDC", "-", "--", "রক"], new[] { "AC/DC", "ACDC", "-", "--", "রক" }.Select(spellings.Unify));
    }
}
