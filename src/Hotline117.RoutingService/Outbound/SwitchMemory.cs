using System.Collections.Concurrent;
using Hotline117.Routing.Decisions;

namespace Hotline117.RoutingService.Outbound;

/// <summary>Keeps in a switch what it needs to go on alone: what each line dials, sealed, and the last good plan. Sends each once.</summary>
internal sealed class SwitchMemory(SwitchControl control)
{
    /// <summary>Were no router to say otherwise, the switch stops asking callers for a spoken number by itself. Longer than two looks at the switch.</summary>
    private static readonly TimeSpan _codeHoldsFor = TimeSpan.FromSeconds(90);

    private readonly ConcurrentDictionary<string, string> _targets = [];

    /// <summary>The switch may have lost it all: everything is sent again next time.</summary>
    public void Forget() => _targets.Clear();

    /// <exception cref="Asterisk.AmiException">The switch is away or refuses.</exception>
    public Task TeachCodeAsync(bool isOn, DateTimeOffset now, CancellationToken cancellation) =>
        control.AskForCodeAsync(isOn ? now + _codeHoldsFor : null, cancellation);

    /// <exception cref="Asterisk.AmiException">The switch is away or refuses; what it took is remembered.</exception>
    public async Task TeachAsync(RoutingSnapshot snapshot, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var line in snapshot.Directory.Lines.Where(line => _targets.GetValueOrDefault(line.Id) != SwitchControl.TargetOf(line.Line)))
        {
            var target = SwitchControl.TargetOf(line.Line);
            await control.TeachLineAsync(line.Id, target, cancellation);
            _targets[line.Id] = target;
        }

        foreach (var gone in _targets.Keys.Where(line => snapshot.Directory.FindLine(line) is null))
        {
            await control.ForgetLineAsync(gone, cancellation);
            _targets.TryRemove(gone, out _);
        }

        // Always: another replica may have left an older one meanwhile. But an empty plan would be worse than an old one.
        var plan = string.Join(',', FallbackPlan.For(null, null, snapshot, now));
        if (plan.Length > 0)
        {
            await control.TeachPlanAsync(plan, cancellation);
        }
    }
}
