package run.leger.setec.write;

import java.util.Objects;
import java.util.Optional;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;

/** One thing that a plan does, or that a write did. Never holds a value. */
public sealed interface WriteStep {
    /**
     * Returns which secret it is about.
     *
     * @return the name
     */
    SecretName name();

    /**
     * Returns the step in words.
     *
     * @return one line, as long as the name is one
     */
    String text();

    /**
     * Stores a value as a new version, or finds it to be the highest version already.
     *
     * @param name which secret
     * @param version its version, once it is known
     * @param from the secret whose value it is, where it is a copy
     * @param fromVersion which version of that
     * @param creates whether there is no such secret yet, so that the value is active at once
     */
    record Put(
            SecretName name,
            Optional<SecretVersion> version,
            Optional<SecretName> from,
            Optional<SecretVersion> fromVersion,
            boolean creates)
            implements WriteStep {
        /** Checks that nothing is null. */
        public Put {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(fromVersion, "fromVersion");
        }

        Put as(SecretVersion stored) {
            return new Put(name, Optional.of(stored), from, fromVersion, creates);
        }

        @Override
        public String text() {
            return (creates ? "create " : "put ")
                    + name
                    + version.map(v -> " version " + v).orElse("")
                    + from.map(source -> " from " + source).orElse("")
                    + fromVersion.map(v -> " version " + v).orElse("");
        }
    }

    /**
     * Makes a version the active one.
     *
     * @param name which secret
     * @param version which version, or empty where it is the one that was just put
     * @param before which version was active before, where that is known
     */
    record Activate(SecretName name, Optional<SecretVersion> version, Optional<SecretVersion> before)
            implements WriteStep {
        /** Checks that nothing is null. */
        public Activate {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(before, "before");
        }

        Activate as(SecretVersion stored) {
            return new Activate(name, Optional.of(stored), before);
        }

        @Override
        public String text() {
            return "activate " + name + version.map(v -> " version " + v).orElse(" (the new version)")
                    + before.map(v -> " instead of " + v).orElse("");
        }
    }

    /**
     * Has the caller's own test say whether the new value works.
     *
     * @param name which secret
     */
    record Verify(SecretName name) implements WriteStep {
        /** Checks that nothing is null. */
        public Verify {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public String text() {
            return "verify " + name;
        }
    }

    /**
     * Deletes a version that is not active, for good.
     *
     * @param name which secret
     * @param version which version
     */
    record DeleteVersion(SecretName name, SecretVersion version) implements WriteStep {
        /** Checks that nothing is null. */
        public DeleteVersion {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(version, "version");
        }

        @Override
        public String text() {
            return "delete " + name + " version " + version;
        }
    }
}
