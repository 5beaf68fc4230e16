namespace Sargam.Learning.Text;

/// <summary>What the entries of a row are divided by.</summary>
public enum RowNorm
{
    /// <summary>The root of their sum of squares.</summary>
    L2,

    /// <summary>Their sum.</summary>
    L1,

    /// <summary>Nothing.</summary>
    None,
}
