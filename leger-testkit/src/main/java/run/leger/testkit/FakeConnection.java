package run.leger.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import run.leger.core.Headers;

/** One connection of a {@link FakeServer}: HttpCore reads and writes, and a fault writes past it. */
final class FakeConnection {
    private final FakeServer server;
    private final SocketChannel channel;
    private final ChannelSocket socket;
    private final OutputStream out;

    FakeConnection(FakeServer server, SocketChannel channel) {
        this.server = server;
        this.channel = channel;
        this.socket = new ChannelSocket(channel);
        this.out = socket.getOutputStream();
    }

    void serve() {
        try (DefaultBHttpServerConnection http = new DefaultBHttpServerConnection("http", Http1Config.DEFAULT)) {
            http.bind(socket);
            for (ClassicHttpRequest head = http.receiveRequestHeader();
                    head != null;
                    head = http.receiveRequestHeader()) {
                Fault fault = server.nextFault();
                if (fault == Fault.REFUSE_BODY) {
                    write(
                            "HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 9\r\nConnection: close\r\n\r\ntoo large");
                    // As Go does: closing now would reset the connection, and the answer could be lost with it.
                    channel.shutdownOutput();
                    stall();
                    return;
                }
                if (fault == Fault.CLOSE_BEFORE_BODY) {
                    return;
                }
                FakeRequest request = read(http, head);
                FakeResponse response = server.answer(request);
                if (fault == null ? !send(http, request, response) : !fail(fault, http, request, response)) {
                    return;
                }
            }
        } catch (IOException | HttpException e) {
            // The client went away or spoke nonsense: nothing is left to say to it.
        }
    }

    private FakeRequest read(DefaultBHttpServerConnection http, ClassicHttpRequest head)
            throws IOException, HttpException {
        List<Headers.Field> fields = new ArrayList<>();
        for (Header header : head.getHeaders()) {
            fields.add(new Headers.Field(header.getName(), header.getValue()));
        }
        Headers headers = new Headers(fields);
        byte[] body = new byte[0];
        if (headers.first("Content-Length").isPresent()
                || headers.first("Transfer-Encoding").isPresent()) {
            if (headers.first("Expect").isPresent()) {
                write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            http.receiveRequestEntity(head);
            body = head.getEntity().getContent().readAllBytes();
        }
        return new FakeRequest(head.getMethod(), head.getRequestUri(), headers, body);
    }

    /** Writes what there is when it is there, until the answer ends or the client leaves. */
    private void stream(DefaultBHttpServerConnection http, BasicClassicHttpResponse message, FakeResponse.Stream body)
            throws IOException, HttpException {
        Thread writer = Thread.currentThread();
        Thread listener = new Thread(
                () -> {
                    // Past the streams, of which the JDK lets only one of a channel wait at a time.
                    ByteBuffer ignored = ByteBuffer.allocate(64);
                    try {
                        while (channel.read(ignored.clear()) >= 0) {
                            Thread.onSpinWait();
                        }
                    } catch (IOException e) {
                        // This side closed.
                    } finally {
                        writer.interrupt();
                    }
                },
                "fake-listener");
        listener.setDaemon(true);
        message.addHeader("Transfer-Encoding", "chunked");
        message.setEntity(new FakeStreamEntity(body));
        http.sendResponseHeader(message);
        http.flush();
        listener.start();
        http.sendResponseEntity(message);
        http.flush();
    }

    /** Returns whether the connection goes on. */
    private boolean send(DefaultBHttpServerConnection http, FakeRequest request, FakeResponse response)
            throws IOException, HttpException {
        BasicClassicHttpResponse message = new BasicClassicHttpResponse(response.status());
        for (Headers.Field field : response.headers().fields()) {
            message.addHeader(field.name(), field.value());
        }
        FakeResponse.Stream stream = response.stream();
        if (stream != null) {
            stream(http, message, stream);
            return false;
        }
        boolean bodyless = response.status() == 204 || response.status() == 304 || response.status() < 200;
        if (!bodyless) {
            message.addHeader(
                    response.chunked() ? "Transfer-Encoding" : "Content-Length",
                    response.chunked() ? "chunked" : Integer.toString(response.body().length));
            message.setEntity(new ByteArrayEntity(response.body(), null, response.chunked()));
        }
        http.sendResponseHeader(message);
        if (!bodyless && !request.method().equals("HEAD")) {
            http.sendResponseEntity(message);
        }
        http.flush();
        if (response.takeover() != null) {
            response.takeover().play(socket.getInputStream(), out);
            return false;
        }
        return response.headers().first("Connection").map("close"::equals).isEmpty();
    }

    private boolean fail(Fault fault, DefaultBHttpServerConnection http, FakeRequest request, FakeResponse response)
            throws IOException, HttpException {
        byte[] body = response.body().length < 2 ? "0123456789".getBytes(StandardCharsets.US_ASCII) : response.body();
        int half = body.length / 2;
        String head = "HTTP/1.1 " + response.status() + " Fake\r\n";
        String length = "Content-Length: " + body.length + "\r\n\r\n";
        switch (fault) {
            case STALL_BEFORE_HEADER -> stall();
            case STALL_IN_HEADER -> {
                write(head + "X-Half: ");
                stall();
            }
            case STALL_IN_BODY -> {
                write(head + length);
                out.write(body, 0, half);
                stall();
            }
            case CLOSE_BEFORE_RESPONSE, CLOSE_BEFORE_BODY, REFUSE_BODY -> {}
            case CLOSE_IN_BODY -> {
                write(head + length);
                out.write(body, 0, half);
            }
            case CLOSE_IN_CHUNKS -> {
                write(head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n");
                out.write(body);
                write("\r\n10\r\n0123");
            }
            case ENDLESS_HEADER -> endless(head, "X-Fill: 0123456789012345678901234567890123456789\r\n");
            case ENDLESS_HEADER_LINE -> endless(head + "X-Fill: ", "0123456789012345678901234567890123456789");
            case ENDLESS_BODY -> endless(head + "\r\n", "0123456789012345678901234567890123456789");
            case NOT_HTTP -> write("SSH-2.0-Fake\r\nwhat do you want?\r\n\r\n");
            case CLOSE_AFTER_RESPONSE -> send(http, request, response);
            case INTERIM_FIRST -> {
                write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n");
                return send(http, request, response);
            }
        }
        return false;
    }

    /** Waits for the client to give up. */
    private void stall() throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private void endless(String head, String again) throws IOException {
        write(head);
        byte[] fill = again.repeat(200).getBytes(StandardCharsets.US_ASCII);
        // Ends when the client closes: writing then fails.
        while (true) {
            out.write(fill);
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
