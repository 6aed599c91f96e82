package run.leger.setec.rotate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicInteger;
import run.leger.setec.SecretValue;

/** Something built from a secret that notices when it is used after it was closed, or closed twice. */
final class Thing implements AutoCloseable {
    final String made;
    final AtomicInteger closes = new AtomicInteger();

    Thing(SecretValue secret) {
        made = secret.version() + "=" + secret.value().use(bytes -> new String(bytes, UTF_8));
    }

    String use() {
        if (closes.get() > 0) {
            throw new IllegalStateException("used after it was closed");
        }
        return made;
    }

    boolean isClosed() {
        return closes.get() > 0;
    }

    @Override
    public void close() {
        if (closes.incrementAndGet() > 1) {
            throw new IllegalStateException("closed twice");
        }
    }
}
