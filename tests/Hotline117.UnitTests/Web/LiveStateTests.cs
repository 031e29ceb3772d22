using System.Text.Json;
using CsCheck;
using Hotline117.Contracts;
using Hotline117.Contracts.Live;
using Hotline117.Web.Dispatch.Feed;

namespace Hotline117.UnitTests.Web;

public sealed class LiveStateTests
{
    /// <summary>What a feed may report at once: calls that changed, calls that ended, centres that changed. Few ids, so that they meet.</summary>
    private static readonly Gen<(LiveCall[] Calls, string[] Ended, LiveCentre[] Centres)> Batch = Gen.Select(
        Gen.Select(Gen.Int[0, 9], Gen.Enum<CallPhase>(), (id, phase) => LiveSamples.Call($"call-{id}", phase)).Array[0, 4],
        Gen.Int[0, 9].Select(id => $"call-{id}").Array[0, 3],
        Gen.Select(Gen.Int[0, 3], Gen.Bool, (id, onShift) => LiveSamples.Centre($"centre-{id}", onShift)).Array[0, 2]);

    [Fact]
    public void A_snapshot_at_any_moment_and_the_changes_after_it_lead_to_the_same_state() =>
        Gen.Select(Batch.Array[0, 20], Gen.Int[0, 20]).Sample((batches, snapshotAfter) =>
        {
            snapshotAfter = Math.Min(snapshotAfter, batches.Length);
            var calls = new Dictionary<string, LiveCall>();
            var centres = new Dictionary<string, LiveCentre>();
            LiveState? state = snapshotAfter == 0 ? LiveState.From(new LiveSnapshot(0, LiveSamples.Noon, [], [])) : null;
            for (var i = 0; i < batches.Length; i++)
            {
                foreach (var call in batches[i].Calls)
                    calls[call.CallId] = call;
                foreach (var id in batches[i].Ended)
                    calls.Remove(id);
                foreach (var ended in calls.Values.Where(call => call.Phase == CallPhase.Ended).ToList())
                    calls.Remove(ended.CallId);
                foreach (var centre in batches[i].Centres)
                    centres[centre.CentreId] = centre;

                state = i + 1 == snapshotAfter
                    ? LiveState.From(new LiveSnapshot(i + 1, LiveSamples.Noon, [.. calls.Values], [.. centres.Values]))
                    : state?.After(new LiveChanges(i + 1, LiveSamples.Noon, batches[i].Calls, batches[i].Ended, batches[i].Centres));
            }

            Assert.NotNull(state);
            Assert.Equal(batches.Length, state.Sequence);
            Assert.Equal(calls.OrderBy(pair => pair.Key), state.Calls.OrderBy(pair => pair.Key));
            Assert.Equal(centres.OrderBy(pair => pair.Key), state.Centres.OrderBy(pair => pair.Key));
        }, iter: 2000);

    [Theory]
    [InlineData(7)]
    [InlineData(6)]
    [InlineData(9)]
    public void Changes_that_do_not_follow_directly_are_not_applied(long sequence)
    {
        var state = LiveState.From(new LiveSnapshot(7, LiveSamples.Noon, [], []));

        Assert.Null(state.After(new LiveChanges(sequence, LiveSamples.Noon, [LiveSamples.Call("lost")], [], [])));
    }

    [Fact]
    public void A_call_that_changed_and_ended_in_one_batch_has_ended()
    {
        var state = LiveState.From(new LiveSnapshot(1, LiveSamples.Noon, [], []));

        var after = state.After(new LiveChanges(2, LiveSamples.Noon, [LiveSamples.Call("brief")], ["brief"], []));

        Assert.Empty(after!.Calls);
    }

    [Fact]
    public void That_callers_are_asked_for_a_spoken_number_is_known_from_the_last_message_alone()
    {
        var code = new SpokenCode("olga", "A flood of calls.", LiveSamples.Noon);
        var state = LiveState.From(new LiveSnapshot(1, LiveSamples.Noon, [], []) { SpokenCode = code });
        Assert.Equal(code, state.SpokenCode);

        Assert.Null(state.After(new LiveChanges(2, LiveSamples.Noon, [], [], []))!.SpokenCode);
    }

    [Fact]
    public void A_snapshot_survives_its_way_as_JSON()
    {
        var snapshot = new LiveSnapshot(3, LiveSamples.Noon, [LiveSamples.Call("a")], [LiveSamples.Centre("b")]);

        var read = JsonSerializer.Deserialize<LiveSnapshot>(JsonSerializer.Serialize(snapshot, ContractJson.Options), ContractJson.Options);

        Assert.Equal(LiveSamples.Call("a"), LiveState.From(read!).Calls["a"]);
    }
}
