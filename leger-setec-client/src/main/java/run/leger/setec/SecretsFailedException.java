package run.leger.setec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;

/** Several secrets could not be had, each for a reason of its own: all of them are listed, in the order of their names. */
public final class SecretsFailedException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient List<SecretFailure> failures;

    /**
     * Makes an error.
     *
     * @param message what was tried
     * @param failures what failed, and why
     */
    public SecretsFailedException(String message, List<SecretFailure> failures) {
        super(
                text(message, failures),
                remedy(failures),
                failures.isEmpty() ? null : failures.get(0).cause());
        this.failures = List.copyOf(failures);
        failures.stream().skip(1).map(SecretFailure::cause).distinct().forEach(this::addSuppressed);
    }

    /**
     * Returns what failed.
     *
     * @return one entry for each secret; empty in an error that was serialized
     */
    public List<SecretFailure> failures() {
        return failures == null ? List.of() : failures;
    }

    private static String text(String message, List<SecretFailure> failures) {
        return failures.stream().map(failure -> "\n  " + failure.line()).collect(Collectors.joining("", message, ""));
    }

    /** One rule for all that was denied, and what helps against the rest, each said once. */
    private static @Nullable String remedy(List<SecretFailure> failures) {
        List<SecretName> denied = new ArrayList<>();
        Set<String> remedies = new LinkedHashSet<>();
        for (SecretFailure failure : failures) {
            if (failure.kind() == FailureKind.DENIED) {
                denied.add(failure.name());
            } else {
                failure.cause()
                        .remedy()
                        .ifPresent(remedy -> remedies.add(failure.name().shown() + ": " + remedy));
            }
        }
        List<String> all = new ArrayList<>();
        if (!denied.isEmpty()) {
            all.add(AccessRule.remedy("get", denied));
        }
        all.addAll(remedies);
        return all.isEmpty() ? null : String.join("\n", all);
    }
}
