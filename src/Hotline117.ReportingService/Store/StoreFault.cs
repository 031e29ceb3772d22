using System.Net.Sockets;
using Npgsql;

namespace Hotline117.ReportingService.Store;

/// <summary>Whose fault it is when PostgreSQL fails, and what to do about it.</summary>
public static class StoreFault
{
    /// <summary>
    /// True where the same statement can succeed later: the server is away, restarting, full, read-only, not set up.
    /// False where the data itself is refused: SQLSTATE classes 22 (data exception), 23 (integrity), 54 (limit exceeded).
    /// </summary>
    public static bool MayPass(Exception fault) => fault switch
    {
        PostgresException { SqlState: ['2', '2' or '3', ..] or ['5', '4', ..] } => false,
        NpgsqlException or TimeoutException or SocketException or IOException => true,
        _ => false,
    };

    /// <summary>Says what is wrong and how to mend it, without an address, a secret or data.</summary>
    public static string Explain(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "PostgreSQL refuses the user or password of Postgres:ConnectionString",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            "the database of Postgres:ConnectionString does not exist: create it, or name another",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "the user of Postgres:ConnectionString lacks a privilege: it must own the database",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
            "PostgreSQL is starting or stopping",
        PostgresException { SqlState: var state } => $"PostgreSQL answers with SQLSTATE {state}",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "PostgreSQL does not answer in time",
        NpgsqlException or SocketException or IOException => "PostgreSQL can't be reached",
        _ => fault.GetType().Name,
    };
}
