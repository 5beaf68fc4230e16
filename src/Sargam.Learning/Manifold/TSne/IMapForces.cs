namespace Sargam.Learning.Manifold.TSne;

/// <summary>Positions of a map with the forces on them.</summary>
internal interface IMapForces
{
    /// <summary>Number of points; the arrays may be longer.</summary>
    int Count { get; }

    /// <summary>Horizontal positions.</summary>
    float[] X { get; }

    /// <summary>Vertical positions.</summary>
    float[] Y { get; }

    /// <summary>Derivative of the divergence by <see cref="X"/>, <see cref="Count"/> values.</summary>
    float[] GradientX { get; }

    /// <summary>Derivative of the divergence by <see cref="Y"/>, the same.</summary>
    float[] GradientY { get; }

    /// <summary>Computes the gradient at the current positions, with attraction made stronger by a factor.</summary>
    void ComputeGradient(float exaggeration, CancellationToken cancellationToken);

    /// <summary>Kullback-Leibler divergence at the current positions, in nats.</summary>
    double Divergence(CancellationToken cancellationToken);
}
