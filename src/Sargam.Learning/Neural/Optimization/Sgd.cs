using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// Gradient descent with momentum (PyTorch: <c>optim.SGD</c> without dampening): the velocity is momentum times itself plus the
/// gradient; Nesterov's form looks one step ahead. Weight decay adds to the gradient. Without momentum there is no state.
/// </summary>
internal sealed class Sgd : Optimizer
{
    private readonly float _momentum;
    private readonly bool _isNesterov;
    private readonly float _weightDecay;

    public Sgd(ParameterStore parameters, double momentum = 0, bool isNesterov = false, double weightDecay = 0)
        : base(parameters, momentum == 0 ? [] : ["momentum_buffer"])
    {
        if (isNesterov && momentum == 0) throw new ArgumentException("momentum must be above 0 for Nesterov's form, got 0", nameof(momentum));
        (_momentum, _isNesterov, _weightDecay) = ((float)momentum, isNesterov, (float)weightDecay);
    }

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        StepCount++;
        var rate = (float)learningRate;
        if (_momentum == 0) Apply(new PlainRule(rate, _weightDecay));
        else Apply(new MomentumRule(rate, _weightDecay, _momentum, _isNesterov ? 1 : 0));
    }

    private readonly struct PlainRule(float rate, float decay) : IRule
    {
        public static int StateCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Move(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second) =>
            value - (gradient + value * decay) * rate;
    }

    private readonly struct MomentumRule(float rate, float decay, float momentum, float ahead) : IRule
    {
        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Move(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
        {
            Vector<float> g = gradient + value * decay;
            first = FlushState(first * momentum + g);

            // Ahead is 1 for Nesterov (gradient + momentum x velocity), 0 for the velocity itself.
            Vector<float> direction = ahead > 0 ? g + first * momentum : first;
            return value - direction * rate;
        }
    }
}
