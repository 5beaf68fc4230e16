using System.Reflection;
using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>How to start a worker: a program that calls <see cref="DecodeWorker.Run"/>.</summary>
/// <param name="Program">Full path of the executable.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>
    /// The program that an assembly is the main assembly of, started anew with an argument: by the <c>dotnet</c> that runs this
    /// process, or by the executable itself where there is none (self-contained or in one file).
    /// </summary>
    /// <param name="program">The assembly with <c>Main</c>.</param>
    /// <param name="verb">The argument that makes it a worker.</param>
    /// <returns>Null when the executable cannot be found.</returns>
    public static WorkerCommand? ForProgram(Assembly program, string verb = DecodeWorker.Verb)
    {
        ArgumentNullException.ThrowIfNull(program);
        // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>.
        string host = Path.GetFullPath(Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        string file = program.Location;
        if (file.Length > 0 && File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json")) && File.Exists(host)) return new WorkerCommand(host, [file, verb]);
        return Assembly.GetEntryAssembly() == program && Environment.ProcessPath is { } executable ? new WorkerCommand(executable, [verb]) : null;
    }
}
