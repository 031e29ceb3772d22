namespace Hotline117.Asterisk.Actions;

/// <summary>Reads AstDB as a list of one <c>DBGetResponse</c> event with <c>Val</c>; a missing key is an error. Needs <c>system</c> or <c>reporting</c>.</summary>
public sealed class DBGetAction(string family, string key) : AmiAction("DBGet", ("Family", family), ("Key", key));

/// <summary>Reads all of a family as a list of <c>DBGetTreeResponse</c> with <c>Key</c> (<c>/family/key</c>) and <c>Val</c>. Needs <c>system</c> or <c>reporting</c>.</summary>
public sealed class DBGetTreeAction(string family) : AmiAction("DBGetTree", ("Family", family));

/// <summary>Writes AstDB. Needs <c>system</c>.</summary>
public sealed class DBPutAction(string family, string key, string value) : AmiAction("DBPut", ("Family", family), ("Key", key), ("Val", value));

/// <summary>Removes a key of AstDB; a missing one is an error. Needs <c>system</c>.</summary>
public sealed class DBDelAction(string family, string key) : AmiAction("DBDel", ("Family", family), ("Key", key));

/// <summary>Removes what lies under a key of AstDB; where there is nothing it is an error. Needs <c>system</c>.</summary>
public sealed class DBDelTreeAction(string family, string key) : AmiAction("DBDelTree", ("Family", family), ("Key", key));
