package run.leger.setec.rotate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretValue;

/** Calls the program's functions: builds, checks and closes values, and never lets out what they throw. */
record Maker<T>(RotatingSettings<T> with) {
    private static final Logger LOG = LoggerFactory.getLogger(Rotating.class);

    /** Returns what was built and accepted, or that which is served, if the function gave it once more. */
    T make(SecretValue held, @Nullable Generation<T> served) {
        T built;
        try (SecretValue lent = new SecretValue(SecretBytes.take(held.value().copy()), held.version())) {
            built = with.build().build(lent);
        } catch (Throwable e) {
            keepInterrupt(e);
            throw failure(held, served, "it could not be built", e);
        }
        if (built == null) {
            throw failure(held, served, "nothing was built", null);
        }
        if (served != null && served.holds(built)) {
            return built;
        }
        boolean accepted = false;
        Throwable error = null;
        try {
            accepted = with.check().accepts(built);
        } catch (Throwable e) {
            keepInterrupt(e);
            error = e;
        }
        if (!accepted) {
            close(built);
            throw failure(held, served, "what was built was not accepted", error);
        }
        return built;
    }

    private RotationFailedException failure(
            SecretValue held, @Nullable Generation<T> served, String what, @Nullable Throwable error) {
        String remedy = "correct the secret, or what is built from it";
        return new RotationFailedException(
                with.secret().name(),
                held.version(),
                what,
                served == null
                        ? remedy
                        : "version " + served.version() + " is served meanwhile; " + remedy
                                + ", and it is tried again by itself",
                error);
    }

    /** The first build is on the program's own thread. */
    private static void keepInterrupt(Throwable error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    void close(T value) {
        try {
            with.close().close(value);
        } catch (Throwable e) {
            with.meter().count("setec.rotating.close.failures");
            LOG.warn(
                    "a value built from {} could not be closed: {}",
                    with.secret().name().shown(),
                    e.getClass().getName());
        }
    }
}
