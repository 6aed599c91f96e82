package run.leger.setec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import run.leger.core.LegerException;

/**
 * Why one secret could not be had.
 *
 * @param name which secret
 * @param kind what kind of failure it was
 * @param cause the failure
 */
public record SecretFailure(SecretName name, FailureKind kind, LegerException cause) {
    /** Checks that nothing is null. */
    public SecretFailure {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(cause, "cause");
    }

    static SecretFailure of(SecretName name, LegerException cause) {
        return new SecretFailure(name, FailureKind.of(cause), cause);
    }

    /**
     * Returns the rule that would allow it, for a grant under {@code tailscale.com/cap/secrets} in the tailnet policy.
     *
     * @return the rule in JSON, or empty where the secret was not denied
     */
    public Optional<String> grant() {
        return kind == FailureKind.DENIED ? Optional.of(AccessRule.json("get", List.of(name))) : Optional.empty();
    }

    String line() {
        return name.shown() + ": " + kind.word() + " (" + cause.getMessage() + ")";
    }
}
