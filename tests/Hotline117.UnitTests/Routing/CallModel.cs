using Hotline117.Contracts;
using Hotline117.Routing.Calls;

namespace Hotline117.UnitTests.Routing;

/// <summary>What becomes of a call, said as simply as it can be, without versions, events or leases.</summary>
internal sealed class CallModel
{
    private bool _byRouter;
    private bool _atEmergency;
    private bool _sentByPerson;
    private bool _wasAnswered;
    private DateTimeOffset _rangAt;

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
            case LineWanted wanted when !CrossedAnOffer(wanted):
                (Step, _atEmergency, _sentByPerson) = (wanted.Step, false, false);
                Ring(free, byRouter: true, wanted.At);
                break;
            case FallbackOffered offered:
                (Step, _atEmergency, _sentByPerson) = (offered.Step, false, false);
                Ring(offered.LineId, byRouter: false, offered.At);
                break;
            case EmergencyOffered offered:
                (Step, _atEmergency, _sentByPerson, Line, Phase) = (offered.Step, true, false, null, CallPhase.Ringing);
                break;
            case EmergencyChosen when Phase is CallPhase.Waiting:
                (_atEmergency, _sentByPerson, _rangAt, Phase) = (true, true, signal.At, CallPhase.Ringing);
                break;
            case TurnCame or LineChosen when Phase is CallPhase.Waiting && free is not null:
                Ring(free, byRouter: true, signal.At);
                break;
            case LineAnswered when Phase is CallPhase.Ringing:
                (Phase, _wasAnswered, _sentByPerson) = (CallPhase.Talking, true, false);
                break;
            case HungUp:
                End(_atEmergency ? Contracts.Disposition.Overflowed : _wasAnswered ? Contracts.Disposition.Answered : Contracts.Disposition.Abandoned);
                break;
            case Vanished:
                End(Contracts.Disposition.Indeterminate);
                break;
        }
    }

    private bool CrossedAnOffer(LineWanted wanted) =>
        wanted.At - _rangAt < Call.AnswerWithin
        && (_sentByPerson || (Phase is CallPhase.Ringing && _byRouter && !_atEmergency && Line is { } line && !wanted.Tried.Contains(line)));

    private void Ring(string? line, bool byRouter, DateTimeOffset at) =>
        (Phase, Line, _byRouter, _rangAt) = (line is null ? CallPhase.Waiting : CallPhase.Ringing, line, byRouter, at);

    private void End(Disposition disposition) => (Phase, Line, Disposition) = (CallPhase.Ended, null, disposition);
}
