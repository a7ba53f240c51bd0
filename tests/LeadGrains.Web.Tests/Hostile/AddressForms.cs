using System.Net;
using System.Net.Sockets;

namespace LeadGrains.Web.Tests;

/// <summary>A listener on this machine that must never be connected to, and the ways to write its address, and other private ones.</summary>
internal sealed class Canary : IDisposable
{
    private readonly TcpListener _four = new(IPAddress.Loopback, 0), _six;
    private int _connects;

    public Canary()
    {
        _four.Start();
        Port = ((IPEndPoint)_four.LocalEndpoint).Port;
        _six = new TcpListener(IPAddress.IPv6Loopback, Port);
        try
        {
            _six.Start();
            _ = Count(_six);
        }
        catch (SocketException)
        {
            // There is no IPv6 here; the forms of it are refused before anybody notices.
        }
        _ = Count(_four);
    }

    public int Port { get; }

    /// <summary>Connections so far.</summary>
    public int Connects => Volatile.Read(ref _connects);

    /// <summary>At least 60 addresses that lead to this machine, its network or a metadata service.</summary>
    public IEnumerable<string> Addresses()
    {
        string[] hosts =
        [
            "127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "127.000.000.001", "0177.0.0.1", "0x7f.0.0.1", "0x7f.1", "0x7f000001", "0X7F000001", "2130706433", "017700000001", "127.255.255.254", "127.0.0.2", "localhost", "LOCALHOST", "localhost.",
            "0.0.0.0", "0", "0x0", "00", "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001::7f00:1]",
            "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "１２７.０.０.１", "127。0。0。1", "①②⑦.⓪.⓪.①", "ⓛocalhost", "%31%32%37.0.0.1", "127.0.0.1%00", "127.0.0.1%2f", "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.254",
            "192.168.0.1", "192.168.1", "100.64.0.1", "100.100.100.200", "169.254.169.254", "0xA9FEA9FE", "2852039166", "[::ffff:169.254.169.254]", "169.254.170.2", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "metadata.google.internal", "localhost.localdomain",
            "127.0.0.1.nip.io", "localtest.me", "a@127.0.0.1", "public.example@127.0.0.1", "127.0.0.1#@public.example", "127.0.0.1?@public.example", "127.0.0.1\\@public.example",
        ];
        foreach (var host in hosts)
        {
            var at = host.IndexOfAny(['#', '?', '\\']);
            yield return at < 0 ? $"{host}:{Port}" : $"{host[..at]}:{Port}{host[at..]}";
        }
    }

    public void Dispose()
    {
        _four.Stop();
        _six.Stop();
    }

    private async Task Count(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref _connects);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }
}
