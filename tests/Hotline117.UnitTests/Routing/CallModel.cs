using Hotline117.Contracts;
using Hotline117.Routing.Calls;

namespace Hotline117.UnitTests.Routing;

/// <summary>What becomes of a call, said as simply as it can be, without versions, events or leases.</summary>
internal sealed class CallModel
{
    private bool _atEmergency;
    private bool _wasAnswered;

    /// <summary>Null for a call that nobody has seen.</summary>
    public CallPhase? Phase { get; private set; }

    public string? Line { get; private set; }

    public int Step { get; private set; }

    public Disposition? Disposition { get; private set; }

    /// <param name="free">The line that is given to whoever needs one; null where all talk.</param>
    public void Hear(CallSignal signal, string? free)
    {
        if (Phase is CallPhase.Ended || (Phase is null && signal is not DialplanSignal) || (signal is DialplanSignal said && said.Step <= Step))
            return;
        switch (signal)
        {
            case LineWanted wanted:
                (Step, _atEmergency) = (wanted.Step, false);
                Ring(free);
                break;
            case FallbackOffered offered:
                (Step, _atEmergency) = (offered.Step, false);
                Ring(offered.LineId);
                break;
            case EmergencyOffered offered:
                (Step, _atEmergency, Line, Phase) = (offered.Step, true, null, CallPhase.Ringing);
                break;
            case EmergencyChosen when Phase is CallPhase.Waiting:
                (_atEmergency, Phase) = (true, CallPhase.Ringing);
                break;
            case TurnCame or LineChosen when Phase is CallPhase.Waiting && free is not null:
                Ring(free);
                break;
            case LineAnswered when Phase is CallPhase.Ringing:
                (Phase, _wasAnswered) = (CallPhase.Talking, true);
                break;
            case HungUp:
                End(_atEmergency ? Contracts.Disposition.Overflowed : _wasAnswered ? Contracts.Disposition.Answered : Contracts.Disposition.Abandoned);
                break;
            case Vanished:
                End(Contracts.Disposition.Indeterminate);
                break;
        }
    }

    private void Ring(string? line) => (Phase, Line) = (line is null ? CallPhase.Waiting : CallPhase.Ringing, line);

    private void End(Disposition disposition) => (Phase, Line, Disposition) = (CallPhase.Ended, null, disposition);
}
