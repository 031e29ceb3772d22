namespace Hotline117.Contracts;

/// <summary>Whom a line of the hotline is for.</summary>
public enum Audience
{
    Victims,
    /// <summary>People who want to stop their violence; they are never bridged to a line for victims.</summary>
    Perpetrators,
}
