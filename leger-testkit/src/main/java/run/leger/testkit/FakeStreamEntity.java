package run.leger.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A streamed body in the shape that HttpCore sends. */
final class FakeStreamEntity extends AbstractHttpEntity {
    private final FakeResponse.Stream stream;

    FakeStreamEntity(FakeResponse.Stream stream) {
        super((String) null, null, true);
        this.stream = stream;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try {
            stream.writeTo(out);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the client is gone");
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public long getContentLength() {
        return -1;
    }

    @Override
    public InputStream getContent() {
        throw new IllegalStateException("a streamed body is written, not read");
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() {}
}
