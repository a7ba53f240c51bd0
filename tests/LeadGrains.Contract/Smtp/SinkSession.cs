using System.Net.Security;
using System.Text;

namespace LeadGrains.Contract;

/// <summary>One connection to the sink.</summary>
internal sealed class SinkSession(RecordingSink sink, int number)
{
    private readonly byte[] _buffer = new byte[32 * 1024];
    private readonly StringBuilder _text = new();
    private Stream _stream = Stream.Null;
    private CancellationToken _closing;
    private int _from, _to;
    private string _mailFrom = "", _mailTo = "";
    private string? _user;

    public async Task Run(Stream stream, CancellationToken closing)
    {
        (_stream, _closing) = (stream, closing);
        if (sink.TlsAtOnce) await Secure();
        if (!await Reply(SinkPhase.Connect, "", "220 sink.example ESMTP")) return;
        while (await ReadLine() is { } line)
            if (!await Answer(line)) return;
    }

    private Task<bool> Answer(string line) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => Reply(SinkPhase.Hello, line, string.Join("\r\n", Offers().Select(o => $"250-{o}").Prepend("250-sink.example")) + "\r\n250 HELP"),
        "HELO" => Reply(SinkPhase.Hello, line, "250 sink.example"),
        "STARTTLS" => StartTls(line),
        "AUTH" => Auth(line),
        "MAIL" => Reply(SinkPhase.Mail, line, "250 2.1.0 fine", () => _mailFrom = Address(line)),
        "RCPT" => Reply(SinkPhase.Recipient, line, "250 2.1.5 fine", () => _mailTo = Address(line)),
        "DATA" => Data(line),
        "RSET" => Reply(SinkPhase.Reset, line, "250 2.0.0 fine"),
        "QUIT" => Reply(SinkPhase.Quit, line, "221 2.0.0 bye"),
        _ => Reply(SinkPhase.Other, line, "502 5.5.1 unknown"),
    };

    private IEnumerable<string> Offers() => sink.Certificate is not null && _stream is not SslStream ? [.. sink.Offers, "STARTTLS"] : sink.Offers;

    private async Task<bool> StartTls(string line)
    {
        if (!await Reply(SinkPhase.StartTls, line, "220 2.0.0 go ahead")) return false;
        await Secure();
        return true;
    }

    private async Task Secure()
    {
        var secured = new SslStream(_stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.Certificate }, _closing);
        _stream = secured;
    }

    // Anybody may come in; the tests look at who said what.
    private async Task<bool> Auth(string line)
    {
        if (line.Split(' ') is [_, _, var all])
        {
            _user = Decoded(all).Trim('\0').Replace('\0', ':');
            return await Reply(SinkPhase.Auth, line, "235 2.7.0 welcome");
        }
        await Write("334 VXNlcm5hbWU6");
        var user = Decoded(await ReadLine() ?? "");
        await Write("334 UGFzc3dvcmQ6");
        _user = $"{user}:{Decoded(await ReadLine() ?? "")}";
        return await Reply(SinkPhase.Auth, line, "235 2.7.0 welcome");
    }

    private async Task<bool> Data(string line)
    {
        var told = false;
        if (!await Reply(SinkPhase.Data, line, "354 go ahead", () => told = true)) return false;
        if (!told) return true;
        _text.Clear();
        while (await ReadLine() is { } text)
        {
            if (text == ".")
            {
                sink.Keep(new SunkMail(_mailFrom, _mailTo, _text.ToString(), number, _stream is SslStream, _user));
                return await Reply(SinkPhase.Dot, line, "250 2.0.0 taken") && await Act(SinkPhase.Answered, line) is not SinkAct.Gone;
            }
            if (_text.Length == 0 && await Act(SinkPhase.Text, text) is var act and not SinkAct.AsEver) return await Obey(act);
            _text.Append(text).Append("\r\n");
        }
        return false;
    }

    private async ValueTask<SinkAct> Act(SinkPhase phase, string line)
    {
        var act = sink.Script(new SinkMoment(number, phase, line));
        if (act is not SinkAct.Held(var task)) return act;
        await task.WaitAsync(_closing);
        return SinkAct.Usual;
    }

    private async Task<bool> Reply(SinkPhase phase, string line, string usual, Action? then = null)
    {
        var act = await Act(phase, line);
        if (act is not SinkAct.AsEver) return await Obey(act);
        then?.Invoke();
        await Write(usual);
        return phase != SinkPhase.Quit;
    }

    private async Task<bool> Obey(SinkAct act)
    {
        if (act is SinkAct.Silent) await Task.Delay(Timeout.Infinite, _closing);
        if (act is SinkAct.Spoken(var line)) await Write(line);
        return act is SinkAct.Spoken;
    }

    private ValueTask Write(string line) => _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _closing);

    private async ValueTask<string?> ReadLine()
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _from, end);
                _from += end + 2;
                return line;
            }
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
            var read = await _stream.ReadAsync(_buffer.AsMemory(_to), _closing);
            if (read == 0) return null;
            _to += read;
        }
    }

    private static string Address(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

    private static string Decoded(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
