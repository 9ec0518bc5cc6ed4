using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace CostDashboard.TestKit;

/// <summary>A mail that arrived.</summary>
/// <param name="Content">Headers and body, as they came over the wire.</param>
public sealed record ReceivedMail(string From, string To, string Content)
{
    /// <summary>The parts in base64, decoded, in their order: text, HTML, picture.</summary>
    public IReadOnlyList<byte[]> Parts =>
    [
        .. Content.Replace("\r\n", "\n", StringComparison.Ordinal)
            .Split("Content-Transfer-Encoding: base64\n", StringSplitOptions.None)
            .Skip(1)
            .Select(part => part.Split('\n').SkipWhile(line => line.Length > 0).Skip(1).TakeWhile(line => !line.StartsWith("--", StringComparison.Ordinal)))
            .Select(lines => Convert.FromBase64String(string.Concat(lines))),
    ];
}

/// <summary>A mail server on a port of this machine that speaks as much of SMTP (RFC 5321) as a client needs, and keeps what it is given.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _conversations = [];
    private readonly Channel<ReceivedMail> _arrived = Channel.CreateUnbounded<ReceivedMail>();
    private readonly Task _accepting;

    private MailServer(TcpListener listener)
    {
        _listener = listener;
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = [];

    /// <summary>The next mail that nobody has waited for yet; waits until it is there.</summary>
    public ValueTask<ReceivedMail> NextAsync(CancellationToken cancellationToken) => _arrived.Reader.ReadAsync(cancellationToken);

    /// <summary>What is answered to a recipient instead of "250"; null takes all.</summary>
    public Func<string, string?> Refusal { get; set; } = _ => null;

    /// <summary>The mail is taken and the connection broken off before the server says so.</summary>
    public bool IsLostBeforeTheAnswer { get; set; }

    public static MailServer Start(int port = 0)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return new(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_conversations);
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server was stopped.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            using var reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(connection.GetStream(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\r\n", AutoFlush = true };
            await TalkAsync(reader, writer);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The client went, or the server was stopped.
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to) = ("", "");
        await writer.WriteLineAsync("220 mail.test");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var command = line.Split(' ', ':')[0].ToUpper(CultureInfo.InvariantCulture);
            switch (command)
            {
                case "EHLO" or "HELO":
                    await writer.WriteLineAsync("250 mail.test");
                    break;
                case "MAIL":
                    from = AddressIn(line);
                    await writer.WriteLineAsync("250 ok");
                    break;
                case "RCPT":
                    to = AddressIn(line);
                    await writer.WriteLineAsync(Refusal(to) ?? "250 ok");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    var mail = new ReceivedMail(from, to, await ContentAsync(reader));
                    Mails.Enqueue(mail);
                    _arrived.Writer.TryWrite(mail);
                    if (IsLostBeforeTheAnswer)
                    {
                        return;
                    }

                    await writer.WriteLineAsync("250 taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 ok");
                    break;
            }
        }
    }

    private async Task<string> ContentAsync(StreamReader reader)
    {
        var content = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            content.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return content.ToString();
    }

    private static string AddressIn(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}
