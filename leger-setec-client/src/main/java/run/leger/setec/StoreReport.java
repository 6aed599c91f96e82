package run.leger.setec;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import run.leger.core.LegerException;

/**
 * Which secret came from where. Its text form is one line for a log, with names and versions and never a value.
 *
 * @param at when this was so
 * @param source what the source says of itself
 * @param cache what the cache says of itself, or empty where there is none
 * @param cacheRefusal why the cache could not be read, or was not believed, at the start; or empty
 * @param cacheFailure why the cache could not be written the last time, or empty
 * @param secrets every name that the store keeps, in their order
 */
public record StoreReport(
        Instant at,
        String source,
        Optional<String> cache,
        Optional<LegerException> cacheRefusal,
        Optional<LegerException> cacheFailure,
        List<Line> secrets) {
    /**
     * One secret of a report.
     *
     * @param name which secret
     * @param required whether the store was opened only because it is there
     * @param state how it fares
     */
    public record Line(SecretName name, boolean required, SecretState state) {
        /** Checks that nothing is null. */
        public Line {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(state, "state");
        }

        String text(Instant at) {
            StringBuilder text = new StringBuilder(name.shown());
            if (state.version().isPresent()) {
                text.append(" version ").append(state.version().get());
                state.origin().ifPresent(origin -> text.append(" from ").append(origin));
                state.asOf()
                        .ifPresent(asOf -> text.append(", ")
                                .append(Math.max(0, Duration.between(asOf, at).toSeconds()))
                                .append(" s old"));
                text.append(state.stale() ? ", stale" : "");
            } else {
                text.append(" missing");
            }
            state.lastFailure()
                    .ifPresent(failure ->
                            text.append(", ").append(FailureKind.of(failure).word()));
            return text.toString();
        }
    }

    /** Copies the list. */
    public StoreReport {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(source, "source");
        secrets = List.copyOf(secrets);
    }

    /**
     * Returns the secrets that have no value.
     *
     * @return their names, optional ones too
     */
    public List<SecretName> missing() {
        return secrets.stream()
                .filter(line -> line.state().version().isEmpty())
                .map(Line::name)
                .toList();
    }

    @Override
    public String toString() {
        return secrets.size() + " secrets, " + missing().size() + " missing, of " + source
                + cache.map(text -> ", cache " + text).orElse("")
                + why("ignored", cacheRefusal)
                + why("not written", cacheFailure)
                + secrets.stream().map(line -> line.text(at)).collect(Collectors.joining("; ", ": ", ""));
    }

    private static String why(String what, Optional<LegerException> failure) {
        return failure.map(e -> " (" + what + ": " + e.getMessage() + ")").orElse("");
    }
}
