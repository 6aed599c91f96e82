package run.leger.setec.bind;

import java.util.List;
import java.util.stream.Collectors;
import run.leger.core.LegerException;
import run.leger.setec.SecretName;

/** Secrets are missing or do not fit: all that are, and why. Never a value, so what a constructor of the caller's said is not repeated. */
public final class SecretBindingException extends LegerException {
    private static final long serialVersionUID = 1L;

    private final transient List<Failure> failures;

    SecretBindingException(Class<?> type, List<Failure> failures) {
        super(
                "cannot bind " + type.getName() + ": "
                        + failures.stream().map(Failure::toString).collect(Collectors.joining("; ")),
                failures.stream()
                        .map(failure -> failure.remedy() + " (" + failure.secret() + ")")
                        .collect(Collectors.joining("; ")),
                null);
        this.failures = List.copyOf(failures);
    }

    /**
     * Returns everything that is wrong.
     *
     * @return one entry for each member, in the order of the members
     */
    public List<Failure> failures() {
        return failures;
    }

    /**
     * One thing that is wrong.
     *
     * @param secret which secret, by its full name
     * @param member the component or field that was to be filled from it
     * @param why what is wrong, never a value
     * @param remedy what to do about it
     */
    public record Failure(SecretName secret, String member, String why, String remedy) {
        /**
         * Returns the failure in words.
         *
         * @return one line
         */
        @Override
        public String toString() {
            return secret + " for " + member + ": " + why;
        }
    }
}
