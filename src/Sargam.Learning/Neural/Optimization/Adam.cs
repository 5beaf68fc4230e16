using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015) with PyTorch's arithmetic: both moments corrected for their start at 0, epsilon added outside the
/// square root; weight decay adds to the gradient (PyTorch: <c>optim.Adam</c>).
/// </summary>
internal class Adam : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _epsilon;
    private readonly double _weightDecay;
    private readonly bool _isDecoupled;

    public Adam(ParameterStore parameters, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : this(parameters, beta1, beta2, epsilon, weightDecay, isDecoupled: false)
    {
    }

    private protected Adam(ParameterStore parameters, double beta1, double beta2, double epsilon, double weightDecay, bool isDecoupled)
        : base(parameters, "exp_avg", "exp_avg_sq")
    {
        (_beta1, _beta2, _epsilon) = (beta1, beta2, epsilon);
        (_weightDecay, _isDecoupled) = (weightDecay, isDecoupled);
    }

    /// <inheritdoc/>
    public override void Step(double learningRate)
    {
        StepCount++;
        Apply(new Rule
        {
            Beta1 = (float)_beta1,
            Beta2 = (float)_beta2,
            Complement1 = (float)(1 - _beta1),
            Complement2 = (float)(1 - _beta2),
            Rate = (float)(learningRate / (1 - Math.Pow(_beta1, StepCount))),
            InverseRoot = 1 / (float)Math.Sqrt(1 - Math.Pow(_beta2, StepCount)),
            Epsilon = (float)_epsilon,
            Decay = _isDecoupled ? 0 : (float)_weightDecay,
            Shrinkage = _isDecoupled ? (float)(1 - learningRate * _weightDecay) : 1,
        });
    }

    private readonly struct Rule : IRule
    {
        public static int StateCount => 2;

        public float Beta1 { get; init; }

        public float Beta2 { get; init; }

        public float Complement1 { get; init; }

        public float Complement2 { get; init; }

        public float Rate { get; init; }

        public float InverseRoot { get; init; }

        public float Epsilon { get; init; }

        /// <summary>Times the value, added to the gradient.</summary>
        public float Decay { get; init; }

        /// <summary>Of the value, before it moves.</summary>
        public float Shrinkage { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Move(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second)
        {
            Vector<float> g = gradient + value * Decay;
            first = FlushState(first * Beta1 + g * Complement1);
            second = FlushState(second * Beta2 + g * g * Complement2);
            return value * Shrinkage - first * Rate / (Vector.SquareRoot(second) * InverseRoot + new Vector<float>(Epsilon));
        }
    }
}
