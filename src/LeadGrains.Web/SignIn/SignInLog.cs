using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>Who came in, and who didn't: people by their numbers, never by address, and no token (RELIABILITY 26).</summary>
internal static partial class SignInLog
{
    /// <summary>What the lines are filed under.</summary>
    public const string Category = "LeadGrains.SignIn";

    [LoggerMessage(1, LogLevel.Information, "A link to sign in was sent to person {Person}, {Ways} ways in")]
    public static partial void LinkSent(ILogger log, int person, int ways);

    [LoggerMessage(2, LogLevel.Information, "A link to sign in was asked for an address that nobody has")]
    public static partial void Unknown(ILogger log);

    [LoggerMessage(3, LogLevel.Warning, "A link to sign in for person {Person} couldn't be sent")]
    public static partial void NotSent(ILogger log, int person);

    [LoggerMessage(4, LogLevel.Warning, "A link to sign in couldn't be written: {Reason}")]
    public static partial void NotWritten(ILogger log, string reason);

    [LoggerMessage(5, LogLevel.Information, "Person {Person} signed in as {Role}")]
    public static partial void SignedIn(ILogger log, int person, Role role);

    [LoggerMessage(6, LogLevel.Warning, "Nobody was signed in: {Reason}")]
    public static partial void Failed(ILogger log, string reason);

    [LoggerMessage(7, LogLevel.Information, "Person {Person} signed out")]
    public static partial void SignedOut(ILogger log, int person);

    [LoggerMessage(8, LogLevel.Information, "The sessions of person {Person} ended: they aren't in their team as they were")]
    public static partial void Left(ILogger log, int person);

    [LoggerMessage(9, LogLevel.Information, "Person {Person} is the first admin")]
    public static partial void FirstAdmin(ILogger log, int person);

    [LoggerMessage(10, LogLevel.Information, "Person {Person} was {Change} by {By}, as {Role}")]
    public static partial void Changed(ILogger log, int person, string change, string by, Role role);

    [LoggerMessage(11, LogLevel.Warning, "A form was refused: {Reason}")]
    public static partial void FormRefused(ILogger log, string reason);
}
