using System.Net;
using Sargam.Storage;

namespace Sargam.Cli.Web;

/// <summary>What is served, and where.</summary>
internal sealed record WebServerOptions
{
    /// <summary>The workspace.</summary>
    public required Workspace Workspace { get; init; }

    /// <summary>The run to show first; null for the newest that is finished.</summary>
    public string? RunName { get; init; }

    /// <summary>The address to listen at.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>How many threads a request may use; null for as many as there are cores.</summary>
    public int? Threads { get; init; }

    /// <summary>For the age of progress.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where what nobody expected is told.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
