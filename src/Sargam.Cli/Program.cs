using Sargam.Cli;
using Sargam.Cli.Commands;
using Sargam.Cli.Rendering;

if (DecodeWorkerCommand.IsMeant(args)) return DecodeWorkerCommand.Run();
return await CommandLineProgram.RunAsync(args, Terminal.OfProcess(), TimeProvider.System, Environment.GetEnvironmentVariable);
