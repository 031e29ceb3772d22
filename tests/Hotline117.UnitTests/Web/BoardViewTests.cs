using System.Globalization;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Board;
using Hotline117.Web.Dispatch.Feed;
using Hotline117.Web.Dispatch.Regions;

namespace Hotline117.UnitTests.Web;

public sealed class BoardViewTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo Kyrgyz = CultureInfo.GetCultureInfo("ky");
    private static readonly RegionNames Regions = RegionNames.From([new RegionName("osh-city", new LocalizedText("Ош шаары", null, "Osh (city)"))]);

    [Fact]
    public void Who_has_waited_longest_stands_first_however_often_a_line_was_tried()
    {
        var view = View(
            LiveSamples.Call("new", receivedSecondsAgo: 5, phaseSecondsAgo: 5),
            LiveSamples.Call("old", receivedSecondsAgo: 90, phaseSecondsAgo: 1));

        Assert.Equal(["old", "new"], view.Waiting.Select(call => call.CallId));
        Assert.Equal(LiveSamples.Noon.AddSeconds(-90), view.LongestWaitSince);
    }

    [Fact]
    public void Who_waits_stands_in_the_order_in_which_the_router_serves_with_the_place_of_each()
    {
        var view = View(
            LiveSamples.Call("old", receivedSecondsAgo: 90),
            LiveSamples.Call("behind", receivedSecondsAgo: 99) with { Priority = CallPriority.Behind },
            LiveSamples.Call("danger", receivedSecondsAgo: 5) with { Priority = CallPriority.Danger },
            LiveSamples.Call("talks", CallPhase.Talking, centre: "aruulan"));

        Assert.Equal([("danger", 1), ("old", 2), ("behind", 3)], view.Waiting.Select(call => (call.CallId, view.PlaceOf(call.CallId))));
        Assert.Null(view.PlaceOf("talks"));
        Assert.Equal(LiveSamples.Noon.AddSeconds(-99), view.LongestWaitSince);
    }

    [Fact]
    public void What_has_not_changed_is_not_made_anew()
    {
        LiveCall[] calls = [LiveSamples.Call("first", receivedSecondsAgo: 90), LiveSamples.Call("second", receivedSecondsAgo: 60), LiveSamples.Call("talks", CallPhase.Talking, centre: "aruulan")];
        var live = LiveState.From(new LiveSnapshot(1, LiveSamples.Noon, calls, [LiveSamples.Centre("aruulan")]));
        var before = BoardView.From(live, Regions, English, LiveSamples.Noon);

        var after = BoardView.From(live.After(new LiveChanges(2, LiveSamples.Noon, [LiveSamples.Call("third", receivedSecondsAgo: 1), LiveSamples.Call("fourth", receivedSecondsAgo: 0)], ["third"], []))!, Regions, English, LiveSamples.Noon.AddSeconds(1), before);

        Assert.Same(before.Talking, after.Talking);
        Assert.Same(before.Centres, after.Centres);
        Assert.Same(before.Find("second"), after.Find("second"));
        Assert.Equal(["first", "second", "fourth"], after.Waiting.Select(call => call.CallId));
    }

    [Fact]
    public void Each_call_stands_in_the_list_of_its_phase_and_counts_for_its_centre()
    {
        var view = View(
            LiveSamples.Call("w"),
            LiveSamples.Call("r", CallPhase.Ringing, centre: "aruulan"),
            LiveSamples.Call("t", CallPhase.Talking, centre: "aruulan"));

        Assert.Equal("w", view.Waiting.Single().CallId);
        Assert.Equal("r", view.Ringing.Single().CallId);
        Assert.Equal("t", view.Talking.Single().CallId);
        Assert.Equal((1, 1), (view.Centres.Single().Ringing, view.Centres.Single().Talking));
    }

    [Fact]
    public void Only_lines_on_shift_are_free_and_never_fewer_than_none()
    {
        var centre = LiveSamples.Centre("a", onShift: true, new LiveLine("1", 3, 1, true), new LiveLine("2", 1, 2, true), new LiveLine("3", 5, 0, false));
        var off = LiveSamples.Centre("b", onShift: false, new LiveLine("4", 5, 0, true));
        var view = BoardView.From(LiveState.From(new LiveSnapshot(1, LiveSamples.Noon, [], [centre, off])), Regions, English, LiveSamples.Noon);

        Assert.Equal((2, 4), (view.FreePlaces, view.PlacesOnShift));
        Assert.Equal(1, view.CentresOnShift);
    }

    [Fact]
    public void Regions_and_centres_are_named_in_the_readers_language_or_by_their_id()
    {
        var live = LiveState.From(new LiveSnapshot(1, LiveSamples.Noon,
            [LiveSamples.Call("known", CallPhase.Ringing, centre: "aruulan"), LiveSamples.Call("unknown", CallPhase.Talking, centre: "gone", region: "atlantis")],
            [LiveSamples.Centre("aruulan")]));
        var view = BoardView.From(live, Regions, Kyrgyz, LiveSamples.Noon);

        Assert.Equal(("Ош шаары", "aruulan борбору"), (view.Ringing.Single().Region, view.Ringing.Single().Centre));
        Assert.Equal(("atlantis", "gone"), (view.Talking.Single().Region, view.Talking.Single().Centre));
    }

    [Fact]
    public void An_arrival_is_a_call_that_waits_now_and_did_not_before()
    {
        var before = View(LiveSamples.Call("old", receivedSecondsAgo: 60)).Waiting;
        var now = View(LiveSamples.Call("old", receivedSecondsAgo: 60), LiveSamples.Call("new", receivedSecondsAgo: 1)).Waiting;

        Assert.Equal("new", Arrivals.Newest(before, now)?.CallId);
        Assert.Null(Arrivals.Newest(now, before));
    }

    [Fact]
    public void A_line_that_is_kept_as_second_counts_as_ringing_only_once_it_rings()
    {
        LiveCentre[] centres = [LiveSamples.Centre("a", onShift: true, new LiveLine("a-1", 1, 1, true)), LiveSamples.Centre("b", onShift: true, new LiveLine("b-1", 1, 1, true))];
        var call = LiveSamples.Call("r", CallPhase.Ringing, phaseSecondsAgo: 5, centre: "a") with { Also = ["b-1"], AlsoAfterSeconds = 8 };

        var silent = View([call], centres);
        var rings = View([call with { PhaseSince = LiveSamples.Noon.AddSeconds(-8) }], centres);

        Assert.Equal([1, 0], silent.Centres.Select(centre => centre.Ringing));
        Assert.Equal([1, 1], rings.Centres.Select(centre => centre.Ringing));
        Assert.Equal((false, TimeSpan.FromSeconds(8)), (silent.Ringing.Single().Also![0].Rings, silent.Ringing.Single().Also![0].After));
        Assert.True(rings.Ringing.Single().Also![0].Rings);
    }

    [Fact]
    public void A_second_line_of_a_conversation_that_is_handed_over_rings_until_it_joins()
    {
        LiveCentre[] centres = [LiveSamples.Centre("a", onShift: true, new LiveLine("a-1", 1, 1, true)), LiveSamples.Centre("b", onShift: true, new LiveLine("b-1", 1, 1, true))];
        var call = LiveSamples.Call("t", CallPhase.Talking, centre: "a") with { Transfer = new("legal", "b-1", "b", LiveSamples.Noon, JoinedAt: null) };

        Assert.Equal([(0, 1), (1, 0)], View([call], centres).Centres.Select(centre => (centre.Ringing, centre.Talking)));
        var joined = call with { Transfer = call.Transfer with { JoinedAt = LiveSamples.Noon } };
        Assert.Equal(new HandOverView("legal", "b centre", "b-1", LiveSamples.Noon, Joined: false), View([call], centres).Talking.Single().HandedOver);
        Assert.Equal([(0, 1), (0, 1)], View([joined], centres).Centres.Select(centre => (centre.Ringing, centre.Talking)));
    }

    [Fact]
    public void A_line_that_something_keeps_from_being_rung_is_not_free()
    {
        var stop = new LineStop("pause", "aida", "Training", LiveSamples.Noon, Until: null);
        var view = View([], [LiveSamples.Centre("a", onShift: true, new LiveLine("a-1", 2, 0, true) { Stop = stop }, new LiveLine("a-2", 1, 0, true))]);

        Assert.Equal((1, 3), (view.FreePlaces, view.PlacesOnShift));
        Assert.Equal(stop, Assert.Single(view.Centres.Single().Stopped).Stop);
    }

    [Theory]
    [InlineData(0, WaitReason.NobodyFree)]
    [InlineData(1, WaitReason.NobodySuits)]
    public void Why_the_first_waits_follows_from_whether_anybody_is_free(int places, WaitReason expected) =>
        Assert.Equal(expected, View([LiveSamples.Call("w")], [LiveSamples.Centre("a", onShift: true, new LiveLine("a-1", places, 0, true))]).Waiting.Single().WaitsBecause);

    [Fact]
    public void A_view_of_a_centre_in_which_nothing_has_changed_equals_the_one_before()
    {
        LiveCentre[] centres = [LiveSamples.Centre("a", onShift: true, new LiveLine("a-1", 1, 0, true))];

        Assert.Equal(View([], centres).Centres.Single(), View([], centres).Centres.Single());
    }

    private static BoardView View(params LiveCall[] calls) => View(calls, centres: null);

    private static BoardView View(LiveCall[] calls, LiveCentre[]? centres) =>
        BoardView.From(LiveState.From(new LiveSnapshot(1, LiveSamples.Noon, calls, centres ?? [LiveSamples.Centre("aruulan")])), Regions, English, LiveSamples.Noon);
}
