using System.Collections.Frozen;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;

namespace Hotline117.FaultTests.Simulated;

/// <summary>What <c>extensions.conf</c> does with callers and telephones, in its words: hold, offer, wait, fallback, emergency.</summary>
/// <param name="plan">The last good plan that a router left.</param>
internal sealed class FaultySwitch(SimulatedTime time, CentreDirectory directory, IReadOnlyList<string> plan, Observer observer, Random random)
{
    private static readonly TimeSpan HoldSeconds = TimeSpan.FromSeconds(2), RingSeconds = TimeSpan.FromSeconds(15), WaitSeconds = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, SwitchCall> _calls = [];
    private readonly Dictionary<string, int> _inUse = [];
    private int _starts;

    public List<AmiLink> Links { get; } = [];

    /// <summary>Made of the moment at which it is heard.</summary>
    public event Action<AmiLink, Func<DateTimeOffset, CallSignal>>? Says;

    public IReadOnlySet<string> Channels => _calls.Keys.ToFrozenSet();

    public bool IsOfThisStart(string callId) => callId.StartsWith($"switch-{_starts}.", StringComparison.Ordinal);

    public int? StepOf(string callId) => _calls.GetValueOrDefault(callId)?.Step;

    public void Arrive(Person person)
    {
        var call = new SwitchCall($"switch-{_starts}.{observer.Calls.Count}", person, time.Now);
        _calls.Add(call.Id, call);
        observer.Calls.Add(call);
        if (person.Patience is { } patience)
            time.After(patience, () => GiveUp(call));
        Hold(call);
    }

    public void Redirect(string callId, int step, IReadOnlyList<string> lines)
    {
        if (Pull(callId, step, lines) is not { } call)
            return;
        call.Step++;
        Ring(call, lines, byFallback: false, wasEngaged => Hold(call, wasEngaged));
    }

    public void LetWait(string callId, int step)
    {
        if (Pull(callId, step, []) is not { } call)
            return;
        var move = call.MoveTo(Where.Waiting, time.Now);
        time.After(WaitSeconds, () =>
        {
            if (call.Move == move)
                HoldAnew(call);
        });
    }

    public void SendToEmergency(string callId, int step)
    {
        if (Pull(callId, step, []) is { } call)
            Emergency(call);
    }

    /// <summary>All channels end, and no router hears of it.</summary>
    public void Stop()
    {
        foreach (var call in _calls.Values.ToList())
        {
            call.LostWithSwitch = true;
            Leave(call);
        }

        _starts++;
    }

    /// <summary>A redirect pulls the caller out of whatever she is in; where it answers an earlier question she is led back (hotline-late).</summary>
    private SwitchCall? Pull(string callId, int step, IReadOnlyList<string> to)
    {
        if (!_calls.TryGetValue(callId, out var call) || call.Step != step)
            return null;
        if (call.Where is Where.Talking)
            observer.Broken($"{callId} was pulled out of a conversation with {string.Join(' ', call.Lines)}, to {string.Join(' ', to)}.");
        FreeLines(call);
        return call;
    }

    private void HoldAnew(SwitchCall call)
    {
        call.Tried.Clear();
        Hold(call);
    }

    private void Hold(SwitchCall call, bool wasEngaged = false)
    {
        var move = call.MoveTo(Where.Hold, time.Now);
        var (step, tried) = (++call.Step, call.Tried.ToFrozenSet());
        Say(at => new LineWanted(call.Id, at, step, call.Person.Region, CallerWishes.None, tried) { WasEngaged = wasEngaged, InDanger = call.Person.InDanger });
        time.After(HoldSeconds, () =>
        {
            if (call.Move == move)
                Fallback(call, new Queue<string>(plan));
        });
    }

    private void Fallback(SwitchCall call, Queue<string> left)
    {
        while (left.TryDequeue(out var line))
        {
            if (!call.Tried.Contains(line))
            {
                var step = ++call.Step;
                Say(at => new FallbackOffered(call.Id, at, step, line, directory.FindLine(line)?.Centre.Id));
                Ring(call, [line], byFallback: true, _ => Fallback(call, left));
                return;
            }
        }

        Emergency(call);
    }

    private void Emergency(SwitchCall call)
    {
        var (step, move) = (++call.Step, call.MoveTo(Where.Emergency, time.Now));
        Say(at => new EmergencyOffered(call.Id, at, step));
        time.After(TimeSpan.FromSeconds(1 + (4 * random.NextDouble())), () =>
        {
            if (call.Move != move)
                return;
            if (random.Next(8) == 0)
                HoldAnew(call);
            else
                Talk(call, []);
        });
    }

    private void Ring(SwitchCall call, IReadOnlyList<string> lines, bool byFallback, Action<bool> nobodyTook)
    {
        var move = call.MoveTo(Where.Ringing, time.Now, lines, byFallback);
        var phones = lines.Select(line => (Line: line, Answers: AnswersAfter(call, line))).ToList();
        foreach (var line in lines)
            _inUse[line] = _inUse.GetValueOrDefault(line) + 1;
        var refused = phones.TrueForAll(phone => phone.Answers is null);
        var first = phones.Where(phone => phone.Answers < RingSeconds).OrderBy(phone => phone.Answers).FirstOrDefault();
        time.After(refused ? TimeSpan.FromSeconds(0.3) : first.Answers ?? RingSeconds, () =>
        {
            if (call.Move != move)
                return;
            FreeLines(call);
            if (first.Line is { } line)
            {
                _inUse[line]++;
                Talk(call, [line]);
                return;
            }

            call.Tried.UnionWith(lines);
            call.MoveTo(Where.Hold, time.Now);
            nobodyTook(refused);
        });
    }

    /// <summary>Null where the telephone refuses: it is engaged.</summary>
    private TimeSpan? AnswersAfter(SwitchCall call, string line)
    {
        if (_inUse.GetValueOrDefault(line) >= directory.FindLine(line)!.Line.Capacity)
        {
            observer.RangEngaged(call, line, [.. _calls.Values.Where(other => other.Lines.Contains(line))]);
            return null;
        }

        return random.Next(10) switch { 0 => null, 1 => RingSeconds * 2, _ => TimeSpan.FromSeconds(0.2 + (6 * random.NextDouble())) };
    }

    private void Talk(SwitchCall call, IReadOnlyList<string> lines)
    {
        var (step, move, line) = (call.Step, call.MoveTo(Where.Talking, time.Now, lines), lines is [var only] ? only : null);
        call.HasTalked = true;
        Say(at => new LineAnswered(call.Id, at, line) { CentreId = line is null ? null : directory.FindLine(line)?.Centre.Id, Step = step });
        time.After(call.Person.Talks, () =>
        {
            if (call.Move == move)
                HangUp(call);
        });
    }

    private void GiveUp(SwitchCall call)
    {
        if (call.Where is Where.Talking or Where.Gone)
            return;
        call.HungUpHerself = true;
        HangUp(call);
    }

    private void HangUp(SwitchCall call)
    {
        Leave(call);
        Say(at => new HungUp(call.Id, at));
    }

    private void Leave(SwitchCall call)
    {
        FreeLines(call);
        call.MoveTo(Where.Gone, time.Now);
        _calls.Remove(call.Id);
    }

    private void FreeLines(SwitchCall call)
    {
        foreach (var line in call.Lines)
            _inUse[line]--;
    }

    private void Say(Func<DateTimeOffset, CallSignal> signal)
    {
        foreach (var link in Links)
            Says?.Invoke(link, signal);
    }
}
