package run.leger.tailscale;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An iterator over what somebody waits for, until there is no more. */
final class PullIterator<T> implements Iterator<T> {
    private final Supplier<Optional<T>> source;
    private @Nullable T ahead;

    PullIterator(Supplier<Optional<T>> source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null) {
            ahead = source.get().orElse(null);
        }
        return ahead != null;
    }

    @Override
    public T next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        T value = ahead;
        ahead = null;
        return value;
    }
}
