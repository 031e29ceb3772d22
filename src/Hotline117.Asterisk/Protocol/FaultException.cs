namespace Hotline117.Asterisk.Protocol;

/// <summary>Ends an attempt to connect; never leaves the library.</summary>
internal sealed class FaultException(AmiFault fault, Exception? inner = null) : Exception(fault.Text, inner)
{
    public AmiFault Fault { get; } = fault;
}
