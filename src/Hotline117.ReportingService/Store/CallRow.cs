using System.Reflection;
using System.Text.Json;
using Npgsql;

namespace Hotline117.ReportingService.Store;

/// <summary>How <see cref="CallFacts"/> lie in the table <c>calls</c>: a column for each member, named like it.</summary>
internal static class CallRow
{
    private delegate Task Write(NpgsqlBinaryImporter rows, CallFacts facts, CancellationToken cancellation);

    private static readonly PropertyInfo[] _members = typeof(CallFacts).GetProperties();

    private static readonly Write[] _columns = [.. _members.Select(WriterOf)];

    public static string Columns { get; } = string.Join(", ", _members.Select(member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name)));

    public static async Task WriteAsync(NpgsqlBinaryImporter rows, CallFacts facts, CancellationToken cancellation)
    {
        await rows.StartRowAsync(cancellation);
        foreach (var write in _columns)
        {
            await write(rows, facts, cancellation);
        }
    }

    // Typed, for nothing is boxed then: a row has many columns.
    private static Write WriterOf(PropertyInfo member) => member.PropertyType switch
    {
        var type when type == typeof(string) => Text(Getter<string?>(member)),
        var type when type == typeof(int) => Number(Getter<int>(member)),
        var type when type == typeof(int?) => Nullable(Getter<int?>(member)),
        var type when type == typeof(long?) => Nullable(Getter<long?>(member)),
        var type when type == typeof(DateTimeOffset?) => Nullable(Getter<DateTimeOffset?>(member)),
        var type when System.Nullable.GetUnderlyingType(type) is { IsEnum: true } => Text(facts => member.GetValue(facts) is { } word ? JsonNamingPolicy.CamelCase.ConvertName(word.ToString()!) : null),
        var type => throw new NotSupportedException($"{type} has no column type"),
    };

    private static Func<CallFacts, T> Getter<T>(PropertyInfo member) => member.GetMethod!.CreateDelegate<Func<CallFacts, T>>();

    private static Write Number(Func<CallFacts, int> get) => (rows, facts, cancellation) => rows.WriteAsync(get(facts), cancellation);

    private static Write Text(Func<CallFacts, string?> get) => (rows, facts, cancellation) => get(facts) is { } text ? rows.WriteAsync(text, cancellation) : rows.WriteNullAsync(cancellation);

    private static Write Nullable<T>(Func<CallFacts, T?> get) where T : struct =>
        (rows, facts, cancellation) => get(facts) is { } value ? rows.WriteAsync(value, cancellation) : rows.WriteNullAsync(cancellation);
}
