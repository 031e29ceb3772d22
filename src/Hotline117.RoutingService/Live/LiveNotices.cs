using Hotline117.Contracts.Live;

namespace Hotline117.RoutingService.Live;

/// <summary>What a board tells beside calls and centres. Not for several threads at once.</summary>
internal sealed class LiveNotices
{
    private SpokenCode? _spokenCode;
    private IReadOnlyList<Alarm> _alarms = [];
    private bool _codeChanged, _alarmsChanged;

    public bool HaveChanged => _codeChanged || _alarmsChanged;

    public void Show(SpokenCode? code) => (_spokenCode, _codeChanged) = (code, true);

    public void Show(IReadOnlyList<Alarm> alarms)
    {
        if (!alarms.SequenceEqual(_alarms))
        {
            (_alarms, _alarmsChanged) = (alarms, true);
        }
    }

    public LiveSnapshot AddTo(LiveSnapshot snapshot) => snapshot with { SpokenCode = _spokenCode, Alarms = _alarms };

    /// <summary>They are told thereby.</summary>
    public LiveChanges AddTo(LiveChanges changes)
    {
        var told = changes with { SpokenCode = _spokenCode, Alarms = _alarmsChanged ? _alarms : null };
        (_codeChanged, _alarmsChanged) = (false, false);
        return told;
    }
}
