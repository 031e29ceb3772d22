using System.Text.Json.Nodes;

namespace Hotline117.Web.Rosters;

public enum EntryKind
{
    /// <summary>A dated exception.</summary>
    Off,
    /// <summary>Duty on one date.</summary>
    On,
    Weekly,
}

/// <summary>One shift or exception as a form shows it. What is written is RoutingService's to judge.</summary>
public sealed record RosterEntry
{
    public static IReadOnlyList<string> Weekdays { get; } = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    public static IReadOnlyList<string> HolidayRules { get; } = ["asUsual", "off", "only"];

    public required EntryKind Kind { get; init; }
    public required string Id { get; init; }

    /// <summary>It holds for all lines of this centre; null where <see cref="Lines"/> names them.</summary>
    public string? Centre { get; init; }
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>A date of an exception, else a time of day; so is <see cref="To"/>.</summary>
    public string From { get; init; } = "";
    public string To { get; init; } = "";
    public string Date { get; init; } = "";
    public IReadOnlyList<string> Days { get; init; } = [];
    public string ValidFrom { get; init; } = "";
    public string ValidTo { get; init; } = "";
    public bool OnCall { get; init; }

    /// <summary>Ids with spaces between.</summary>
    public string Counsellors { get; init; } = "";
    public string Holidays { get; init; } = HolidayRules[0];
    public string Reason { get; init; } = "";

    /// <summary>Below <c>api/v1/rosters/</c>.</summary>
    public string Address => $"{(Kind is EntryKind.Off ? "exceptions" : "shifts")}/{Uri.EscapeDataString(Id)}";

    /// <param name="roster">As RoutingService writes it.</param>
    public static RosterEntry? Find(JsonObject roster, bool isException, string id) =>
        roster[isException ? "exceptions" : "shifts"] is JsonArray all
        && all.OfType<JsonObject>().FirstOrDefault(fields => Text(fields, "id") == id) is { } found ? Of(found, isException) : null;

    public static RosterEntry Read(IFormCollection form) => new()
    {
        Kind = Enum.TryParse<EntryKind>(form["Kind"], out var kind) ? kind : EntryKind.Off,
        Id = form["Id"].ToString(),
        Centre = form["All"] is [{ Length: > 0 } centre] ? centre : null,
        Lines = [.. form["Line"].OfType<string>()],
        From = form["From"].ToString(),
        To = form["To"].ToString(),
        Date = form["Date"].ToString(),
        Days = [.. form["Day"].OfType<string>()],
        ValidFrom = form["ValidFrom"].ToString(),
        ValidTo = form["ValidTo"].ToString(),
        OnCall = form.ContainsKey("OnCall"),
        Counsellors = form["Counsellors"].ToString(),
        Holidays = form["Holidays"].ToString(),
        Reason = form["Reason"].ToString().Trim(),
    };

    /// <summary>As RoutingService reads it.</summary>
    public JsonObject Body()
    {
        var fields = new JsonObject();
        if (Centre is not null)
            fields["centre"] = Centre;
        else
            fields["lines"] = Words(Lines);
        if (Kind is EntryKind.On)
            fields["date"] = Date;
        if (Kind is EntryKind.Weekly)
            fields["days"] = Words(Days);
        fields["from"] = From;
        Add("to", To);
        if (Kind is EntryKind.Off)
        {
            Add("reason", Reason);
            return fields;
        }

        if (Kind is EntryKind.Weekly)
        {
            Add("validFrom", ValidFrom);
            Add("validTo", ValidTo);
        }

        if (OnCall)
            fields["onCall"] = true;
        if (Counsellors.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } counsellors)
            fields["counsellors"] = Words(counsellors);
        if (Holidays != HolidayRules[0])
            Add("holidays", Holidays);
        return fields;

        void Add(string field, string text)
        {
            if (text.Length > 0)
                fields[field] = text;
        }
    }

    private static RosterEntry Of(JsonObject fields, bool isException) => new()
    {
        Kind = isException ? EntryKind.Off : fields.ContainsKey("date") ? EntryKind.On : EntryKind.Weekly,
        Id = Text(fields, "id"),
        Centre = fields.ContainsKey("centre") ? Text(fields, "centre") : null,
        Lines = List(fields, "lines"),
        From = Text(fields, "from"),
        // An exception of one day is written without its end.
        To = fields.ContainsKey("to") ? Text(fields, "to") : Text(fields, "from"),
        Date = Text(fields, "date"),
        Days = fields["days"] is JsonValue ? Weekdays : List(fields, "days"),
        ValidFrom = Text(fields, "validFrom"),
        ValidTo = Text(fields, "validTo"),
        OnCall = fields["onCall"]?.GetValue<bool>() ?? false,
        Counsellors = string.Join(' ', List(fields, "counsellors")),
        Holidays = fields.ContainsKey("holidays") ? Text(fields, "holidays") : HolidayRules[0],
        Reason = Text(fields, "reason"),
    };

    private static string Text(JsonObject fields, string field) => fields[field]?.GetValue<string>() ?? "";

    private static IReadOnlyList<string> List(JsonObject fields, string field) =>
        fields[field] is JsonArray all ? [.. all.Select(word => word!.GetValue<string>())] : [];

    private static JsonArray Words(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)word)];
}
