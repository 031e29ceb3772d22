using Hotline117.Contracts;

namespace Hotline117.Routing.Calls;

/// <summary>One call of somebody who may dial again, as it is known for minutes. Nothing in it tells who that is.</summary>
/// <param name="CameAt">Since when the place among those who wait counts.</param>
public sealed record Visit(string CallId, DateTimeOffset CameAt)
{
    /// <summary>Null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>The line that talked or rang in the end.</summary>
    public string? LineId { get; init; }
    public CallPriority Priority { get; init; } = CallPriority.Normal;
    public BehindReason? BehindFor { get; init; }
    /// <summary>When a counsellor called it a nuisance.</summary>
    public DateTimeOffset? MarkedAt { get; init; }

    /// <summary>After this moment nothing follows from it any more.</summary>
    public bool IsOver(AgainPolicy policy, DateTimeOffset now) => EndedAt is { } ended && now >= ended + policy.KnownFor;
}

/// <summary>What follows from a caller's earlier calls for the next one.</summary>
/// <param name="CutOff">The last of them, if the caller may have been cut off. Whether she was or hung up, nobody can tell: either way she gets no better
/// place than she would have by staying on the line.</param>
/// <param name="IsNuisance">Counsellors have said so, often enough.</param>
public sealed record KnownCaller(Visit? CutOff, bool IsNuisance)
{
    /// <param name="visits">The caller's other calls.</param>
    /// <returns>Null where nothing follows.</returns>
    public static KnownCaller? Of(IEnumerable<Visit> visits, AgainPolicy policy, DateTimeOffset now)
    {
        Visit? last = null;
        var marks = 0;
        foreach (var visit in visits)
        {
            if (visit.EndedAt is { } ended && now < ended + policy.Redial && !(ended < last?.EndedAt))
                last = visit;
            if (visit.MarkedAt is { } marked && now < marked + policy.NuisanceWithin)
                marks++;
        }

        var isNuisance = policy.NuisanceMarks > 0 && marks >= policy.NuisanceMarks;
        var cutOff = isNuisance || last?.MarkedAt is not null ? null : last;
        return cutOff is null && !isNuisance ? null : new(cutOff, isNuisance);
    }
}
