using Hotline117.Asterisk.Protocol;

namespace Hotline117.Asterisk;

/// <summary>Gathers what is wrong with options, so that all of it can be mended at once.</summary>
internal sealed class OptionFaults
{
    private readonly List<string> _faults = [];

    public IReadOnlyList<string> All => _faults;

    public OptionFaults Text(string option, string? value, bool show = true)
    {
        if (string.IsNullOrWhiteSpace(value))
            _faults.Add($"{option} is empty: set it");
        else if (value.AsSpan().ContainsAny(HeaderRules.ForbiddenInValues))
            _faults.Add($"{option}{(show ? $" '{HeaderRules.Shown(value)}'" : "")} holds a line break or NUL: remove it");
        return this;
    }

    public OptionFaults Range<T>(string option, T value, T min, T max) where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            _faults.Add(FormattableString.Invariant($"{option} is {value}: it must be {min} to {max}"));
        return this;
    }
}
