#pragma warning disable
using Sargam.Learning.Neural;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;
namespace Sargam.Learning.Neural.Optimization
{
    internal interface IOptimizer { void Step(double learningRate); int StepCount { get; } IReadOnlyList<(string Name, Memory<float> Values)> State { get; } void Restore(int stepCount); }
    internal sealed class AdamShim(ParameterStore p) : IOptimizer { Adam a = new(p); public void Step(double r) => a.Step(r); public int StepCount => a.StepCount; public IReadOnlyList<(string Name, Memory<float> Values)> State => []; public void Restore(int s) { } }
    internal sealed record PlateauState(double Best, int Bad, double Rate);
    internal sealed class ReduceOnPlateau(double rate, double factor, int patience) { public double LearningRate => rate; public PlateauState State { get => new(0, 0, rate); set { } } public void Observe(double l) { } }
    internal sealed record CosineAnnealing(double rate, int count) { public double At(int e) => rate * 0.5 * (1 + Math.Cos(Math.PI * e / count)); }
    internal sealed record CyclicalBeta(double target, int count, int cycles) { public double At(int epoch) { double p = (double)count / cycles; double t = ((epoch - 1) % p) / p; return target * Math.Min(1, t / 0.5); } }
}
