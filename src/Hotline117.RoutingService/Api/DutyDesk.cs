using System.Security.Claims;
using Hotline117.Routing;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Rosters;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>People put lines on duty beyond the roster; it ends by itself.</summary>
internal sealed class DutyDesk(RosterEditing editing, RoutingData data, TimeProvider time)
{
    public async Task<IResult> PutLineOnAsync(string id, LineApi.DutyRequest request, ClaimsPrincipal who) =>
        data.Current.Directory.FindLine(id) is { } line ? await PutOnAsync(line.Centre, [id], request, who)
            : LineDesk.Unknown("line", id, data.Current.Directory.Lines.Select(each => each.Id));

    public async Task<IResult> PutCentreOnAsync(string id, LineApi.DutyRequest request, ClaimsPrincipal who) =>
        data.Current.Directory.FindCentre(id) is { } centre ? await PutOnAsync(centre, [.. centre.Lines.Select(line => line.Id)], request, who)
            : LineDesk.Unknown("centre", id, data.Current.Directory.Centres.Select(each => each.Id));

    private async Task<IResult> PutOnAsync(Centre centre, IReadOnlyList<string> lines, LineApi.DutyRequest request, ClaimsPrincipal who)
    {
        var now = BishkekTime.ToLocal(time.GetUtcNow());
        var faults = LineApi.Faults(request.Reason, minutes: null);
        var (until, wrong) = Read(request.Until, now);
        if (wrong is not null)
        {
            faults["until"] = [wrong];
        }

        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, title: "Nothing was changed.");
        }

        if (!centre.IsValidOn(DateOnly.FromDateTime(now)))
        {
            return Refusal.Conflict("notValid", $"The centre {centre.Id} takes no calls on this day, whoever is there: its dates are in the directory.");
        }

        return await editing.AmendAsync(who, "roster.duty", request.Reason!.Trim(), roster => UnplannedDuty.Until(roster, lines, now, until),
            nothing: () => Refusal.Conflict("onDutyAnyway", "By the roster they are on duty until then anyway."));
    }

    private static (DateTime Until, string? Wrong) Read(string? text, DateTime now)
    {
        if (text is null)
        {
            return (default, "It is missing: write when the duty ends, like 2026-12-31T20:00.");
        }

        var (moment, wrong) = LocalMoment.Read(text, otherwise: default);
        return moment is not { } until ? (default, wrong)
            : until <= now.AddMinutes(1) ? (default, $"It is past, or only a minute away: here it is {now:yyyy-MM-ddTHH:mm} now.")
            : until > now + UnplannedDuty.Longest ? (default, "It is more than 24 hours ahead: who is on duty for longer is written into the roster.")
            : (until, null);
    }
}
