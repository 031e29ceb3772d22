using System.Diagnostics;

namespace Hotline117.ReportingService.Consumers;

/// <summary>A message as the broker delivered it.</summary>
/// <param name="Publisher">The publisher's span, or default where it sent none.</param>
public sealed record Delivery(string RoutingKey, ReadOnlyMemory<byte> Body, ActivityContext Publisher);
