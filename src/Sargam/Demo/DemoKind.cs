namespace Sargam.Demo;

/// <summary>Which truth the synthesised collection has.</summary>
public enum DemoKind
{
    /// <summary>Five styles, clearly different: clusters exist and the styles are what should be found.</summary>
    Mixed,

    /// <summary>One style varying continuously in some forty independent normal numbers: "no structure" is the honest verdict.</summary>
    Null,
}
