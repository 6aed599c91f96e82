package run.leger.setec;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.DeadlineExceededException;
import run.leger.core.LegerException;

/** Waits, within a deadline, until every required secret has the value that its cache mode asks for, and a moment for the optional ones. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration FOR_OPTIONAL = Duration.ofSeconds(1);

    private final StoreSettings settings;
    private final StoreThreads threads;
    private final Poller poller;
    private final Waiters waiters;

    Opening(StoreSettings settings, StoreThreads threads, Poller poller, Waiters waiters) {
        this.settings = settings;
        this.threads = threads;
        this.poller = poller;
        this.waiters = waiters;
    }

    void await(Collection<Entry> entries, Duration deadline) {
        if (settings.mode() == CacheMode.LAZY) {
            return;
        }
        Limit limit = new Limit(threads, deadline);
        List<Entry> wanted = entries.stream().filter(this::isWanted).toList();
        awaitRequired(wanted.stream().filter(entry -> entry.required).toList(), limit);
        askOptional(wanted.stream().filter(entry -> !entry.required).toList(), limit);
    }

    private void awaitRequired(List<Entry> required, Limit limit) {
        Map<SecretName, Entry> missing =
                required.stream().collect(Collectors.toMap(entry -> entry.name, Function.identity()));
        Duration pause = FIRST_PAUSE;
        while (!missing.isEmpty()) {
            List<SecretFailure> failures = ask(missing.values(), limit.left());
            missing.values().removeIf(Entry::isConfirmed);
            if (missing.isEmpty()) {
                return;
            }
            List<SecretFailure> relevant = failures.stream()
                    .filter(failure -> missing.containsKey(failure.name()))
                    .toList();
            boolean hopeless = relevant.stream().anyMatch(failure -> isHopeless(missing.get(failure.name()), failure));
            Duration wait = settings.around(pause, 0.5);
            if (hopeless || wait.compareTo(limit.left()) > 0) {
                throw new SecretsFailedException(
                        missing.size() + " of " + settings.declared().size()
                                + " declared secrets could not be had from "
                                + settings.source().description(),
                        relevant);
            }
            threads.pause(wait);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static boolean isHopeless(@Nullable Entry entry, SecretFailure failure) {
        return entry != null && !entry.waitsFor(failure.kind());
    }

    /** They are asked for once, so that they are there from the start where they can be; an answer that does not come is not waited for. */
    private void askOptional(List<Entry> optional, Limit limit) {
        if (optional.isEmpty()) {
            return;
        }
        Duration left = limit.left();
        try {
            waiters.await(
                    poller.round(optional, settings.pollDeadline()),
                    left.compareTo(FOR_OPTIONAL) < 0 ? left : FOR_OPTIONAL,
                    "the optional secrets");
        } catch (DeadlineExceededException e) {
            LOG.debug("going on without optional secrets: {}", e.getMessage());
        }
    }

    private boolean isWanted(Entry entry) {
        return entry.declared
                && (settings.mode() == CacheMode.STRICT ? !entry.isConfirmed() : !entry.hasValue() && entry.required);
    }

    private List<SecretFailure> ask(Collection<Entry> missing, Duration left) {
        CompletableFuture<List<SecretFailure>> round = poller.round(List.copyOf(missing), left);
        try {
            return waiters.await(round, left.plus(GRACE), "the declared secrets");
        } catch (DeadlineExceededException e) {
            // The round keeps the deadline itself, and says what failed; but this source cannot be cut.
            return missing.stream()
                    .filter(entry -> !entry.isConfirmed())
                    .map(entry -> SecretFailure.of(
                            entry.name,
                            Optional.<LegerException>ofNullable(entry.lastFailure())
                                    .orElse(e)))
                    .sorted(Comparator.comparing(SecretFailure::name))
                    .toList();
        }
    }
}
