using System.Security.Cryptography;
using Hotline117.Asterisk.Actions;
using Hotline117.Asterisk.Events;

namespace Hotline117.Asterisk.Protocol;

internal enum Attribution
{
    Answered,

    /// <summary>Nobody waits for it any more.</summary>
    Late,

    /// <summary>Its ActionID is unknown, it can't follow what came before, or it has none and could be anybody's.</summary>
    Unsolicited,
}

/// <summary>Which replies are awaited on one connection. A reply counts only if its ActionID, which is random, is awaited.</summary>
internal sealed class ActionsInFlight(AmiClientOptions options)
{
    // Short: a long ActionID loses its line end in the server. 36^12 can't be guessed.
    private const string IdAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int IdLength = 12;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingAction> _pending = [];
    private AmiException? _closed;
    private volatile int _lists;

    /// <summary>Only then is an event's ActionID worth looking at.</summary>
    public bool AwaitsLists => _lists > 0;

    public PendingAction Add(AmiAction action, bool isList)
    {
        var pending = new PendingAction(action, RandomNumberGenerator.GetString(IdAlphabet, IdLength), isList);
        lock (_gate)
        {
            if (_closed is not null)
                throw new AmiNotConnectedException($"{action.Name} was not sent: {_closed.Message}");
            if (_pending.Count >= options.MaxActionsInFlight)
                throw new AmiException($"{action.Name} was not sent: {_pending.Count} actions wait for a reply already ({nameof(AmiClientOptions.MaxActionsInFlight)})");
            _pending.Add(pending.Id, pending);
            _lists += isList ? 1 : 0;
        }
        return pending;
    }

    /// <returns>False where its caller gave up before, or the connection is over: it must not be written.</returns>
    public bool TryMarkSent(PendingAction pending)
    {
        lock (_gate)
            return pending.IsSent = _pending.ContainsKey(pending.Id);
    }

    /// <summary>The caller gave up. What was never sent is forgotten; a reply to the rest may still come.</summary>
    public void Abandon(PendingAction pending)
    {
        lock (_gate)
        {
            if (pending.IsSent)
                pending.IsAbandoned = true;
            else
                Remove_NeedsGate(pending);
        }
    }

    public bool IsAwaitedCommand(string actionId)
    {
        lock (_gate)
            return _pending.TryGetValue(actionId, out var pending) && pending.Action.Name.Equals("Command", StringComparison.OrdinalIgnoreCase);
    }

    public Attribution Answer(AmiResponse response, out PendingAction? answered)
    {
        lock (_gate)
        {
            answered = Find_NeedsGate(response);
            if (answered is null || !answered.TryTake(response, out var isDone))
                return Attribution.Unsolicited;
            if (isDone)
                Remove_NeedsGate(answered);
            return answered.IsAbandoned ? Attribution.Late : Attribution.Answered;
        }
    }

    public void AddToList(string actionId, AmiEvent item)
    {
        lock (_gate)
        {
            if (_pending.TryGetValue(actionId, out var pending) && pending.IsList
                && pending.TryTake(item, options.MaxListItems, out var isDone) && isDone)
                Remove_NeedsGate(pending);
        }
    }

    /// <summary>Ends one action for a reason other than its reply.</summary>
    public bool TryFail(string actionId, AmiException exception)
    {
        lock (_gate)
        {
            if (!_pending.TryGetValue(actionId, out var pending))
                return false;
            Remove_NeedsGate(pending);
            pending.Fail(exception);
            return true;
        }
    }

    /// <summary>The connection is over: all that wait are told, nothing more is taken.</summary>
    public void Close(AmiDisconnectedException reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            foreach (var pending in _pending.Values)
                pending.Fail(Unanswered(pending, reason));
            _pending.Clear();
            _lists = 0;
        }
    }

    private static AmiException Unanswered(PendingAction pending, AmiDisconnectedException reason) => pending.IsSent
        ? new AmiDisconnectedException($"{pending.Action.Name} has no reply, it may or may not have been carried out: {reason.Message}")
        : new AmiNotConnectedException($"{pending.Action.Name} was not sent: {reason.Message}");

    private PendingAction? Find_NeedsGate(AmiResponse response)
    {
        if (response.ActionId.Length > 0)
            return _pending.GetValueOrDefault(response.ActionId);
        // Some errors come without an ActionID. It is certain whose they are only if no other action could be meant.
        if (response.IsSuccess)
            return null;
        var sent = _pending.Values.Where(pending => pending.IsSent).Take(2).ToList();
        return sent is [var only] ? only : null;
    }

    private void Remove_NeedsGate(PendingAction pending)
    {
        if (_pending.Remove(pending.Id))
            _lists -= pending.IsList ? 1 : 0;
    }
}
