using Hotline117.Asterisk.Events;

namespace Hotline117.Asterisk;

/// <summary>The reply to an action that lists.</summary>
/// <param name="Response">The error, where one came after the list had begun; else the first reply.</param>
/// <param name="Items">The events of the list in order, without the closing one.</param>
/// <param name="Completion">The closing event, which may hold totals; null where the reply was an error or no list.</param>
public sealed record AmiListResponse(AmiResponse Response, IReadOnlyList<AmiEvent> Items, AmiEvent? Completion)
{
    public bool IsComplete => Completion is not null;

    public override string ToString() => $"{Response}, {Items.Count} items";
}
