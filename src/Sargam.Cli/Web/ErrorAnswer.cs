using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sargam.Cli.Rendering;
using Sargam.Storage;

namespace Sargam.Cli.Web;

/// <summary>An error as one sentence: JSON for programs, plain text for people.</summary>
internal static class ErrorAnswer
{
    public static Task WriteAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        if (context.Request.Path.StartsWithSegments("/api")) return context.Response.WriteAsJsonAsync(new { error = sentence }, AnswerJson.Options, context.RequestAborted);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence + "\n", context.RequestAborted);
    }

    /// <summary>Turns what handlers throw into answers; what nobody expected is told on the terminal.</summary>
    public static async Task CatchAsync(HttpContext context, RequestDelegate next, TextWriter log)
    {
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            (int status, string sentence) = error switch
            {
                RequestException refused => (refused.Status, refused.Message),
                BadHttpRequestException bad => (bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "This is more than 1 MB, more than a playlist can be." : "The request cannot be understood."),
                JsonException => (StatusCodes.Status400BadRequest, "The body must be a JSON object as docs/serve.md describes it."),
                StoreException store => (StatusCodes.Status503ServiceUnavailable, store.Message),
                ArgumentException argument => (StatusCodes.Status400BadRequest, argument.Message.Split(" (Parameter '")[0]),
                IOException or UnauthorizedAccessException => (StatusCodes.Status503ServiceUnavailable, $"A file could not be read or written: {error.Message}"),
                _ => (StatusCodes.Status500InternalServerError, "Something unexpected went wrong: the terminal says what."),
            };
            if (status == StatusCodes.Status500InternalServerError) log.WriteLine($"sargam: something unexpected went wrong; please report it with the lines below.\n{SafeText.Lines(error.ToString())}");
            ResponseHeaders.Set(context.Response);
            await WriteAsync(context, status, SafeText.Line(sentence));
        }
    }
}

/// <summary>A request that is refused with a status of its own.</summary>
internal sealed class RequestException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static RequestException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static RequestException Bad(string message) => new(StatusCodes.Status400BadRequest, message);
}
