namespace Hotline117.Routing.Calls;

/// <summary>What makes a call one of the hotline's own: a counsellor is rung first, and then the one who asked to be called back. It has no place among those
/// who wait: whoever calls goes first.</summary>
/// <param name="Since">From when the wait for a line counts, which makes wishes give way: the safe time's begin.</param>
public sealed record CallingBack(string CallbackId, DateTimeOffset Since);
