using System.Collections;
using System.Reflection;
using CsCheck;
using Hotline117.Contracts;
using Hotline117.Routing.Calls;
using Hotline117.Routing.Regions;
using Hotline117.RoutingService.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Hotline117.UnitTests.Inbound;

public sealed class CallerMemoryTests : IDisposable
{
    private const string Aigul = "+996555123456";
    private const string Bermet = "+996700654321";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 15, 6, 0, 0, TimeSpan.Zero));
    private readonly CallerMemory _memory;
    private AgainPolicy _policy = AgainPolicy.Default;

    public CallerMemoryTests() => _memory = new CallerMemory(() => _policy, _time);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Who_was_cut_off_is_known_with_her_first_place_and_her_counsellor()
    {
        var came = _time.GetUtcNow();
        Assert.Null(_memory.Recognise("1", Aigul));
        Pass(minutes: 3);
        End("1", came, line: "osh-1");
        Pass(minutes: 1);

        var known = _memory.Recognise("2", "0555123456");

        Assert.Equal((came, "osh-1", "1", false), (known!.CutOff!.CameAt, known.CutOff.LineId, known.CutOff.CallId, known.IsNuisance));
        Assert.Equal(known, _memory.Recognise("2", "0555123456"));
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_nobody_in_memory_for_longer()
    {
        var clock = new WallClock(_time);
        using var memory = new CallerMemory(() => _policy, clock);
        memory.Recognise("1", Aigul);
        memory.End(State("1", _time.GetUtcNow(), line: null));

        clock.Ahead = TimeSpan.FromHours(-2);
        _time.Advance(TimeSpan.FromMinutes(10));
        memory.Forget(_ => false);

        Assert.Equal(0, memory.Count);
    }

    [Fact]
    public void Who_is_cut_off_again_and_again_keeps_the_place_of_the_first_call()
    {
        var came = _time.GetUtcNow();
        for (var call = 1; call <= 6; call++)
        {
            Assert.Equal(call == 1 ? null : came, _memory.Recognise($"{call}", Aigul)?.CutOff?.CameAt);
            Pass(minutes: 4);
            End($"{call}", came);
        }
    }

    [Fact]
    public void A_call_that_still_goes_on_is_somebody_elses_at_the_same_telephone()
    {
        _memory.Recognise("1", Aigul);
        Assert.Null(_memory.Recognise("2", Aigul));
    }

    [Fact]
    public void Nobody_is_taken_for_anybody_else()
    {
        _memory.Recognise("1", Aigul);
        End("1", _time.GetUtcNow());

        Assert.Null(_memory.Recognise("2", Bermet));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("0")]
    [InlineData("000000000")]
    [InlineData("117")]
    [InlineData("+9")]
    [InlineData("999999999999999999999999999999999999999999")]
    public void Who_shows_no_number_of_her_own_is_never_known(string? presented)
    {
        Assert.Null(_memory.Recognise("1", presented));
        End("1", _time.GetUtcNow());

        Assert.Null(_memory.Recognise("2", presented));
        Assert.Equal(0, _memory.Count);
    }

    [Fact]
    public void After_the_time_of_the_policy_nothing_is_known_and_soon_nothing_is_there_neither_digest_nor_key()
    {
        _policy = new() { Redial = TimeSpan.FromMinutes(10) };
        _memory.Recognise("1", Aigul);
        Pass(minutes: 45);
        End("1", _time.GetUtcNow(), line: "osh-1");
        var key = Assert.Single(Epochs()).Key;
        Pass(minutes: 10);

        Assert.Equal((0, 0), (_memory.Count, Epochs().Count));
        Assert.All(key, part => Assert.Equal(0, part));
        Assert.Null(_memory.Recognise("2", Aigul));
    }

    [Fact]
    public void A_long_call_is_known_when_it_ends_though_the_key_has_changed_many_times()
    {
        _memory.Recognise("long", Aigul);
        for (var minute = 1; minute <= 60; minute++)
        {
            _memory.Recognise($"other-{minute}", $"+99670012{minute:0000}");
            End($"other-{minute}", _time.GetUtcNow());
            Pass(minutes: 1);
        }

        Assert.InRange(Epochs().Count, 2, 5);
        End("long", _time.GetUtcNow(), line: "osh-1");
        Assert.Equal("osh-1", _memory.Recognise("again", Aigul)?.CutOff?.LineId);
    }

    [Fact]
    public void A_policy_that_knows_nobody_again_keeps_nothing_and_forgets_what_was_there()
    {
        _memory.Recognise("1", Aigul);
        End("1", _time.GetUtcNow());
        _policy = AgainPolicy.Off;
        Pass(minutes: 0);

        Assert.Equal(0, _memory.Count);
        Assert.Null(_memory.Recognise("2", Aigul));
        Assert.Equal((0, 0), (_memory.Count, Epochs().Count));
    }

    [Fact]
    public void A_call_whose_end_nobody_saw_has_ended_when_it_is_no_longer_live()
    {
        _memory.Recognise("1", Aigul);
        _time.Advance(TimeSpan.FromSeconds(11));
        _memory.Forget(_ => false);

        Assert.NotNull(_memory.Recognise("2", Aigul)?.CutOff);
    }

    [Fact]
    public void Whom_counsellors_called_a_nuisance_often_enough_is_one_for_as_long_as_the_marks_count()
    {
        for (var call = 1; call <= 3; call++)
        {
            Assert.NotEqual(true, _memory.Recognise($"{call}", Aigul)?.IsNuisance);
            End($"{call}", _time.GetUtcNow(), line: "osh-1");
            _memory.Mark($"{call}");
            _memory.Mark($"{call}");
        }

        Assert.Equal(new KnownCaller(null, IsNuisance: true), _memory.Recognise("4", Aigul));
        Assert.Null(_memory.Recognise("5", Bermet));
        Pass(minutes: 10);
        Assert.Null(_memory.Recognise("6", Aigul));
    }

    [Fact]
    public void A_call_that_was_called_a_nuisance_was_not_cut_off()
    {
        _memory.Recognise("1", Aigul);
        End("1", _time.GetUtcNow(), line: "osh-1");
        _memory.Mark("1");
        _memory.Mark("nobody");

        Assert.Null(_memory.Recognise("2", Aigul));
    }

    [Fact]
    public void Its_key_is_its_own_so_that_two_routers_have_nothing_in_common()
    {
        using var other = new CallerMemory(() => _policy, _time);
        _memory.Recognise("1", Aigul);
        other.Recognise("1", Aigul);

        Assert.NotEqual(Assert.Single(Epochs()).Digests, Assert.Single(Epochs(other)).Digests);
    }

    [Fact]
    public void More_calls_than_it_has_room_for_are_nobodys()
    {
        for (var call = 0; call < CallerMemory.MostCalls + 5; call++)
            _memory.Recognise($"{call}", $"+996555{call:000000}");

        Assert.Equal(CallerMemory.MostCalls, _memory.Count);
    }

    /// <summary>Whatever the caller does, her place is never before the moment of her first call in an unbroken row of calls.</summary>
    [Fact]
    public void However_often_somebody_dials_again_her_place_is_no_better_than_if_she_had_stayed_on_the_line() => Gen.Int.Sample(
        seed =>
        {
            var random = new Random(seed);
            using var memory = new CallerMemory(() => _policy, _time);
            DateTimeOffset? firstCame = null;
            var ended = DateTimeOffset.MinValue;
            for (var call = 0; call < 10; call++)
            {
                var now = _time.GetUtcNow();
                if (now - ended >= _policy.Redial)
                    firstCame = null;
                firstCame ??= now;
                var place = memory.Recognise($"{call}", Aigul)?.CutOff?.CameAt ?? now;
                Assert.True(place >= firstCame, "she gained a place");
                Assert.Equal(firstCame, place);
                _time.Advance(TimeSpan.FromSeconds(random.Next(600)));
                memory.End(State($"{call}", place, null));
                ended = _time.GetUtcNow();
                memory.Forget(_ => true);
                _time.Advance(TimeSpan.FromSeconds(random.Next(400)));
                memory.Forget(_ => true);
            }
        },
        iter: 1_000, threads: 1);

    [Fact]
    public void Nothing_that_leaves_the_memory_has_a_member_that_could_hold_a_digest()
    {
        var (open, seen) = (new Queue<Type>([typeof(LineWanted), typeof(CallState), typeof(Contracts.Decisions.Explanation)]), new HashSet<Type>());
        while (open.TryDequeue(out var type))
        {
            Assert.False(type == typeof(byte[]) || type == typeof(UInt128) || type == typeof(ulong) || type == typeof(Guid), $"{type}");
            foreach (var member in type.GetProperties().Select(property => property.PropertyType))
            {
                foreach (var part in member.GetGenericArguments().Append(member).Where(part => part.Namespace?.StartsWith("Hotline117", StringComparison.Ordinal) == true
                    || part.IsArray || part.IsPrimitive || part == typeof(UInt128) || part == typeof(Guid)))
                {
                    if (!part.IsEnum && seen.Add(part))
                        open.Enqueue(part);
                }
            }
        }

        Assert.Contains(typeof(Visit), seen);
    }

    private void Pass(int minutes)
    {
        _time.Advance(TimeSpan.FromMinutes(minutes));
        _memory.Forget(_ => true);
    }

    private void End(string callId, DateTimeOffset came, string? line = null) => _memory.End(State(callId, came, line));

    private CallState State(string callId, DateTimeOffset came, string? line) => new()
    {
        CallId = callId,
        Version = 2,
        Phase = line is null ? CallPhase.Waiting : CallPhase.Talking,
        PhaseSince = came,
        ReceivedAt = _time.GetUtcNow(),
        CameFirstAt = came,
        Step = 1,
        Attempt = 1,
        Region = CallerRegion.Unknown,
        Lines = line is null ? [] : [new HeldLine(line, null)],
    };

    private IReadOnlyList<(byte[] Key, IReadOnlyList<object> Digests)> Epochs(CallerMemory? of = null)
    {
        var epochs = (IEnumerable)Field(of ?? _memory, "_epochs")!;
        return [.. epochs.Cast<object>().Select(epoch => ((byte[])Field(epoch, "_key")!,
            (IReadOnlyList<object>)[.. ((IDictionary)epoch.GetType().GetProperty("Callers")!.GetValue(epoch)!).Keys.Cast<object>()]))];
    }

    // What lies in the memory of the process is the point here, and no interface shows it.
    private static object? Field(object of, string name) => of.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of);
}
