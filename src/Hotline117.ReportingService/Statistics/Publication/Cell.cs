namespace Hotline117.ReportingService.Statistics.Publication;

/// <summary>All calls, those with one value of an attribute, or with one value of each of two.</summary>
/// <param name="Other">Of an attribute that stands later in <see cref="CallAttribute.All"/>.</param>
public readonly record struct Cell(AttributeValue? One = null, AttributeValue? Other = null)
{
    public static Cell AllCalls => default;

    public static Cell Of(params IReadOnlyList<AttributeValue> values) => values switch
    {
        [] => AllCalls,
        [var one] => new(one),
        [var one, var other] when Place(one) <= Place(other) => new(one, other),
        [var one, var other] => new(other, one),
        _ => throw new ArgumentException("At most two attributes are crossed.", nameof(values)),
    };

    /// <summary>As it is stored: <c>region=osh&amp;outcome=answered</c>.</summary>
    public override string ToString() => string.Join('&', Values.Select(value => $"{value.Attribute}={Uri.EscapeDataString(value.Value)}"));

    public static Cell Parse(string text) => Of([.. text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part =>
        new AttributeValue(part[0], Uri.UnescapeDataString(part[1])))]);

    public IEnumerable<AttributeValue> Values => new[] { One, Other }.OfType<AttributeValue>();

    private static int Place(AttributeValue value) => CallAttribute.All.TakeWhile(attribute => attribute.Name != value.Attribute).Count();
}
