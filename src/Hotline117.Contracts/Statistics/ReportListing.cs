namespace Hotline117.Contracts.Statistics;

/// <summary>A report that can be had.</summary>
/// <param name="Period">A month, such as <c>2026-01</c>, or a quarter, such as <c>2026-Q1</c>.</param>
/// <param name="From">Its first day.</param>
/// <param name="To">Itself not counted.</param>
/// <param name="PublishedAt">Since then its numbers have not changed and never will.</param>
/// <param name="Revision">Of the form in which reports are made.</param>
public sealed record ReportListing(string Period, DateOnly From, DateOnly To, DateTimeOffset PublishedAt, int Revision);
