namespace Sargam;

/// <summary>The version of this build.</summary>
public static class SargamVersion
{
    /// <summary>Such as <c>0.1.0</c>; written to manifests, reports and artifact keys.</summary>
    public static string Current { get; } = typeof(SargamVersion).Assembly.GetName().Version!.ToString(3);
}
