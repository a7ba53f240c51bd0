using System.Globalization;
using LeadGrains.MailKit.Tests.Folder;
using LeadGrains.MailKit.Tests.Sending;

// Not for people: what the tests start and kill, and what measures.
//   send FILE PORT CONNECTIONS     an engine that sends mail through MailKit to a server on this machine, until it is killed
//   read PORT PEM PLACE LOG        follows a folder; each message it takes is a line in LOG, durable before it goes on
//   measure MAILS                  mails a second on 8 connections, by our own client and by MailKit, in turn
switch (args)
{
    case ["send", var file, var port, var connections]:
        await KilledSender.Run(file, Number(port), Number(connections));
        break;
    case ["read", var port, var pem, var place, var log]:
        await KilledReader.Run(Number(port), pem, place, log);
        break;
    case ["measure", var mails]:
        await Measure.Run(Number(mails));
        break;
    default:
        Console.Error.WriteLine("send FILE PORT CONNECTIONS | read PORT PEM PLACE LOG | measure MAILS");
        return 2;
}
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
