package run.leger.setec.source;

import java.util.function.UnaryOperator;
import run.leger.core.CallOptions;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.VersionedSource;

/** A view of a source that has every version. */
final class VersionedView extends View implements VersionedSource {
    private final VersionedSource source;

    VersionedView(VersionedSource source, UnaryOperator<SecretName> names, String suffix, boolean owner) {
        super(source, names, suffix, owner);
        this.source = source;
    }

    @Override
    public SecretInfo info(SecretName name) {
        SecretInfo info = source.info(names.apply(name));
        return new SecretInfo(name, info.versions(), info.activeVersion(), info.raw());
    }

    @Override
    public SecretValue getVersion(SecretName name, SecretVersion version) {
        return source.getVersion(names.apply(name), version);
    }

    @Override
    public VersionedSource with(CallOptions options) {
        return new VersionedView(source.with(options), names, suffix, false);
    }
}
