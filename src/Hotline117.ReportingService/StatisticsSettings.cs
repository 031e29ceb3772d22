using System.Globalization;
using Hotline117.Contracts.Statistics;
using Hotline117.Hosting;

namespace Hotline117.ReportingService;

/// <summary>What the figures are computed with and when they are published: the configuration section <c>Statistics</c>.</summary>
/// <param name="SmallestCell">No published cell has fewer calls. It can be raised, never lowered below 5.</param>
/// <param name="SettleDays">A month is published so many days after its end: wrap-ups and callbacks come late.</param>
/// <param name="RequestsPerMinute">Of one role's key.</param>
/// <param name="PublishUnasked">False: a month is published only once somebody asks for it, say while an older database is being brought in. Nothing is deleted then either.</param>
/// <param name="KeepCallsMonths">Single calls are deleted when so many months after theirs are settled; 0: never. Aggregates stay.</param>
public sealed record StatisticsSettings(int AnsweredWithinSeconds, int ShortAbandonSeconds, int SmallestCell, int SettleDays, int RequestsPerMinute, bool PublishUnasked = true, int KeepCallsMonths = 0)
{
    public static StatisticsSettings Default { get; } = new(20, 5, 5, 3, 300);

    private const int LeastKeepCallsMonths = 3;

    public FigureDefinitions Definitions => FigureDefinitions.With(AnsweredWithinSeconds, ShortAbandonSeconds, SmallestCell, SettleDays);

    /// <exception cref="ConfigurationException">Lists every fault.</exception>
    public static StatisticsSettings Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        int Number(string name, int otherwise, int least, int most)
        {
            var text = configuration[$"Statistics:{name}"];
            if (string.IsNullOrEmpty(text))
            {
                return otherwise;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            faults.Add($"Statistics:{name} is not a whole number from {least} to {most}.");
            return otherwise;
        }

        if (configuration["Statistics:PublishUnasked"] is { Length: > 0 } written && !bool.TryParse(written, out _))
        {
            faults.Add("Statistics:PublishUnasked is neither true nor false.");
        }

        var keep = Number(nameof(KeepCallsMonths), Default.KeepCallsMonths, 0, 1200);
        if (keep is > 0 and < LeastKeepCallsMonths)
        {
            faults.Add($"Statistics:{nameof(KeepCallsMonths)} is less than {LeastKeepCallsMonths}: calls are needed until they are reconciled, and statements are asked for. 0 keeps them for good.");
        }

        var settings = new StatisticsSettings(
            Number(nameof(AnsweredWithinSeconds), Default.AnsweredWithinSeconds, 1, 600),
            Number(nameof(ShortAbandonSeconds), Default.ShortAbandonSeconds, 1, 60),
            Number(nameof(SmallestCell), Default.SmallestCell, 5, 1000),
            Number(nameof(SettleDays), Default.SettleDays, 1, 28),
            Number(nameof(RequestsPerMinute), Default.RequestsPerMinute, 1, 100_000),
            !bool.TryParse(configuration["Statistics:PublishUnasked"], out var isUnasked) || isUnasked,
            keep);
        return faults.Count == 0 ? settings : throw new ConfigurationException(faults);
    }
}
