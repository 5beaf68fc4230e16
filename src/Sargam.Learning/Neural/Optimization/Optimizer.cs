using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Optimization;

/// <summary>
/// What optimisers share: state beside the store's flat values, saving and restoring it, and the one pass over everything. The pass is
/// cut into fixed chunks; elements do not affect each other.
/// </summary>
internal abstract class Optimizer : IOptimizer
{
    // Moments and gradients below these move no weight of a usual size (Adam's epsilon is far larger) but decay into denormals,
    // which are slow; .NET cannot switch the processor to flush them.
    private const float SmallestMoment = 1e-36f;
    private const float SmallestGradient = 1e-18f;

    private const int ChunkLength = 65536;

    private readonly ParameterStore _parameters;
    private readonly float[][] _states;

    protected Optimizer(ParameterStore parameters, params ReadOnlySpan<string> stateNames)
    {
        _parameters = parameters;
        _states = new float[stateNames.Length][];
        var state = new (string, ReadOnlyMemory<float>)[stateNames.Length];
        for (int i = 0; i < stateNames.Length; i++)
        {
            _states[i] = new float[parameters.Values.Length];
            state[i] = (stateNames[i], _states[i]);
        }

        State = state;
    }

    /// <summary>How one element moves.</summary>
    protected interface IRule
    {
        /// <summary>State arrays it uses, from the first on.</summary>
        static abstract int StateCount { get; }

        /// <summary>The new value; updates the state. The gradient has been flushed.</summary>
        Vector<float> Move(Vector<float> value, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
    }

    public int StepCount { get; protected set; }

    public IReadOnlyList<(string Name, ReadOnlyMemory<float> Values)> State { get; }

    public abstract void Step(double learningRate);

    public void Restore(int stepCount, IReadOnlyList<(string Name, ReadOnlyMemory<float> Values)> state)
    {
        static string Describe(IEnumerable<(string Name, ReadOnlyMemory<float> Values)> state) =>
            string.Join(", ", state.Select(array => $"{array.Name} ({array.Values.Length})"));

        ArgumentOutOfRangeException.ThrowIfNegative(stepCount);
        (string, int)[] expected = [.. State.Select(array => (array.Name, array.Values.Length))];
        if (!expected.SequenceEqual(state.Select(array => (array.Name, array.Values.Length))))
        {
            throw new ArgumentException($"the optimiser's state must be [{Describe(State)}], got [{Describe(state)}]", nameof(state));
        }

        for (int i = 0; i < _states.Length; i++) state[i].Values.CopyTo(_states[i]);
        StepCount = stepCount;
    }

    /// <summary>Applies a rule to every value.</summary>
    protected void Apply<TRule>(TRule rule)
        where TRule : struct, IRule
    {
        var kernel = new Kernel<TRule>(rule, _states.Length > 0 ? _states[0] : [], _states.Length > 1 ? _states[1] : []);
        SpanChunks.ForEach(kernel, _parameters.Values.Length, ChunkLength, _parameters.Gradients, [], [], _parameters.Values);
    }

    /// <summary>State that has faded becomes 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static Vector<float> FlushState(Vector<float> state) => Flush(state, SmallestMoment);

    // Written as "not below" so that NaN passes and is noticed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Flush(Vector<float> value, float smallest) =>
        Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(value), new Vector<float>(smallest)), Vector<float>.Zero, value);

    private readonly struct Kernel<TRule>(TRule rule, float[] firstState, float[] secondState) : ISpanKernel
        where TRule : struct, IRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            TRule r = rule;
            ref float gradients = ref MemoryMarshal.GetReference(first);
            ref float values = ref MemoryMarshal.GetReference(destination);
            ref float state1 = ref MemoryMarshal.GetArrayDataReference(firstState);
            ref float state2 = ref MemoryMarshal.GetArrayDataReference(secondState);
            int i = start;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> s1 = TRule.StateCount > 0 ? Vector.LoadUnsafe(ref state1, (nuint)i) : default;
                Vector<float> s2 = TRule.StateCount > 1 ? Vector.LoadUnsafe(ref state2, (nuint)i) : default;
                Vector<float> gradient = Flush(Vector.LoadUnsafe(ref gradients, (nuint)i), SmallestGradient);
                r.Move(Vector.LoadUnsafe(ref values, (nuint)i), gradient, ref s1, ref s2).StoreUnsafe(ref values, (nuint)i);
                if (TRule.StateCount > 0) s1.StoreUnsafe(ref state1, (nuint)i);
                if (TRule.StateCount > 1) s2.StoreUnsafe(ref state2, (nuint)i);
            }

            if (i == end) return;
            Vector<float> rest1 = TRule.StateCount > 0 ? PaddedVector.Load(firstState.AsSpan(i, end - i)) : default;
            Vector<float> rest2 = TRule.StateCount > 1 ? PaddedVector.Load(secondState.AsSpan(i, end - i)) : default;
            Vector<float> rest = Flush(PaddedVector.Load(first[i..end]), SmallestGradient);
            r.Move(PaddedVector.Load(destination[i..end]), rest, ref rest1, ref rest2).StoreTo(destination[i..end]);
            if (TRule.StateCount > 0) rest1.StoreTo(firstState.AsSpan(i, end - i));
            if (TRule.StateCount > 1) rest2.StoreTo(secondState.AsSpan(i, end - i));
        }
    }
}
