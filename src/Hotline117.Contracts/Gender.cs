namespace Hotline117.Contracts;

/// <summary>Of a counsellor who wishes to say it, for callers who ask for it.</summary>
public enum Gender { Female, Male }
