using Hotline117.Contracts.Events;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Hotline117.ReportingService.Consumers;

/// <summary>What RabbitMQ's refusals mean.</summary>
internal static class BrokerFault
{
    public static bool IsRefusal(Exception? fault) => Root(fault) is AuthenticationFailureException;

    /// <summary>Says what is wrong and how to mend it, without an address or a secret.</summary>
    public static string Explain(Exception? fault) => Root(fault) switch
    {
        AuthenticationFailureException => "RabbitMQ refuses the user or password of RabbitMq:Uri",
        PossibleAuthenticationFailureException => "RabbitMQ closed the connection at sign-in: check user, password and virtual host of RabbitMq:Uri",
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotAllowed } =>
            "the virtual host of RabbitMq:Uri does not exist or is closed to its user",
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.AccessRefused } =>
            "the user of RabbitMq:Uri may not configure, write and read in its virtual host",
        OperationInterruptedException { ShutdownReason.ReplyCode: Constants.PreconditionFailed } =>
            $"{EventQueue.Name} or {EventRoutes.Exchange} is there with other properties: delete what declared it so",
        OperationInterruptedException => "RabbitMQ closed the connection",
        null => "not connected to RabbitMQ yet",
        _ => "RabbitMQ can't be reached",
    };

    private static Exception? Root(Exception? fault) => fault switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException or OperationInterruptedException => fault,
        { InnerException: { } inner } => Root(inner),
        _ => fault,
    };
}
