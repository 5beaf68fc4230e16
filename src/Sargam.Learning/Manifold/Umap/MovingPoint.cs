using System.Runtime.CompilerServices;

namespace Sargam.Learning.Manifold.Umap;

/// <summary>One point being moved among others that stand still. A step of one coordinate is at most 4 (umap-learn).</summary>
internal readonly ref struct MovingPoint
{
    private const float LongestStep = 4;

    private readonly MapForces _forces;
    private readonly ReadOnlySpan<float> _others;
    private readonly Span<float> _position;

    /// <summary>Starts moving.</summary>
    /// <param name="forces">How others pull and push.</param>
    /// <param name="others">Positions of the others, one after another.</param>
    /// <param name="position">Where the point is; changed by every step.</param>
    public MovingPoint(MapForces forces, ReadOnlySpan<float> others, Span<float> position)
    {
        _forces = forces;
        _others = others;
        _position = position;
    }

    /// <summary>A step towards another point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Approach(int other, float rate)
    {
        ReadOnlySpan<float> target = _others.Slice(other * _position.Length, _position.Length);
        Move(target, _forces.Pull(SquaredDistance(target)), rate);
    }

    /// <summary>A step away from another point; none where both are at the same place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Avoid(int other, float rate)
    {
        ReadOnlySpan<float> target = _others.Slice(other * _position.Length, _position.Length);
        Move(target, _forces.Push(SquaredDistance(target)), rate);
    }

    /// <summary>A random number from 0 to below a maximum, 0 when that is 0 (Marsaglia, 2003: xorshift).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Draw(ref ulong random, int exclusiveMaximum)
    {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        return (int)(((random >> 32) * (ulong)exclusiveMaximum) >> 32);
    }

    /// <summary>Steps away from random others.</summary>
    /// <param name="self">The point itself, which is passed over; -1 when it is none of them.</param>
    /// <param name="count">How many are drawn.</param>
    /// <param name="rate">Length of the step.</param>
    /// <param name="random">State of the point's own generator, not 0.</param>
    public void AvoidSome(int self, int count, float rate, ref ulong random)
    {
        int population = _others.Length / _position.Length;
        for (int i = 0; i < count; i++)
        {
            int other = Draw(ref random, population);
            if (other != self) Avoid(other, rate);
        }
    }

    private float SquaredDistance(ReadOnlySpan<float> target)
    {
        float sum = 0;
        for (int c = 0; c < target.Length; c++)
        {
            float difference = _position[c] - target[c];
            sum += difference * difference;
        }

        return sum;
    }

    private void Move(ReadOnlySpan<float> target, float factor, float rate)
    {
        for (int c = 0; c < target.Length; c++)
        {
            float step = factor * (_position[c] - target[c]);
            _position[c] += rate * Math.Min(LongestStep, Math.Max(-LongestStep, step));
        }
    }
}
