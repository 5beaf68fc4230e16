namespace Sargam.Pipeline;

/// <summary>Unlike <see cref="Progress{T}"/>, reports at once and on the thread that made the step.</summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
