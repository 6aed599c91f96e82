package run.leger.core.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import run.leger.core.Headers;
import run.leger.core.RequestBody;
import run.leger.core.TransportRequest;

/** One HTTP/1.1 conversation over a pipe. Used by one call at a time; any thread may abort it. */
final class PipeConnection {
    // Lines and fields have no bound of their own: the socket bounds the bytes of the head, and of what frames the
    // body.
    private static final Http1Config CONFIG = Http1Config.custom()
            .setBufferSize(PipeSocket.READ_AHEAD)
            .setMaxLineLength(-1)
            .setMaxHeaderCount(-1)
            .setMaxEmptyLineCount(5)
            .build();

    private final Pipe pipe;
    private final Guard guard;
    private final PipeSocket socket;
    private final DefaultBHttpClientConnection http;
    private @Nullable SessionInputBuffer readAhead;
    private boolean used;
    private boolean keptBodyBack;
    long idleSince;

    PipeConnection(Pipe pipe, Guard guard) throws IOException {
        this.pipe = pipe;
        this.guard = guard;
        this.socket = new PipeSocket(pipe, guard);
        // The parser's factory has to be given the settings too: without it, the head is parsed under HttpCore's own
        // limits.
        this.http = new DefaultBHttpClientConnection(CONFIG, null, null, null, null, null, settings -> parser());
        http.bind(socket);
    }

    private HttpMessageParser<ClassicHttpResponse> parser() {
        HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParserFactory(CONFIG).create();
        return (buffer, in) -> {
            readAhead = buffer;
            return parser.parse(buffer, in);
        };
    }

    /** False when the other side closed it, or sent more than was asked: that would pass for the answer to the next call. */
    boolean isFresh() {
        return (readAhead == null || readAhead.length() == 0) && pipe.isFresh();
    }

    /** True when an earlier call went well over this connection, so that the other side may have closed it meanwhile. */
    boolean wasKept() {
        return used;
    }

    boolean receivedAnything() {
        return socket.received() > 0;
    }

    /** Tells whether the other side ended the connection in this call. */
    boolean ended() {
        return socket.ended();
    }

    boolean wasCut() {
        return guard.wasCut();
    }

    /** Tells whether this call's body still waits for the other side to ask for it, or to answer without it. */
    boolean keptBodyBack() {
        return keptBodyBack;
    }

    /** Sends the request and reads the head, past interim answers. */
    ClassicHttpResponse exchange(TransportRequest request, String host, CallTimer timer, long maxHeaderBytes)
            throws IOException, HttpException {
        socket.begin(timer);
        timer.expectBytes();
        ClassicHttpRequest message = message(request, host);
        keptBodyBack = isAskedFor(request);
        ClassicHttpResponse response = null;
        if (keptBodyBack) {
            http.sendRequestHeader(message);
            http.flush();
            response = receive(timer, maxHeaderBytes, true);
            keptBodyBack = false;
        }
        boolean whole = false;
        if (response == null || response.getCode() == 100) {
            IOException sending = send(request, message, response == null);
            whole = sending == null;
            try {
                response = receive(timer, maxHeaderBytes, false);
            } catch (IOException | HttpException e) {
                if (sending != null) {
                    sending.addSuppressed(e);
                    throw sending;
                }
                throw e;
            }
        }
        if (response.getCode() == 101 && request.headers().first("Upgrade").isEmpty()) {
            throw new ProtocolException("101 without a request for it");
        }
        if (hasBody(request, response)) {
            unite(response);
            http.receiveResponseEntity(response);
        }
        used = whole;
        return response;
    }

    private static boolean isAskedFor(TransportRequest request) {
        return request.body() != null
                && request.headers()
                        .first("Expect")
                        .filter("100-continue"::equalsIgnoreCase)
                        .isPresent();
    }

    /** Reads the head of the answer, past interim ones but the one that asks for the body, where that is waited for. */
    private ClassicHttpResponse receive(CallTimer timer, long maxHeaderBytes, boolean orAsking)
            throws IOException, HttpException {
        timer.expectHeader();
        socket.boundHeader(maxHeaderBytes);
        ClassicHttpResponse response;
        do {
            response = http.receiveResponseHeader();
        } while (response.getCode() < 200 && response.getCode() != 101 && !(orAsking && response.getCode() == 100));
        timer.expectBytes();
        return response;
    }

    /** An early answer such as 413 may be there although sending failed; the caller looks before it gives up. */
    private @Nullable IOException send(TransportRequest request, ClassicHttpRequest message, boolean withHead)
            throws IOException, HttpException {
        try {
            if (withHead) {
                http.sendRequestHeader(message);
            }
            if (message.getEntity() != null) {
                http.sendRequestEntity(message);
            }
            http.flush();
            return null;
        } catch (IOException e) {
            if (!socket.writeFailed()
                    && !guard.wasCut()
                    && !Thread.currentThread().isInterrupted()) {
                throw new UncheckedIOException("the request's body could not be written", e);
            }
            if (request.body() == null
                    || guard.wasCut()
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return e;
        }
    }

    private static ClassicHttpRequest message(TransportRequest request, String host) {
        BasicClassicHttpRequest message = new BasicClassicHttpRequest(request.method(), request.target());
        message.setVersion(HttpVersion.HTTP_1_1);
        if (request.headers().first("Host").isEmpty()) {
            message.addHeader("Host", host);
        }
        for (Headers.Field field : request.headers().fields()) {
            message.addHeader(field.name(), field.value());
        }
        RequestBody body = request.body();
        if (body != null) {
            if (body.length() >= 0) {
                message.addHeader("Content-Length", Long.toString(body.length()));
            } else {
                message.addHeader("Transfer-Encoding", "chunked");
            }
            message.setEntity(new Entity(body));
        } else if (request.method().equals("POST")
                || request.method().equals("PUT")
                || request.method().equals("PATCH")) {
            message.addHeader("Content-Length", "0");
        }
        return message;
    }

    /** A length that is told twice is one, RFC 9112 section 6.3: tailscaled's answer to several files at once has one for each. */
    private static void unite(ClassicHttpResponse response) {
        Header[] lengths = response.getHeaders("Content-Length");
        if (lengths.length > 1
                && Arrays.stream(lengths).map(Header::getValue).distinct().count() == 1) {
            response.removeHeaders("Content-Length");
            response.addHeader(lengths[0]);
        }
    }

    private static boolean hasBody(TransportRequest request, ClassicHttpResponse response) {
        int code = response.getCode();
        return !request.method().equals("HEAD") && code != 204 && code != 304 && code != 101;
    }

    /** Returns the body, bounded in what comes beside its content. */
    InputStream content(ClassicHttpResponse response) throws IOException {
        return new FilterInputStream(response.getEntity().getContent()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                socket.boundBesideContent(length);
                return in.read(bytes, offset, length);
            }
        };
    }

    /** Returns what was read along with the head of a 101. */
    byte[] takeAhead() throws IOException, HttpException {
        // Without the answer's own fields: a length among them would be no length here.
        ClassicHttpResponse unframed = new BasicClassicHttpResponse(101);
        http.receiveResponseEntity(unframed);
        InputStream buffered = unframed.getEntity().getContent();
        return buffered.readNBytes(buffered.available());
    }

    /** Ends HTTP here, and the deadlines with it. */
    Duplex upgraded() throws IOException {
        guard.release();
        return pipe.duplex();
    }

    /** Tells whether another call can follow on this connection once the body is read. */
    boolean keepsAlive(ClassicHttpResponse response) {
        if (!used || response.getVersion() != null && response.getVersion().lessEquals(HttpVersion.HTTP_1_0)) {
            return false;
        }
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() < 0 && !entity.isChunked()) {
            return false;
        }
        for (Header header : response.getHeaders("Connection")) {
            if (header.getValue().toLowerCase(Locale.ROOT).contains("close")) {
                return false;
            }
        }
        return response.getCode() != 101;
    }

    void abort() {
        http.close(CloseMode.IMMEDIATE);
        pipe.close();
        guard.release();
    }

    private static final class Entity extends AbstractHttpEntity {
        private final RequestBody body;

        Entity(RequestBody body) {
            super((String) null, null, body.length() < 0);
            this.body = body;
        }

        @Override
        public boolean isRepeatable() {
            return true;
        }

        @Override
        public long getContentLength() {
            return body.length();
        }

        @Override
        public InputStream getContent() {
            throw new IllegalStateException("a request body is written, not read");
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.writeTo(out);
        }

        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public void close() {}
    }
}
