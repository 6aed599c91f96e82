package run.leger.setec;

import run.leger.core.CallOptions;
import run.leger.core.SecretBytes;

/** A source that asks another one, for tests that change one thing of it. The other one may be replaced. */
public class SourceOver implements VersionedSource {
    private volatile VersionedSource below;

    /** Asks this one. */
    public SourceOver(VersionedSource below) {
        this.below = below;
    }

    /** Asks another one from now on. */
    public void over(VersionedSource other) {
        below = other;
    }

    @Override
    public SecretValue get(SecretName name) {
        return below.get(name);
    }

    @Override
    public Refresh getIfChanged(SecretName name, SecretVersion held) {
        return below.getIfChanged(name, held);
    }

    @Override
    public SecretInfo info(SecretName name) {
        return below.info(name);
    }

    @Override
    public SecretValue getVersion(SecretName name, SecretVersion version) {
        return below.getVersion(name, version);
    }

    @Override
    public void createVersion(SecretName name, SecretVersion version, SecretBytes value) {
        below.createVersion(name, version, value);
    }

    @Override
    public VersionedSource with(CallOptions options) {
        return this;
    }

    @Override
    public String description() {
        return below.description();
    }
}
