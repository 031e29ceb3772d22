namespace Hotline117.Contracts;

/// <summary>
/// A call's id is the uniqueid of its caller's channel: <c>SYSTEMNAME-SECONDS.COUNT</c>. The systemname is the switch's name, or that and, after <c>~</c>, what tells
/// this start of the switch from others (<c>telephony-config/name-start</c>).
/// </summary>
public static class CallId
{
    /// <returns>The name of the switch; empty where the id bears none.</returns>
    public static string SwitchOf(string id) => NameIn(SystemNameOf(id));

    /// <returns>The systemname of the switch at that start; empty where the id bears none.</returns>
    public static string SystemNameOf(string id) => id[..Math.Max(0, id.LastIndexOf('-'))];

    /// <returns>The switch's name in its systemname.</returns>
    public static string NameIn(string systemName) => systemName.Split('~')[0];
}
