namespace Hotline117.Contracts.Live;

/// <summary>Callers are asked to key in a number that is spoken to them: who does goes first, who does not waits behind and is answered all the same.</summary>
/// <param name="By">The account's name, or <c>policy</c>.</param>
public sealed record SpokenCode(string By, string Reason, DateTimeOffset Since);
