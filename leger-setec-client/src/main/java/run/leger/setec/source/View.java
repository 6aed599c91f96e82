package run.leger.setec.source;

import java.util.function.UnaryOperator;
import run.leger.core.CallOptions;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/** Another source, seen under other names, and only to read. */
class View implements SecretSource {
    final UnaryOperator<SecretName> names;
    final String suffix;
    private final SecretSource source;
    private final boolean owner;

    View(SecretSource source, UnaryOperator<SecretName> names, String suffix, boolean owner) {
        this.source = source;
        this.names = names;
        this.suffix = suffix;
        this.owner = owner;
    }

    @Override
    public SecretValue get(SecretName name) {
        return source.get(names.apply(name));
    }

    @Override
    public Refresh getIfChanged(SecretName name, SecretVersion held) {
        return source.getIfChanged(names.apply(name), held);
    }

    @Override
    public SecretSource with(CallOptions options) {
        return new View(source.with(options), names, suffix, false);
    }

    @Override
    public String description() {
        return source.description() + suffix;
    }

    @Override
    public String origin(SecretName name) {
        return source.origin(names.apply(name)) + suffix;
    }

    @Override
    public void close() {
        if (owner) {
            source.close();
        }
    }
}
