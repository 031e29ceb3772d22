using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;
using Hotline117.Routing;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Decisions;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Files;
using Hotline117.RoutingService.Live;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService.Api;

/// <summary>
/// <c>GET /api/v1/decisions/what-if?region=&amp;language=&amp;need=&amp;gender=&amp;audience=&amp;waited=&amp;at=&amp;calls=</c>: who would be rung, now or at any time ahead, with all reasons.
/// <c>POST</c> with a roster and/or a policy as files tries them first, and tells for which callers they decide otherwise. Nothing is changed by either.
/// </summary>
internal static class WhatIfApi
{
    private const int MaxCalls = 200;
    private static readonly TimeSpan _stillNow = TimeSpan.FromMinutes(1);

    /// <summary>Files as text, in YAML or JSON; null leaves the one in force.</summary>
    private sealed record Draft(string? Roster, string? Policy);

    private sealed record Asked(CallFacts Call, DateTimeOffset At, int Calls, bool IsNow);

    public static void MapWhatIf(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/decisions/what-if", Answer).RequireRoles(Roles.Service, Roles.Dispatcher, Roles.Supervisor, Roles.Administrator);
        endpoints.MapPost("/api/v1/decisions/what-if", TryDraft).RequireRoles(Roles.Supervisor, Roles.Administrator);
    }

    private static IResult Answer(HttpRequest request, RoutingData data, LiveBoard board, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>();
        var asked = Read(request.Query, data.Regions, time.GetUtcNow(), errors);
        return errors.Count > 0
            ? Results.ValidationProblem(errors, title: "The question can't be answered.")
            : Results.Ok(new { asked.At, Decisions = Decide(asked, data.Current, board) });
    }

    private static IResult TryDraft(HttpRequest request, Draft draft, RoutingData data, LiveBoard board, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>();
        var asked = Read(request.Query, data.Regions, time.GetUtcNow(), errors);
        var inForce = data.Current;
        var tried = inForce;
        if (draft is { Roster: null, Policy: null })
        {
            errors["roster"] = ["write a roster, a policy or both into the body: {\"roster\": \"…\", \"policy\": \"…\"}"];
        }

        if (draft.Policy is not null && Take(PolicyFile.Read(draft.Policy, "policy"), "policy", errors) is { } policy)
        {
            tried = tried with { Policy = policy };
        }

        if (draft.Roster is not null && Take(RosterFile.Read(draft.Roster, "roster", inForce.Directory), "roster", errors) is { } roster)
        {
            tried = tried with { Roster = roster };
        }

        return errors.Count > 0
            ? Results.ValidationProblem(errors, title: "The question can't be answered.")
            : Results.Ok(new
            {
                asked.At,
                InForce = Decide(asked, inForce, board),
                Draft = Decide(asked, tried, board),
                Differences = WhatIf.Compare(
                    asked.Call, inForce, tried, asked.At, data.Regions.All.Select(region => region.Id), Languages.Known.Prepend(null)),
            });
    }

    private static T? Take<T>(FileResult<T> file, string field, Dictionary<string, string[]> errors) where T : class
    {
        if (!file.IsValid)
        {
            errors[field] = [.. file.Problems.Select(problem => $"line {problem.Line}: {problem.Field}: {problem.What}, {problem.Remedy}")];
            return null;
        }

        return file.Value;
    }

    // What goes on now tells nothing of another day.
    private static IReadOnlyList<Contracts.Decisions.Explanation> Decide(Asked asked, RoutingSnapshot snapshot, LiveBoard board)
    {
        var taken = asked.IsNow ? board.TakenPlaces(snapshot.Directory).ToArray() : new ushort[snapshot.Directory.Lines.Count];
        var then = asked.IsNow ? snapshot : snapshot with { Conditions = new Dictionary<string, Routing.Lines.LineCondition>() };
        return WhatIf.Decide(asked.Call, then, asked.At, asked.Calls, taken);
    }

    private static Asked Read(IQueryCollection query, RegionMap regions, DateTimeOffset now, Dictionary<string, string[]> errors)
    {
        var region = Word("region", regions.All.Select(each => each.Id));
        var wishes = new CallerWishes(
            Word("language", Languages.Known),
            Word("need", Services.Known),
            Word("gender", FileWords.Genders.Keys) is { } gender && FileWords.Genders.TryGetValue(gender, out var known) ? known : null,
            Word("audience", ["victims", "perpetrators"]) == "perpetrators" ? Audience.Perpetrators : Audience.Victims);
        var calls = Number("calls", otherwise: 1, most: MaxCalls, least: 1);
        var waited = Number("waited", otherwise: 0, most: (int)PolicyRules.MaxWait.TotalSeconds, least: 0);
        var at = now;
        if (Text("at") is { } written && !DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
        {
            errors["at"] = [$"'{written}' is no instant; write it as 2027-01-01T03:00:00+06:00"];
        }

        var call = new CallFacts
        {
            CallId = "what-if",
            ReceivedAt = at - TimeSpan.FromSeconds(waited),
            Region = region is null ? CallerRegion.Unknown : new(region, RegionSource.Unknown, RegionCertainty.None),
            Wishes = wishes,
        };
        return new(call, at, calls, (at - now).Duration() <= _stillNow);

        // A plus sign in a query is a space.
        string? Text(string field) => query[field].ToString() is { Length: > 0 } text ? (field == "at" ? text.Replace(' ', '+') : text) : null;

        string? Word(string field, IEnumerable<string> words)
        {
            var known = words.ToList();
            if (Text(field) is { } word && !known.Contains(word))
            {
                errors[field] = [$"'{word}' is not known; {Suggestion.Or($"use one of {string.Join(", ", known)}", word, known)}"];
            }

            return Text(field);
        }

        int Number(string field, int otherwise, int most, int least)
        {
            if (Text(field) is not { } text)
            {
                return otherwise;
            }

            if (int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            errors[field] = [$"'{text}' is no number from {least} to {most}"];
            return otherwise;
        }
    }
}
