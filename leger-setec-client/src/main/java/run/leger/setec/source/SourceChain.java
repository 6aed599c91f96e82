package run.leger.setec.source;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.setec.Refresh;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;

/**
 * Several sources in turn: the first that has a secret gives it.
 *
 * <pre>{@code
 * SecretSource secrets = SourceChain.of(EnvironmentSource.withPrefix("APP_"), DirectorySource.at(mounted), setec);
 * }</pre>
 *
 * <p>"Not found" asks the next one. "Denied" does not, unless {@link #passingDenied} says so, since a missing grant should be noticed; nor does a
 * source that cannot answer now, unless {@link #passingUnreachable} says so. Every other failure ends the search. {@link #origin} tells which source
 * answered.
 *
 * <p>Even then an outage does not change a value: once a source gave a secret, its being unreachable is an error for this secret and not a reason to
 * take the value of a lesser one. Versions of different sources have nothing to do with each other, so a secret that now comes from another source is
 * reported as changed even if its number is the same. For both the chain remembers who answered last: give each store a chain of its own.
 *
 * <p>Safe for use by many threads. Closing it closes the sources.
 */
public final class SourceChain implements SecretSource {
    private final List<SecretSource> sources;
    private final Set<Passing> passing;
    /** The place in the chain of the source that gave a secret last. */
    private final Map<SecretName, Integer> answered;

    private final boolean owner;

    private SourceChain(
            List<SecretSource> sources, Set<Passing> passing, Map<SecretName, Integer> answered, boolean owner) {
        this.sources = sources;
        this.passing = passing;
        this.answered = answered;
        this.owner = owner;
    }

    /**
     * Returns a chain.
     *
     * @param sources the sources, the first to be asked first
     * @return the chain
     * @throws IllegalArgumentException if there is none
     */
    public static SourceChain of(SecretSource... sources) {
        if (sources.length == 0) {
            throw new IllegalArgumentException("a chain of no sources has no secrets");
        }
        return new SourceChain(List.of(sources), EnumSet.of(Passing.NOT_FOUND), new ConcurrentHashMap<>(), true);
    }

    /**
     * Returns this chain, but where a source denies a secret the next one is asked.
     *
     * @return the chain
     */
    public SourceChain passingDenied() {
        return passing(Passing.DENIED);
    }

    /**
     * Returns this chain, but where a source cannot answer now (no connection, no answer in time, a failure of the server, too many calls) the next one
     * is asked, for secrets that this source did not give before.
     *
     * @return the chain
     */
    public SourceChain passingUnreachable() {
        return passing(Passing.UNREACHABLE);
    }

    private SourceChain passing(Passing more) {
        EnumSet<Passing> all = EnumSet.copyOf(passing);
        all.add(more);
        return new SourceChain(sources, all, answered, owner);
    }

    /**
     * Returns the value of the first source that has one.
     *
     * @throws NotFoundException if no source has it; each one's own error is suppressed in this one
     * @throws LegerException the first failure that ends the search; or, where none did and no source had it, that of a source that might have it
     */
    @Override
    public SecretValue get(SecretName name) {
        if (ask(name, null) instanceof Refresh.Changed found) {
            return found.secret();
        }
        throw new AssertionError("nothing was held that could be unchanged");
    }

    @Override
    public Refresh getIfChanged(SecretName name, SecretVersion held) {
        return ask(name, held);
    }

    private Refresh ask(SecretName name, @Nullable SecretVersion held) {
        Integer last = answered.get(name);
        List<LegerException> failures = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            boolean same = last != null && last == i;
            try {
                Refresh answer = held != null && same
                        ? sources.get(i).getIfChanged(name, held)
                        : new Refresh.Changed(sources.get(i).get(name));
                answered.put(name, i);
                return answer;
            } catch (LegerException e) {
                Passing kind = Passing.of(e);
                if (!passing.contains(kind) || same && kind == Passing.UNREACHABLE) {
                    failures.forEach(e::addSuppressed);
                    throw e;
                }
                failures.add(e);
            }
        }
        throw verdict(name, failures);
    }

    /** What to tell when all were asked: a source that might have it says more than one that has not. */
    private LegerException verdict(SecretName name, List<LegerException> failures) {
        for (Passing kind : List.of(Passing.UNREACHABLE, Passing.DENIED)) {
            for (LegerException failure : failures) {
                if (Passing.of(failure) == kind) {
                    failures.stream().filter(other -> other != failure).forEach(failure::addSuppressed);
                    return failure;
                }
            }
        }
        NotFoundException none = NoSuch.secret(
                name,
                "any of " + sources.stream().map(SecretSource::description).collect(Collectors.joining(", ")),
                "put it into one of them");
        failures.forEach(none::addSuppressed);
        return none;
    }

    @Override
    public SecretSource with(CallOptions options) {
        List<SecretSource> views =
                sources.stream().map(source -> source.with(options)).toList();
        return new SourceChain(views, passing, answered, false);
    }

    @Override
    public String description() {
        return sources.stream().map(SecretSource::description).collect(Collectors.joining(", then "));
    }

    @Override
    public String origin(SecretName name) {
        Integer last = answered.get(name);
        return last == null ? description() : sources.get(last).origin(name);
    }

    @Override
    public void close() {
        if (owner) {
            sources.forEach(SecretSource::close);
        }
    }
}
