namespace Hotline117.Asterisk.Actions;

/// <summary>Reads AstDB as a list of one <c>DBGetResponse</c> event with <c>Val</c>; a missing key is an error. Needs <c>system</c> or <c>reporting</c>.</summary>
public sealed class DBGetAction(string family, string key) : AmiAction("DBGet", ("Family", family), ("Key", key));

/// <summary>Writes AstDB. Needs <c>system</c>.</summary>
public sealed class DBPutAction(string family, string key, string value) : AmiAction("DBPut", ("Family", family), ("Key", key), ("Val", value));

/// <summary>Removes a key of AstDB; a missing one is an error. Needs <c>system</c>.</summary>
public sealed class DBDelAction(string family, string key) : AmiAction("DBDel", ("Family", family), ("Key", key));
