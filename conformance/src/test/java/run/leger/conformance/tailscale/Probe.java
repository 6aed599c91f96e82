package run.leger.conformance.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import run.leger.core.LegerException;
import run.leger.tailscale.coverage.Proof;

/**
 * The method of an endpoint, called with arguments that do no harm.
 *
 * @param endpoint the endpoint as in {@code KnownEndpoint.key()}, such as {@code PATCH prefs}
 * @param alone whether the daemon is of no use to others afterwards
 * @param call what to do
 */
record Probe(String endpoint, boolean alone, Call call) {
    /** One or few calls of the client, and the value of the one in question. */
    interface Call {
        Object on(Scene scene) throws Exception;
    }

    /**
     * How it went.
     *
     * @param error what was thrown, or null for nothing
     */
    record Outcome(@Nullable LegerException error) {
        /** Returns the word for it that {@link Proof} has. */
        String told() {
            return Proof.told(error);
        }
    }

    /** Makes the call. A probe that is wrong itself does not come back. */
    Outcome on(Scene scene) {
        try {
            assertThat(call.on(scene)).isNotNull();
            return new Outcome(null);
        } catch (LegerException e) {
            return new Outcome(e);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the probe of " + endpoint + " is wrong: " + e, e);
        }
    }
}
