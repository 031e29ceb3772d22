using Hotline117.Contracts;
using Hotline117.Contracts.Events;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;

namespace Hotline117.UnitTests.Routing;

/// <summary>
/// One call on a model of the switch, step by step at random: legs answer, are engaged, ring out; the caller hangs up; what the switch says reaches
/// two routers late, each in its own time; what they decide reaches the switch late. The switch rings what it was told while it holds the
/// caller, and otherwise its plan.
/// </summary>
internal sealed class RingingRace(Random random)
{
    private const int HoldMilliseconds = 2_000;
    private const int MostSteps = 60;
    private static readonly string[] Ids = ["a-1", "b-1", "c-1", "d-1", "e-1"];

    private enum Caller { Held, Rung, Talking, Gone }

    private readonly List<CallSignal> _said = [];
    private readonly Queue<(CallSignal Signal, int At)>[] _onTheWay = [new(), new()];
    private readonly List<(string[] Lines, int Step, int At)> _told = [];
    private readonly HashSet<string> _tried = [];
    private readonly HashSet<string> _ringing = [];
    private readonly HashSet<string> _engaged = [];
    private readonly HashSet<string> _places = [];
    private readonly List<string> _unanswered = [];
    private readonly List<string> _rangOut = [];
    private readonly List<CallEvent> _events = [];
    private Caller _caller = Caller.Held;
    private string? _talkingTo;
    private string[] _rung = [];
    private CallState? _state;
    private int _step;
    private int _heldSince;
    private int _now;

    public void Run()
    {
        Ask();
        for (var step = 0; step < MostSteps && _caller is not Caller.Gone; step++)
        {
            _now += random.Next(400);
            Obey();
            Switch();
            Deliver();
            Check();
        }

        if (_caller is not Caller.Gone)
            HangUp();
        while (_onTheWay.Any(router => router.Count > 0))
        {
            _now += 200;
            Deliver();
        }

        // All that was heard of it was a question, too late.
        if (_state is null)
            return;
        // Whatever was heard late and twice: all that was said is told again, and changes nothing.
        Assert.Equal(CallPhase.Ended, _state.Phase);
        Assert.Empty(_places);
        Assert.All(_said, signal => Assert.Null(Call.Apply(_state, signal, Guid.NewGuid)));
        Assert.Single(_events.OfType<CallEnded>());
        Assert.True(_events.OfType<CallAnswered>().Count() <= 1);
        // Each offer that a line let ring out counts once at most, and nothing else does.
        Assert.All(_unanswered.GroupBy(line => line), counted => Assert.True(counted.Count() <= _rangOut.Count(line => line == counted.Key), counted.Key));
    }

    private void Switch()
    {
        if (_caller is Caller.Held && _now - _heldSince >= HoldMilliseconds)
        {
            Ring([Ids[random.Next(Ids.Length)]]);
            Say(new FallbackOffered("1.1", Clock(), ++_step, _rung[0], _rung[0][..1]));
            return;
        }

        if (_caller is Caller.Rung)
        {
            // Several may do something in the same moment: their channels are looked at in some order.
            foreach (var line in _ringing.OrderBy(_ => random.Next()).ToList())
            {
                if (!_ringing.Contains(line))
                    continue;
                switch (random.Next(8))
                {
                    case 0:
                        Answer(line);
                        break;
                    case 1:
                        _engaged.Add(line);
                        _ringing.Remove(line);
                        break;
                    case 2:
                        _rangOut.Add(line);
                        _ringing.Remove(line);
                        break;
                    default:
                        break;
                }
            }

            if (_caller is Caller.Rung && _ringing.Count == 0)
            {
                _tried.UnionWith(_rung);
                Ask();
            }
        }

        if (random.Next(25) == 0)
            HangUp();
    }

    private void Answer(string line)
    {
        Assert.Null(_talkingTo);
        (_caller, _talkingTo) = (Caller.Talking, line);
        // The others are hung up by the switch in the same moment.
        _ringing.Clear();
        Say(new LineAnswered("1.1", Clock(), _rung.Length > 1 ? line : null));
    }

    private void HangUp()
    {
        (_caller, _talkingTo) = (Caller.Gone, null);
        _ringing.Clear();
        Say(new HungUp("1.1", Clock()));
    }

    private void Ring(string[] lines)
    {
        (_caller, _rung) = (Caller.Rung, lines);
        _ringing.UnionWith(lines);
    }

    private void Ask()
    {
        (_caller, _heldSince) = (Caller.Held, _now);
        Say(new LineWanted("1.1", Clock(), ++_step, CallerRegion.Unknown, CallerWishes.None, _tried.ToHashSet())
        {
            WasEngaged = _rung.Length == 1 && _engaged.Count == 1,
            Engaged = _engaged.ToHashSet(),
        });
        _engaged.Clear();
        if (_tried.Count >= Ids.Length - 1)
            _tried.Clear();
    }

    private void Say(CallSignal signal)
    {
        _said.Add(signal);
        foreach (var router in _onTheWay)
            router.Enqueue((signal, _now + random.Next(random.Next(2) == 0 ? 100 : 2_000)));
    }

    private void Deliver()
    {
        foreach (var router in _onTheWay.OrderBy(_ => random.Next()))
        {
            while (router.TryPeek(out var next) && next.At <= _now)
                Hear(router.Dequeue().Signal);
        }
    }

    private void Hear(CallSignal signal)
    {
        // As the handler does: a question too old is left to the switch.
        if (signal is LineWanted && Clock() - signal.At > Call.AnswerWithin)
            return;
        if (Call.Apply(_state, signal, Guid.NewGuid) is not { } transition)
            return;
        _unanswered.AddRange(transition.Had.Where(had => had.Experience is LineExperience.Unanswered).Select(had => had.LineId));
        _state = transition.Next;
        _events.AddRange(transition.Events);
        string[] free = transition.WantsLine ? [.. Ids.Where(id => !_state.Tried.Contains(id)).OrderBy(_ => random.Next()).Take(random.Next(6))] : [];
        if (free.Length > 0)
        {
            _state = Call.Offered(_state, signal.At, [.. free.Select(id => new HeldLine(id, id[..1]))]);
            // Less than the switch waits after the last moment in which the router answers.
            _told.Add((free, _state.Step, _now + random.Next(400)));
        }

        _places.Clear();
        _places.UnionWith(_state.Lines.Select(line => line.LineId));
    }

    private void Obey()
    {
        foreach (var told in _told.Where(told => told.At <= _now).ToList())
        {
            _told.Remove(told);
            // A redirect pulls the caller out of whatever she is in: a live leg would be dropped.
            if (_caller is Caller.Gone)
                continue;
            Assert.Equal(Caller.Held, _caller);
            _ringing.Clear();
            Ring(told.Lines);
        }
    }

    private void Check()
    {
        Assert.True(_caller is Caller.Talking == (_talkingTo is not null));
        Assert.True(_caller is not Caller.Talking || _ringing.Count == 0);
        Assert.True(_state is not { Phase: CallPhase.Talking } || _state.Lines.Count <= 1);
    }

    private DateTimeOffset Clock() => World.Start.AddMilliseconds(_now);
}
