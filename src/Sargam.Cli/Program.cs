using Sargam.Cli;
using Sargam.Cli.Rendering;

return await CommandLineProgram.RunAsync(args, Terminal.OfProcess(), TimeProvider.System, Environment.GetEnvironmentVariable);
