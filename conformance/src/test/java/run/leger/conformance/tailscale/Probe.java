package run.leger.conformance.tailscale;

import org.jspecify.annotations.Nullable;

/**
 * The method of an endpoint, called with arguments that do no harm.
 *
 * @param endpoint the endpoint as in {@code KnownEndpoint.key()}, such as {@code PATCH prefs}
 * @param alone whether the daemon is of no use to others afterwards
 * @param call what to do; a value that is not what was asked for is an {@link AssertionError}
 */
record Probe(String endpoint, boolean alone, Call call) {
    /** One or few calls of the client. */
    interface Call {
        void on(Scene scene) throws Exception;
    }

    /** Returns what the call threw, or null for nothing. A probe that is wrong itself does not come back. */
    @Nullable
    RuntimeException outcome(Scene scene) {
        try {
            call.on(scene);
            return null;
        } catch (run.leger.core.LegerException e) {
            return e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError("the probe of " + endpoint + " is wrong: " + e, e);
        }
    }
}
