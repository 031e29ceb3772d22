using System.Text.Json;
using Hotline117.Contracts.WrapUps;
using Hotline117.Routing;

namespace Hotline117.RoutingService.Api;

/// <summary>Reads <c>{"listVersion": 1, "codes": {"help": "…", "risk": "…", "referral": "…"}}</c>. Finds all that is wrong; a field for anything else is wrong, too.</summary>
internal sealed class WrapUpRequest
{
    private const string ListVersion = "listVersion";
    private const string Codes = "codes";
    private const string Help = "help";
    private const string Risk = "risk";
    private const string Referral = "referral";

    private readonly WrapUpCodes _lists;
    private readonly Dictionary<string, List<string>> _faults = [];

    private WrapUpRequest(WrapUpCodes lists) => _lists = lists;

    /// <returns>The wrap-up, or what is wrong by field.</returns>
    public static (WrapUp? Said, Dictionary<string, string[]> Faults) Read(string json, WrapUpCodes lists)
    {
        var request = new WrapUpRequest(lists);
        var said = request.Read(json);
        return (request._faults.Count == 0 ? said : null, request._faults.ToDictionary(fault => fault.Key, fault => fault.Value.ToArray()));
    }

    private WrapUp? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var fields = FieldsOf(document.RootElement, "body", [ListVersion, Codes]);
            var version = ReadVersion(fields.GetValueOrDefault(ListVersion));
            var codes = fields.TryGetValue(Codes, out var given) ? FieldsOf(given, Codes, [Help, Risk, Referral]) : [];
            if (!codes.ContainsKey(Help) && !_faults.ContainsKey("body") && !_faults.ContainsKey(Codes))
            {
                Wrong($"{Codes}.{Help}", "It is missing: say which kind of help it was.");
            }

            return new WrapUp
            {
                ListVersion = version,
                Help = ReadCode(codes, Help, _lists.Help) ?? "",
                Risk = ReadCode(codes, Risk, _lists.Risk),
                Referral = ReadCode(codes, Referral, _lists.Referral),
            };
        }
        catch (JsonException)
        {
            Wrong("body", "It is no JSON.");
            return null;
        }
    }

    private Dictionary<string, JsonElement> FieldsOf(JsonElement element, string name, string[] known)
    {
        var fields = new Dictionary<string, JsonElement>();
        if (element.ValueKind is not JsonValueKind.Object)
        {
            Wrong(name, $"It must be an object with {string.Join(", ", known)}.");
            return fields;
        }

        foreach (var field in element.EnumerateObject())
        {
            var path = name == Codes ? $"{Codes}.{field.Name}" : field.Name;
            if (!known.Contains(field.Name))
            {
                Wrong(path, $"There is no such field: {Suggestion.Or($"there are {string.Join(", ", known)}", field.Name, known)}.");
            }
            else if (!fields.TryAdd(field.Name, field.Value))
            {
                Wrong(path, "It is written twice.");
            }
        }

        return fields;
    }

    private int ReadVersion(JsonElement given)
    {
        if (given.ValueKind is not JsonValueKind.Number || !given.TryGetInt32(out var version) || version != _lists.Version)
        {
            Wrong(ListVersion, $"It must be {_lists.Version}: read the codes anew from GET /api/v1/wrap-up-codes.");
        }

        return _lists.Version;
    }

    private string? ReadCode(Dictionary<string, JsonElement> codes, string list, IReadOnlyList<WrapUpCode> known)
    {
        if (!codes.TryGetValue(list, out var given) || (given.ValueKind is JsonValueKind.Null && list != Help))
        {
            return null;
        }

        var ids = known.Select(code => code.Id).ToList();
        if (given.ValueKind is JsonValueKind.String && given.GetString() is { } code && ids.Contains(code))
        {
            return code;
        }

        var written = given.ValueKind is JsonValueKind.String ? given.GetString()! : "";
        Wrong($"{Codes}.{list}", $"It is no code of this list: {Suggestion.Or($"the codes are {string.Join(", ", ids)}", written, ids)}.");
        return null;
    }

    private void Wrong(string field, string what)
    {
        if (!_faults.TryGetValue(field, out var faults))
        {
            _faults[field] = faults = [];
        }

        faults.Add(what);
    }
}
