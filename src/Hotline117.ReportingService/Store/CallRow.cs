using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Hotline117.ReportingService.Store;

/// <summary>How <see cref="CallFacts"/> lie in the table <c>calls</c>: a column for each member, named like it.</summary>
internal static class CallRow
{
    private static readonly (string Name, NpgsqlDbType Type, Func<CallFacts, object?> Value)[] _columns =
    [
        .. typeof(CallFacts).GetProperties().Select(member => (JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name), TypeOf(member.PropertyType), (Func<CallFacts, object?>)member.GetValue)),
    ];

    public static string Columns { get; } = string.Join(", ", _columns.Select(column => column.Name));

    public static async Task WriteAsync(NpgsqlBinaryImporter rows, CallFacts facts, CancellationToken cancellation)
    {
        await rows.StartRowAsync(cancellation);
        foreach (var (_, type, valueOf) in _columns)
        {
            await (valueOf(facts) switch
            {
                null => rows.WriteNullAsync(cancellation),
                DateTimeOffset at => rows.WriteAsync(at.ToUniversalTime(), type, cancellation),
                Enum word => rows.WriteAsync(JsonNamingPolicy.CamelCase.ConvertName(word.ToString()), type, cancellation),
                var value => rows.WriteAsync(value, type, cancellation),
            });
        }
    }

    private static NpgsqlDbType TypeOf(Type member) => (Nullable.GetUnderlyingType(member) ?? member) switch
    {
        { IsEnum: true } => NpgsqlDbType.Text,
        var type when type == typeof(string) => NpgsqlDbType.Text,
        var type when type == typeof(int) => NpgsqlDbType.Integer,
        var type when type == typeof(long) => NpgsqlDbType.Bigint,
        var type when type == typeof(DateTimeOffset) => NpgsqlDbType.TimestampTz,
        var type => throw new NotSupportedException($"{type} has no column type"),
    };
}
