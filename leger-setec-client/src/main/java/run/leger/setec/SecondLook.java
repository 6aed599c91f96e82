package run.leger.setec;

import java.time.Duration;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.LegerException;
import run.leger.core.internal.JsonOut;

/**
 * Asks {@code info} where the server's own answer does not tell what happened. Best effort: a caller may lack the right, and then the first
 * answer stands. Both calls together keep the deadline of the first.
 */
final class SecondLook {
    private final SetecCalls calls;
    private final SecretName name;
    private final long begin = System.nanoTime();

    SecondLook(SetecCalls calls, SecretName name) {
        this.calls = calls;
        this.name = name;
    }

    /** Returns what to throw for a 500 to delete-version. */
    ApiException afterDelete(SecretVersion version, ApiException first) {
        try {
            if (!info().activeVersion().equals(version)) {
                return first;
            }
        } catch (LegerException e) {
            first.addSuppressed(e);
            return first;
        }
        ActiveVersionException told =
                new ActiveVersionException(first.endpoint(), first.status(), first.serverMessage());
        told.addSuppressed(first);
        return told;
    }

    /** Returns whether the version is surely missing after a put that named it. */
    boolean isMissing(SecretVersion version) {
        try {
            return !info().versions().contains(version);
        } catch (LegerException e) {
            return false;
        }
    }

    private SecretInfo info() {
        Duration whole = calls.options().deadline().orElseThrow();
        Duration left = whole.minusNanos(System.nanoTime() - begin);
        Duration atLeast = Duration.ofMillis(1);
        return calls.with(CallOptions.deadline(left.compareTo(atLeast) < 0 ? atLeast : left))
                .call(
                        Operation.read("info", name, null),
                        JsonOut.object(fields -> fields.field("Name", name.text())),
                        Wire::info);
    }
}
