using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline117.Contracts;
using Hotline117.Contracts.Decisions;

namespace Hotline117.RoutingService.State;

/// <summary>How decisions lie in Redis: as the contracts are, but for the lines considered, which are one text instead of an object each. A decision is
/// written twice (explanation and outbox) and names up to 60 lines: so it is a quarter as long.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = NewOptions();

    private static JsonSerializerOptions NewOptions()
    {
        var options = ContractJson.Configure(new JsonSerializerOptions());
        options.Converters.Add(new ConsideredLines());
        return options;
    }

    /// <summary><c>line centre minutes verdict</c> for each; a dot stands for what is as it was in the one before, nothing for unknown minutes.
    /// Neither ids nor verdicts have spaces or dots.</summary>
    private sealed class ConsideredLines : JsonConverter<IReadOnlyList<ConsideredLine>>
    {
        private const int Fields = 4;
        private const int UsualLength = 16;
        private const string Same = ".";

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<ConsideredLine> value, JsonSerializerOptions options)
        {
            var text = new StringBuilder(value.Count * UsualLength);
            ConsideredLine? before = null;
            foreach (var line in value)
            {
                text.Append(before is null ? "" : " ").Append(line.LineId).Append(' ').Append(line.CentreId).Append(' ');
                text.Append(before is { } earlier && earlier.TravelMinutes == line.TravelMinutes ? Same : line.TravelMinutes?.ToString(CultureInfo.InvariantCulture));
                text.Append(' ').Append(before?.Verdict == line.Verdict ? Same : Enum.GetName(line.Verdict));
                before = line;
            }

            writer.WriteStringValue(text.ToString());
        }

        public override IReadOnlyList<ConsideredLine> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            // As it was written before.
            if (reader.TokenType is JsonTokenType.StartArray)
                return JsonSerializer.Deserialize<ConsideredLine[]>(ref reader, ContractJson.Options)!;
            try
            {
                return Lines(reader.GetString()!);
            }
            catch (Exception e) when (e is ArgumentException or FormatException)
            {
                throw new JsonException("The lines considered are not as this version writes them.", e);
            }
        }

        private static List<ConsideredLine> Lines(string text)
        {
            var lines = new List<ConsideredLine>();
            foreach (var fields in text.Split(' ').Chunk(Fields).Where(fields => fields.Length == Fields))
            {
                lines.Add(new()
                {
                    LineId = fields[0],
                    CentreId = fields[1],
                    TravelMinutes = fields[2] switch { Same => lines[^1].TravelMinutes, "" => null, var minutes => int.Parse(minutes, CultureInfo.InvariantCulture) },
                    Verdict = fields[3] is Same ? lines[^1].Verdict : Enum.Parse<Verdict>(fields[3]),
                });
            }

            return lines;
        }
    }
}
