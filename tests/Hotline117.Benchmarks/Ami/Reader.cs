namespace Hotline117.Benchmarks.Ami;

/// <param name="Checksum">Of what was read, so that nothing can be left out unseen.</param>
/// <param name="Actions">Answered meanwhile.</param>
internal sealed record Reading(long Events, long Checksum, int Actions);

/// <summary>A way to read all events of the stream once; the connection is made by the first call of <see cref="ReadAsync"/> and kept.</summary>
internal interface IReader : IAsyncDisposable
{
    Task<Reading> ReadAsync();
}
