package run.leger.testkit;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@link FakeSetec}'s audit log.
 *
 * @param identity who called, as the fake knows it
 * @param action one of the six actions; listing is {@code info} without a secret
 * @param authorized whether a rule allowed it
 * @param secretOrNull the secret's name, or null for listing
 * @param versionOrZero the version that the call named, or 0 where it named none
 */
public record SetecAudit(
        String identity,
        String action,
        boolean authorized,
        @Nullable String secretOrNull,
        long versionOrZero) {
    /**
     * Returns the secret's name.
     *
     * @return the name, or empty for listing
     */
    public Optional<String> secret() {
        return Optional.ofNullable(secretOrNull);
    }

    /**
     * Returns the version that the call named.
     *
     * @return the version, or empty where it named none
     */
    public OptionalLong version() {
        return versionOrZero == 0 ? OptionalLong.empty() : OptionalLong.of(versionOrZero);
    }
}
