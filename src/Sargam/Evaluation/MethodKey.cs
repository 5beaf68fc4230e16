using Sargam.Clustering;
using Sargam.Representation;

namespace Sargam.Evaluation;

/// <summary>A method of a run: what was clustered, by what. Seeds of one method are scored together.</summary>
internal readonly record struct MethodKey(RepresentationMethod Space, ClustererKind Clusterer)
{
    /// <summary>The method that made a clustering.</summary>
    public static MethodKey Of(ClusterAssignment assignment) => new(assignment.Method, assignment.Clusterer);

    /// <summary>As people read it: <c>vae + kmeans</c>.</summary>
    public override string ToString() => $"{Space.ToName()} + {Clusterer.ToName()}";
}
