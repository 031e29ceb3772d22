using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hotline117.Routing.Calls;

namespace Hotline117.RoutingService.Inbound;

/// <summary>
/// Knows a caller again who dials within minutes: by a digest of the number under a key that was made in this process and never leaves it. No number is
/// kept, and no digest is ever given out. A call is forgotten when the policy's time after its end is over, a key with the last call of its time.
/// </summary>
/// <remarks>
/// Whoever has Redis, the logs or the bus finds nothing. Whoever has this process's memory has the keys as well and can try all numbers: against that helps
/// only that little is kept, and not for long.
/// </remarks>
internal sealed class CallerMemory(Func<AgainPolicy> policy, TimeProvider time) : IDisposable
{
    /// <summary>Of more calls at once within minutes those that come later are nobody's.</summary>
    public const int MostCalls = 50_000;

    private static readonly TimeSpan _newKeyEvery = AgainPolicy.Longest / 2;

    /// <summary>A call may be heard of before it is stored.</summary>
    private static readonly TimeSpan _storedWithin = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Lock _clock = new();
    private (DateTimeOffset Now, DateTimeOffset Wall, long Steady) _read = (time.GetUtcNow(), time.GetUtcNow(), time.GetTimestamp());
    private readonly List<Epoch> _epochs = [];
    private readonly Dictionary<string, Caller> _callerOf = [];

    /// <summary>By the clock, and where that goes back or stands by the steady one: nothing is kept for longer because a clock was set.</summary>
    private DateTimeOffset Now
    {
        get
        {
            lock (_clock)
            {
                var (wall, steady) = (time.GetUtcNow(), time.GetTimestamp());
                var byWall = wall - _read.Wall;
                var bySteady = time.GetElapsedTime(_read.Steady, steady);
                _read = (_read.Now + (byWall > bySteady ? byWall : bySteady), wall, steady);
                return _read.Now;
            }
        }
    }

    /// <summary>How many calls are known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _callerOf.Count;
            }
        }
    }

    /// <param name="presented">The number, which goes no further than this. Where it is withheld or can't be one person's, the call is nobody's.</param>
    /// <returns>What follows from the caller's other calls; null where nothing does.</returns>
    public KnownCaller? Recognise(string callId, string? presented)
    {
        var rules = policy();
        if (rules.KnownFor == TimeSpan.Zero)
        {
            return null;
        }

        var now = Now;
        lock (_gate)
        {
            if (!_callerOf.TryGetValue(callId, out var caller))
            {
                if (_callerOf.Count >= MostCalls || CallerNumber.OfOnePerson(presented) is not { } number)
                {
                    return null;
                }

                _callerOf[callId] = caller = CallerOf(number, now);
                caller.Visits[callId] = new Visit(callId, now);
            }

            return KnownCaller.Of(caller.Visits.Values.Where(visit => visit.CallId != callId), rules, now);
        }
    }

    /// <param name="last">The call as it was until it ended.</param>
    public void End(CallState last) => Change(last.CallId, visit => visit with
    {
        EndedAt = Now,
        CameAt = last.PlaceSince,
        LineId = last.LineId,
        Priority = last.Priority,
        BehindFor = last.BehindFor,
    });

    /// <summary>A counsellor has called it a nuisance.</summary>
    public void Mark(string callId) => Change(callId, visit => visit with { MarkedAt = visit.MarkedAt ?? Now });

    /// <summary>Forgets what is over, and the keys of which nothing is left.</summary>
    /// <param name="isLive">By a call's id. A call whose end nobody has seen has ended when it is no longer live.</param>
    public void Forget(Func<string, bool> isLive)
    {
        var (rules, now) = (policy(), Now);
        lock (_gate)
        {
            foreach (var epoch in _epochs)
            {
                foreach (var (digest, caller) in epoch.Callers)
                {
                    Forget(caller, rules, now, isLive);
                    if (caller.Visits.Count == 0)
                    {
                        epoch.Callers.Remove(digest);
                    }
                }
            }

            foreach (var over in _epochs.Where(epoch => epoch.Callers.Count == 0).ToList())
            {
                over.Dispose();
                _epochs.Remove(over);
            }
        }
    }

    public void Dispose() => _epochs.ForEach(epoch => epoch.Dispose());

    private void Forget(Caller caller, AgainPolicy rules, DateTimeOffset now, Func<string, bool> isLive)
    {
        foreach (var (callId, visit) in caller.Visits)
        {
            if (visit.IsOver(rules, now))
            {
                caller.Visits.Remove(callId);
                _callerOf.Remove(callId);
            }
            else if (visit.EndedAt is null && now - visit.CameAt > _storedWithin && !isLive(callId))
            {
                caller.Visits[callId] = visit with { EndedAt = now };
            }
        }
    }

    private void Change(string callId, Func<Visit, Visit> change)
    {
        lock (_gate)
        {
            if (_callerOf.TryGetValue(callId, out var caller))
            {
                caller.Visits[callId] = change(caller.Visits[callId]);
            }
        }
    }

    /// <summary>Who is known by an older key is from now on known by the newest.</summary>
    private Caller CallerOf(string number, DateTimeOffset now)
    {
        Caller? caller = null;
        foreach (var epoch in _epochs)
        {
            if (epoch.Callers.Remove(epoch.DigestOf(number), out caller))
            {
                break;
            }
        }

        if (_epochs is not [.., var newest] || now - newest.From >= _newKeyEvery)
        {
            _epochs.Add(newest = new Epoch(now));
        }

        return newest.Callers[newest.DigestOf(number)] = caller ?? new Caller();
    }

    private sealed class Caller
    {
        /// <summary>By call id.</summary>
        public Dictionary<string, Visit> Visits { get; } = [];
    }

    /// <summary>The callers of some minutes, by digests under one key.</summary>
    private sealed class Epoch : IDisposable
    {
        // Pinned, or the collector could leave copies behind.
        private readonly byte[] _key = GC.AllocateArray<byte>(HMACSHA256.HashSizeInBytes, pinned: true);

        public Epoch(DateTimeOffset from)
        {
            From = from;
            RandomNumberGenerator.Fill(_key);
        }

        public DateTimeOffset From { get; }

        public Dictionary<UInt128, Caller> Callers { get; } = [];

        public UInt128 DigestOf(string number)
        {
            Span<byte> text = stackalloc byte[CallerNumber.MaxLength];
            Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(_key, text[..Encoding.ASCII.GetBytes(number, text)], digest);
            return BinaryPrimitives.ReadUInt128BigEndian(digest);
        }

        public void Dispose() => CryptographicOperations.ZeroMemory(_key);
    }
}
