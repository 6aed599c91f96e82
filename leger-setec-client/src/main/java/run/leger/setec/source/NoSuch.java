package run.leger.setec.source;

import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;

/** The answer of a source that is no server, in the server's terms. */
final class NoSuch {
    private NoSuch() {}

    static NotFoundException secret(SecretName name, String source, String remedy) {
        return new NotFoundException("get " + name.shown(), 404, "not in " + source, remedy);
    }
}
