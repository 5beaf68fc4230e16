namespace Sargam.Learning.Manifold.TSne;

/// <summary>Gradient descent with momentum and a gain per coordinate (Jacobs, 1988), as t-SNE's authors and scikit-learn run it.</summary>
internal sealed class TSneDescent(IMapForces forces, float learningRate, float exaggeration, int maxIterations)
{
    private const int EarlyIterations = 250;
    private const int ReportInterval = 50;
    private const float EarlyMomentum = 0.5f;
    private const float FinalMomentum = 0.8f;
    private const double SmallestGradient = 1e-7;

    private readonly Coordinate _horizontal = new(forces.X, forces.GradientX, learningRate);
    private readonly Coordinate _vertical = new(forces.Y, forces.GradientY, learningRate);

    /// <summary>Moves the positions until the gradient vanishes after the early phase, or the iterations are used up.</summary>
    public Convergence Run(IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        double norm = 0;
        for (int iteration = 1; iteration <= maxIterations; iteration++)
        {
            bool early = iteration <= EarlyIterations;
            if (iteration == EarlyIterations + 1) Restart();
            cancellationToken.ThrowIfCancellationRequested();
            forces.ComputeGradient(early ? exaggeration : 1, cancellationToken);
            float momentum = early ? EarlyMomentum : FinalMomentum;
            norm = Math.Sqrt(_horizontal.Step(momentum) + _vertical.Step(momentum));
            if (iteration % ReportInterval != 0) continue;
            progress?.Report(new FitProgress(early ? "early exaggeration" : "descent", iteration, maxIterations, forces.Divergence(cancellationToken)));
            if (!early && norm <= SmallestGradient) return new Convergence(true, iteration, norm);
        }

        return new Convergence(norm <= SmallestGradient, maxIterations, norm);
    }

    private void Restart()
    {
        _horizontal.Restart();
        _vertical.Restart();
    }

    /// <summary>The state of one coordinate of all points.</summary>
    private sealed class Coordinate
    {
        private readonly float[] _positions;
        private readonly float[] _gradient;
        private readonly float[] _velocity;
        private readonly float[] _gains;
        private readonly float _learningRate;

        public Coordinate(float[] positions, float[] gradient, float learningRate)
        {
            _positions = positions;
            _gradient = gradient;
            _velocity = new float[gradient.Length];
            _gains = new float[gradient.Length];
            _learningRate = learningRate;
            Restart();
        }

        public void Restart()
        {
            Array.Clear(_velocity);
            Array.Fill(_gains, 1);
        }

        /// <summary>Moves every point once and returns the squared norm of the gradient.</summary>
        public double Step(float momentum)
        {
            double squares = 0;
            for (int i = 0; i < _gradient.Length; i++)
            {
                float gradient = _gradient[i];
                squares += (double)gradient * gradient;

                // Still going downhill in the same direction: speed up; turned round: slow down.
                bool same = _velocity[i] * gradient < 0;
                _gains[i] = Math.Max(0.01f, same ? _gains[i] + 0.2f : _gains[i] * 0.8f);
                _velocity[i] = momentum * _velocity[i] - _learningRate * _gains[i] * gradient;
                _positions[i] += _velocity[i];
            }

            return squares;
        }
    }
}
