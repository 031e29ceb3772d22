using System.Text.Json;

namespace Hotline117.Web.Shared;

/// <summary>Another part of the hotline is away, refuses, or answers what it should not.</summary>
public static class ServiceFault
{
    /// <param name="cancellation">Of whoever asked: to have lost patience is no fault.</param>
    public static bool Is(Exception fault, CancellationToken cancellation) =>
        fault is HttpRequestException or JsonException || (fault is TaskCanceledException && !cancellation.IsCancellationRequested);
}
