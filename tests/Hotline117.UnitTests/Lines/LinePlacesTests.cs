using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Directory;
using Hotline117.Routing.Lines;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Live;

namespace Hotline117.UnitTests.Lines;

/// <summary>The number of places taken, counted as calls move, is the number that counting them all would give.</summary>
public sealed class LinePlacesTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Ids = ["a-1", "b-1", "c-1"];

    [Fact]
    public void Counting_as_calls_move_is_counting_all_of_them() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            var places = new LinePlaces(() => new CarePolicy { WrapUp = TimeSpan.FromSeconds(5) });
            var directory = NewDirectory();
            places.Recount(directory, []);
            var calls = new Dictionary<string, CallState>();
            var wrapUps = new List<(string Line, DateTimeOffset Until)>();
            for (var second = 0; second < 60; second++)
            {
                var now = Start.AddSeconds(second);
                var id = $"1.{random.Next(5)}";
                var before = calls.GetValueOrDefault(id);
                var after = Next(id, before, now, random);
                if (before is { Phase: CallPhase.Talking, LineId: { } left } && !after.Holds(left))
                    wrapUps.Add((left, now.AddSeconds(5)));
                places.Move(before, after, now, _ => { });
                calls[id] = after;
                places.EndWrapUps(now, _ => { });
                if (random.Next(10) == 0)
                    places.Recount(directory = NewDirectory(), calls.Values);
                Assert.Equal(
                    Ids.Select(line => calls.Values.Count(call => call.Holds(line)) + wrapUps.Count(each => each.Line == line && each.Until > now)),
                    places.Of(directory).ToArray().Select(taken => (int)taken));
            }
        },
        iter: 1_000);

    [Fact]
    public void Whoever_is_let_in_at_a_full_line_ends_the_time_in_which_the_last_call_was_written_up()
    {
        var places = new LinePlaces(() => CarePolicy.Default);
        var directory = NewDirectory(capacity: 1);
        places.Recount(directory, []);
        var talking = Ringing("1.1") with { Phase = CallPhase.Talking };
        places.Move(null, talking, Start, _ => { });
        places.Move(talking, talking with { Phase = CallPhase.Ended, Lines = [] }, Start, _ => { });
        Assert.Equal(1, places.Of("a-1"));

        places.Move(null, Ringing("1.2"), Start, _ => { });

        Assert.Equal((1, 0), (places.Of("a-1"), places.WrapUps.Count()));
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_no_line_for_a_call_that_nobody_writes_up_any_more()
    {
        var places = new LinePlaces(() => CarePolicy.Default);
        places.Recount(NewDirectory(capacity: 1), []);
        var talking = Ringing("1.1") with { Phase = CallPhase.Talking };
        places.Move(null, talking, Start, _ => { });
        places.Move(talking, talking with { Phase = CallPhase.Ended, Lines = [] }, Start, _ => { });

        Assert.Empty(places.EndWrapUps(Start, _ => { }));
        Assert.Equal([("a-1", "1.1")], places.EndWrapUps(Start.AddHours(-1), _ => { }));
        Assert.Equal((0, null), (places.Of("a-1"), places.WrittenUpUntil("a-1")));
    }

    [Fact]
    public void Another_directory_has_no_numbers_until_it_is_counted()
    {
        var places = new LinePlaces(() => CarePolicy.Default);
        var directory = NewDirectory();
        Assert.True(places.Of(directory).IsEmpty);
        places.Recount(directory, []);
        Assert.Equal(3, places.Of(directory).Length);
        Assert.True(places.Of(NewDirectory()).IsEmpty);
    }

    private static CallState Next(string id, CallState? before, DateTimeOffset now, Random random)
    {
        var phase = before is { Phase: CallPhase.Ringing } && random.Next(2) == 0 ? CallPhase.Talking
            : random.Next(3) switch { 0 => CallPhase.Waiting, 1 => CallPhase.Ended, _ => CallPhase.Ringing };
        return new CallState
        {
            CallId = id,
            Version = (before?.Version ?? 0) + 1,
            Phase = phase,
            PhaseSince = now,
            ReceivedAt = now,
            Step = 1,
            Attempt = 1,
            Region = CallerRegion.Unknown,
            // Some ring several lines at once, of which one answers.
            Lines = phase switch
            {
                CallPhase.Talking => [before!.Lines[random.Next(before.Lines.Count)]],
                CallPhase.Ringing => [.. Ids.Skip(random.Next(3)).Take(1 + random.Next(2)).Select(line => new HeldLine(line, line[..1]))],
                _ => [],
            },
        };
    }

    private static CallState Ringing(string id) => new()
    {
        CallId = id,
        Version = 1,
        Phase = CallPhase.Ringing,
        PhaseSince = Start,
        ReceivedAt = Start,
        Step = 1,
        Attempt = 1,
        Region = CallerRegion.Unknown,
        Lines = [new HeldLine("a-1", "a")],
    };

    private static CentreDirectory NewDirectory(int capacity = 500) => new(Ids.Select(id => new Centre
    {
        Id = id[..1],
        Name = new LocalizedText(null, null, id),
        Region = "osh-city",
        Town = "Osh",
        Languages = ["ky"],
        Lines = [new Line { Id = id, Number = "0322000000", Capacity = capacity }],
    }));
}
