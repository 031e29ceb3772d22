using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.Asterisk.Protocol;

/// <summary>An action on its way to its reply. Changed only under the gate of <see cref="ActionsInFlight"/>.</summary>
internal sealed class PendingAction(AmiAction action, string id, bool isList)
{
    private readonly TaskCompletionSource<AmiListResponse> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<AmiEvent> _items = [];
    private AmiResponse? _listStart;

    public AmiAction Action => action;

    public string Id => id;

    public bool IsList => isList;

    /// <summary>On the wire: from here on a reply can come.</summary>
    public bool IsSent { get; set; }

    /// <summary>Nobody waits any more; kept so that a late reply is known for what it is.</summary>
    public bool IsAbandoned { get; set; }

    public Task<AmiListResponse> Reply => _reply.Task;

    public void Fail(AmiException exception)
    {
        _reply.TrySetException(exception);
        _ = _reply.Task.Exception; // an abandoned action's is nobody's to observe
    }

    /// <returns>False where such a reply can't follow what came before: a list that has begun takes only an error.</returns>
    public bool TryTake(AmiResponse response, out bool isDone)
    {
        var begins = isList && response.IsSuccess && !response.TryGetUtf8("Output"u8, out _);
        isDone = !begins;
        if (begins && _listStart is not null)
            return false;
        if (begins)
            _listStart = response;
        else
            _reply.TrySetResult(new(response, [.. _items], Completion: null));
        return true;
    }

    /// <returns>False where the event is none of this list's.</returns>
    public bool TryTake(AmiEvent item, int maxItems, out bool isDone)
    {
        isDone = false;
        // A UserEvent repeats the ActionID and any header that its sender likes.
        if (_listStart is null || item.Is<UserEventReceived>())
            return false;
        if (item.Has("EventList"u8, "Complete"u8) || item.Has("EventList"u8, "Cancelled"u8) || item.Name == "WaitEventComplete")
        {
            isDone = true;
            _reply.TrySetResult(new(_listStart, _items, item));
        }
        else if (IsAbandoned)
        {
            _items.Clear();
        }
        else if (_items.Count < maxItems)
        {
            _items.Add(item);
        }
        else
        {
            isDone = true;
            Fail(new AmiException($"{action.Name}: the list has more than {maxItems} items ({nameof(AmiClientOptions.MaxListItems)})"));
        }
        return true;
    }
}
