using System.Text.Json;
using Hotline117.Contracts.Decisions;
using Hotline117.Contracts.Events;
using Hotline117.IntegrationTests.Calls;
using Hotline117.IntegrationTests.Stack;
using Hotline117.RoutingService.Data;
using static Hotline117.IntegrationTests.Stack.TestDirectory;

namespace Hotline117.IntegrationTests.Decisions;

/// <summary>Roads, regions and cells change while the routers run.</summary>
public class GeographyTests(Hotline hotline) : CallTests(hotline)
{
    /// <summary>By which Manas, behind Uzgen, would be nearer to Osh than Uzgen is.</summary>
    private const string NewRoad = """
        { "from": "osh", "to": "manas-city", "km": 5, "class": "B", "winter": "open", "certainty": "made up" },
        """;

    [Fact]
    public async Task A_new_road_leads_the_next_caller_elsewhere_on_every_replica_without_a_restart()
    {
        await Hotline.OnShiftAsync(Uzgen, Manas);
        var before = Assert.Single(await WhatIfAsync(null));
        Assert.Equal(Uzgen.Id, before.ChosenLineId);
        try
        {
            await PutAsync("roads.json", RoadsWith(NewRoad));
            foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
            {
                await Until.TrueAsync(async () => (await WhatIfAsync(replica))[0].ChosenLineId == Manas.Id, what: $"{replica} knows the road");
            }

            var call = await Hotline.DialAsync();
            Assert.Equal(Manas.Id, (await call.NextAsync<CallAnswered>()).LineId);
            var decision = Assert.Single(await call.ExplainAsync());
            Assert.InRange(decision.Considered.Single(line => line.LineId == Manas.Id).TravelMinutes!.Value, 4, 8);
            Assert.NotEqual(before.GeographyVersion, decision.GeographyVersion);
            await call.HangUpAndSettleAsync();
        }
        finally
        {
            await BackAsync(before.GeographyVersion!, "roads.json");
        }
    }

    [Fact]
    public async Task A_faulty_change_is_refused_as_a_whole_every_fault_is_named_and_the_last_good_one_stays_in_force()
    {
        await Hotline.OnShiftAsync(Uzgen, Manas);
        var before = Assert.Single(await WhatIfAsync(null)).GeographyVersion!;
        try
        {
            await PutAsync("roads.json", RoadsWith(NewRoad, """{ "from": "osh", "to": "atlantis", "km": 9000, "class": "B", "winter": "open", "certainty": "made up" },"""));
            await TroubleIsToldAsync("there is no node atlantis", "9000 km can't be");
            await PutAsync("cells.json", "{");
            await TroubleIsToldAsync("cells.json:");
            await PutAsync("cells.json", """{ "format": "", "source": "", "cells": [null] }""");
            await TroubleIsToldAsync("can't be understood");
            Assert.Equal((Uzgen.Id, before), (await WhatIfAsync(null))[0] is var decision ? (decision.ChosenLineId, decision.GeographyVersion) : default);
        }
        finally
        {
            System.IO.File.Copy(Path.Combine(AppHost.Checkout.Find().AppHost, "samples", "geography", "cells.json"), File("cells.json"), overwrite: true);
            await BackAsync(before, "roads.json");
        }
    }

    [Fact]
    public async Task A_region_that_the_directory_names_can_not_be_taken_away()
    {
        await Hotline.OnShiftAsync(Uzgen);
        var before = Assert.Single(await WhatIfAsync(null)).GeographyVersion!;
        try
        {
            var places = JsonSerializer.Serialize(new { source = "", certainty = "", rule = "", ambiguous = Array.Empty<string>(), places = Array.Empty<string>() });
            var codes = JsonSerializer.Serialize(new { source = "", certainty = "", rule = "", areaCodes = Array.Empty<string>() });
            await PutAsync("cells.json", """{ "format": "", "source": "", "cells": [] }""");
            await PutAsync("places.json", places);
            await PutAsync("area-codes.json", codes);
            await PutAsync("trunks.json", """{ "format": "", "source": "", "trunks": [] }""");
            await PutAsync("regions.json", BuiltIn("regions.json").Replace("\"id\": \"uzgen\"", "\"id\": \"ozgon\"", StringComparison.Ordinal));
            await TroubleIsToldAsync("uzgen is missing, and the directory in force names it");
        }
        finally
        {
            foreach (var sample in new[] { "cells.json", "trunks.json" })
            {
                System.IO.File.Copy(Path.Combine(AppHost.Checkout.Find().AppHost, "samples", "geography", sample), File(sample), overwrite: true);
            }

            await BackAsync(before, "places.json", "area-codes.json", "regions.json");
        }
    }

    private Task<IReadOnlyList<Explanation>> WhatIfAsync(string? replica) => Hotline.WhatIfAsync("region=osh-city", replica);

    private async Task TroubleIsToldAsync(params string[] words)
    {
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => words.All((await HealthAsync(replica)).Contains), what: $"{replica} names {string.Join(" and ", words)}");
            Assert.Contains("degraded", await HealthAsync(replica), StringComparison.Ordinal);
        }
    }

    /// <summary>Without these files of the site's own, the built-in ones hold again.</summary>
    private async Task BackAsync(string version, params string[] files)
    {
        Array.ForEach(files, file => System.IO.File.Delete(File(file)));
        foreach (var replica in Hotline.Stack.Endpoints.RoutingReplicas)
        {
            await Until.TrueAsync(async () => (await WhatIfAsync(replica))[0].GeographyVersion == version && !(await HealthAsync(replica)).Contains("degraded"));
        }
    }

    private async Task<string> HealthAsync(string replica)
    {
        using var answer = await Hotline.SendAsync(HttpMethod.Get, $"{replica}/health/ready", role: null);
        Assert.True(answer.IsSuccessStatusCode);
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var geography = told.RootElement.GetProperty("checks").GetProperty("geography");
        return $"{geography.GetProperty("status")}: {geography.GetProperty("description")}";
    }

    private Task PutAsync(string file, string text) => System.IO.File.WriteAllTextAsync(File(file), text, TestContext.Current.CancellationToken);

    private string File(string name) => Path.Combine(Hotline.GeographyFolder, name);

    private static string RoadsWith(params string[] roads) =>
        BuiltIn("roads.json").Replace("\"roads\": [", $"\"roads\": [\n{string.Concat(roads)}", StringComparison.Ordinal);

    private static string BuiltIn(string file) => GeographyTexts.Read(folder: null)[file];
}
