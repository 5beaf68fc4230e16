using System.Text.Json.Serialization;
using Sargam.Reporting.Figures;

namespace Sargam.Reporting.Page;

/// <summary>What the page's script reads first. The other side of this contract is <c>web/src/data/contract.ts</c>.</summary>
internal sealed record PageMeta
{
    /// <summary>The contract's version.</summary>
    public int V { get; } = 1;

    public required string Title { get; init; }

    /// <summary>Number of rows.</summary>
    public required int N { get; init; }

    /// <summary>Whether a server stands behind the page; then there is a column of track ids.</summary>
    public bool Served { get; init; }

    /// <summary>The run's name, for the server.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Run { get; init; }

    public required IReadOnlyList<PageColumn> Columns { get; init; }

    public required IReadOnlyList<PageMap> Maps { get; init; }

    public required IReadOnlyList<PageColouring> ColourBy { get; init; }

    /// <summary>From the report to the folder of the music; null when tracks are not files.</summary>
    public string? Root { get; init; }

    public PagePalette Palette { get; } = new();
}

/// <summary>One of the maps, its positions in the columns <c>x{i}</c> and <c>y{i}</c>.</summary>
internal sealed record PageMap(string Name, string Caption);

/// <summary>One way to colour tracks.</summary>
/// <param name="Column">The column with the codes.</param>
/// <param name="Label">What to call it.</param>
/// <param name="Kind"><c>category</c> or <c>share</c>.</param>
/// <param name="None">What tracks without a value are called.</param>
internal sealed record PageColouring(string Column, string Label, string Kind, string None)
{
    /// <summary>The column with the values' names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Names { get; init; }

    /// <summary>Whether every value has a colour, rather than the commonest only.</summary>
    public bool EveryValue { get; init; }

    /// <summary>What code 0 of a share stands for.</summary>
    public double From { get; init; }

    /// <summary>What code 254 of a share stands for.</summary>
    public double To { get; init; } = 1;
}

/// <summary>The figures' colours, which have one source only.</summary>
internal sealed record PagePalette
{
    public IReadOnlyList<string> Light { get; } = Figures.Palette.Light;

    public IReadOnlyList<string> Dark { get; } = Figures.Palette.Dark;

    public int Clear { get; } = Figures.Palette.ClearCount;

    public IReadOnlyList<string> Other { get; } = [Ink.Other.Light, Ink.Other.Dark];

    public IReadOnlyList<string> None { get; } = [Ink.Unknown.Light, Ink.Unknown.Dark];
}
